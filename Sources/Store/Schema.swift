// The tables of the state file, version by version. A migration that has shipped never changes: the next one amends it.
import GRDB

/// The schema of the state file.
enum Schema {
    /// Marks the file as captop's own: `capt` in ASCII, in SQLite's `application_id`.
    static let applicationID: Int32 = 0x6361_7074

    /// Creates and upgrades the tables; one transaction a version.
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 last known state") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: lastKnownState)
        }
        migrator.registerMigration("2 journal") { db in
            try db.execute(sql: journal)
        }
        migrator.registerMigration("3 samples") { db in
            try db.execute(sql: samples)
        }
        migrator.registerMigration("4 alerts") { db in
            try db.execute(sql: alerts)
        }
        migrator.registerMigration("5 packed snapshots") { db in
            try db.execute(sql: packedSnapshots)
            let rows = RowSnapshots(db: db)
            for snapshot in try rows.names().compactMap({ try rows.read(network: $0) }) {
                try SnapshotWriter(db: db).write(snapshot)
            }
            for table in SnapshotTable.all { try db.execute(sql: "DROP TABLE \(table.name)") }
        }
        migrator.registerMigration("6 alert deliveries") { db in
            try db.execute(sql: alertDeliveries)
        }
        migrator.registerMigration("7 first screen") { db in
            try db.execute(sql: firstScreen)
        }
        migrator.registerMigration("8 told alerts") { db in
            try db.execute(sql: toldAlerts)
        }
        migrator.registerMigration("9 open writes") { db in
            try db.execute(sql: openWrites)
        }
        return migrator
    }()

    // Rows of a snapshot are keyed by their place in it: places are what the panes keep, and ids are the upstream's affair,
    // which may repeat or be missing. Instants are milliseconds since 1970 UTC, quantities millionths.
    private static let lastKnownState = """
        CREATE TABLE network (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            environment TEXT NOT NULL,
            account_name TEXT,
            time_zone TEXT,
            currency TEXT,
            as_of INTEGER NOT NULL,
            clock_skew INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE network_note (
            network_id INTEGER NOT NULL REFERENCES network (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (network_id, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE affiliate (
            network_id INTEGER NOT NULL REFERENCES network (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            status TEXT NOT NULL,
            PRIMARY KEY (network_id, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE offer (
            network_id INTEGER NOT NULL REFERENCES network (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            status TEXT NOT NULL,
            group_id TEXT,
            PRIMARY KEY (network_id, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE offer_group (
            network_id INTEGER NOT NULL REFERENCES network (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            status TEXT NOT NULL,
            PRIMARY KEY (network_id, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE offer_group_member (
            network_id INTEGER NOT NULL REFERENCES network (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            group_place INTEGER NOT NULL,
            offer_id TEXT NOT NULL,
            PRIMARY KEY (network_id, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE step (
            network_id INTEGER NOT NULL REFERENCES network (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            id TEXT NOT NULL,
            flow_id TEXT NOT NULL,
            name TEXT NOT NULL,
            is_enabled INTEGER NOT NULL,
            PRIMARY KEY (network_id, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE cap_object (
            network_id INTEGER NOT NULL REFERENCES network (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            scope TEXT NOT NULL,
            name TEXT NOT NULL,
            affiliate_id TEXT,
            affiliate_name TEXT,
            offer_id TEXT,
            offer_name TEXT,
            step_id TEXT,
            step_name TEXT,
            parent_kind TEXT,
            parent_key TEXT,
            is_soft_cap INTEGER NOT NULL,
            is_enabled INTEGER NOT NULL,
            time_zone TEXT NOT NULL,
            is_time_zone_assumed INTEGER NOT NULL,
            currency TEXT,
            PRIMARY KEY (network_id, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE cap_rule (
            network_id INTEGER NOT NULL REFERENCES network (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            object_place INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (network_id, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE cap_meter (
            network_id INTEGER NOT NULL REFERENCES network (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            object_place INTEGER NOT NULL,
            metric TEXT NOT NULL,
            period_unit TEXT NOT NULL,
            period_length INTEGER NOT NULL,
            maximum INTEGER,
            count INTEGER,
            failed_count INTEGER,
            started_at INTEGER,
            expires_at INTEGER,
            as_of INTEGER NOT NULL,
            precision TEXT NOT NULL,
            is_window_estimated INTEGER NOT NULL,
            PRIMARY KEY (network_id, place)
        ) STRICT, WITHOUT ROWID;
        """

    // One row a request that changes something. `before` and `after` are JSON objects of field values. `process` tells a
    // write in flight from one whose process died; ids are never used twice, so that `undo_of` keeps its meaning.
    private static let journal = """
        CREATE TABLE journal (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            who TEXT NOT NULL,
            profile TEXT NOT NULL,
            environment TEXT NOT NULL,
            target TEXT NOT NULL,
            method TEXT NOT NULL,
            path TEXT NOT NULL,
            body TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            outcome TEXT NOT NULL,
            status INTEGER,
            message TEXT NOT NULL DEFAULT '',
            duration INTEGER,
            undo_of INTEGER REFERENCES journal (id),
            batch TEXT,
            process TEXT NOT NULL
        ) STRICT;
        CREATE INDEX journal_unsettled ON journal (id) WHERE outcome = 'sent';
        """

    // Meters have a number in their network, from 0 on, never used twice. A refresh is one look at a network; its changes
    // are packed by segments of 8,192 meters. Refreshes of an hour become chunks, which have a block of packed series for
    // each 128 meters; chunks become coarser chunks. Keys of changes and blocks: see SampleKeys. The instants stand last,
    // so that a list of chunks does not read them.
    private static let samples = """
        CREATE TABLE sample_network (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            meters INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE sample_meter (
            name TEXT PRIMARY KEY,
            network_id INTEGER NOT NULL REFERENCES sample_network (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            gone_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sample_refresh (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            network_id INTEGER NOT NULL REFERENCES sample_network (id) ON DELETE CASCADE,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE sample_change (
            id INTEGER PRIMARY KEY,
            changes BLOB NOT NULL
        ) STRICT;
        CREATE TABLE sample_chunk (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            network_id INTEGER NOT NULL REFERENCES sample_network (id) ON DELETE CASCADE,
            level INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('building', 'complete', 'dropping')),
            built_blocks INTEGER NOT NULL DEFAULT 0,
            into_chunk INTEGER,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            last_refresh INTEGER NOT NULL,
            instants BLOB NOT NULL
        ) STRICT;
        CREATE INDEX sample_chunk_at ON sample_chunk (network_id, first_at);
        CREATE TABLE sample_block (
            id INTEGER PRIMARY KEY,
            series BLOB NOT NULL
        ) STRICT;
        """

    // Ids are never used twice: what is on screen may be acknowledged after it was trimmed from the table.
    private static let alerts = """
        CREATE TABLE alert (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            rule TEXT NOT NULL,
            meter TEXT NOT NULL,
            message TEXT NOT NULL,
            acknowledged_at INTEGER
        ) STRICT;
        """

    // `uid` is what a receiver knows an alert by. A watch is one process's for as long as it lives and renews it, so that of
    // several captops one raises an alert. A delivery stands until its receiver has taken it; while it is being sent, `process`
    // says by whom.
    private static let alertDeliveries = """
        ALTER TABLE alert ADD COLUMN uid TEXT NOT NULL DEFAULT '';
        ALTER TABLE alert ADD COLUMN network TEXT NOT NULL DEFAULT '';
        ALTER TABLE alert ADD COLUMN is_quiet INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE alert_watch (
            rule TEXT NOT NULL,
            network TEXT NOT NULL,
            process TEXT NOT NULL,
            seen_at INTEGER NOT NULL,
            renewed_at INTEGER NOT NULL,
            lapses_at INTEGER NOT NULL,
            PRIMARY KEY (rule, network)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE alert_delivery (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            rule TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            body TEXT NOT NULL,
            process TEXT,
            taken_at INTEGER
        ) STRICT;
        CREATE INDEX alert_delivery_rule ON alert_delivery (rule, id);
        """

    // A hundred thousand meters are read in one go or not at all, and at the start somebody waits for them: packed, they take
    // a tenth of the time that rows take. See SnapshotPart for what is in the pieces.
    private static let packedSnapshots = """
        CREATE TABLE snapshot_piece (
            network_id INTEGER NOT NULL REFERENCES network (id) ON DELETE CASCADE,
            part TEXT NOT NULL,
            place INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (network_id, part, place)
        ) STRICT;
        """

    // One row at most.
    private static let firstScreen = """
        CREATE TABLE first_screen (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            bytes BLOB NOT NULL
        ) STRICT;
        """

    // JSON of ToldAlerts.
    private static let toldAlerts = """
        ALTER TABLE alert_watch ADD COLUMN told BLOB NOT NULL DEFAULT x'';
        """

    // Before each change it is looked up what became of earlier ones, in a journal that only grows; the first index served
    // no query.
    private static let openWrites = """
        DROP INDEX IF EXISTS journal_unsettled;
        CREATE INDEX journal_open ON journal (outcome, at) WHERE outcome = 'sent' OR outcome = 'unknown';
        """
}
