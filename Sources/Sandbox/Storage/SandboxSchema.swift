// The tables of the sandbox's database. Times are milliseconds since 1970, money is millionths of a currency unit.

import GRDB

/// Creates the schema, and brings files of earlier versions up to it. Files of later ones are refused by SandboxStorage.
enum SandboxSchema {
    static let version = 3

    static func create(in database: Database) throws {
        for statement in account + traffic { try database.execute(sql: statement) }
        try upgrade(from: 1, in: database)
    }

    static func upgrade(from version: Int, in database: Database) throws {
        if version < 2 {
            for statement in writes { try database.execute(sql: statement) }
        }
        if version < 3 {
            for statement in money { try database.execute(sql: statement) }
        }
        try database.execute(sql: "PRAGMA user_version = \(SandboxSchema.version)")
    }

    /// What version 2 added.
    private static let writes = [
        "ALTER TABLE affiliates ADD COLUMN details TEXT NOT NULL DEFAULT '{}'",
        "ALTER TABLE offer_groups ADD COLUMN details TEXT NOT NULL DEFAULT '{}'",
        """
        CREATE TABLE changelogs (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, flow_id TEXT NOT NULL,
            entry TEXT NOT NULL)
        """,
        "CREATE INDEX changelogs_by_flow ON changelogs (flow_id, sequence)",
    ]

    /// What version 3 added. `earnings` splits the conversions, events and paid clicks of a ledger row by what each paid
    /// and brought; conversions of the row that it does not account for paid alike.
    private static let money = [
        "CREATE TABLE custom_payouts \(document)", "CREATE TABLE tiered_commissions \(document)",
        "CREATE TABLE affiliate_tiers \(document)",
        """
        CREATE TABLE offer_events (id INTEGER PRIMARY KEY, offer_id INTEGER NOT NULL, name TEXT NOT NULL,
            payout_type TEXT NOT NULL, payout_amount INTEGER NOT NULL, payout_percentage INTEGER NOT NULL,
            revenue_type TEXT NOT NULL, revenue_amount INTEGER NOT NULL, revenue_percentage INTEGER NOT NULL,
            time_created INTEGER NOT NULL)
        """,
        "ALTER TABLE ledger ADD COLUMN events INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE ledger ADD COLUMN event_payout INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE ledger ADD COLUMN event_revenue INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE ledger ADD COLUMN sales INTEGER NOT NULL DEFAULT 0",
        """
        CREATE TABLE earnings (bucket INTEGER NOT NULL, offer_id INTEGER NOT NULL, affiliate_id INTEGER NOT NULL,
            entry INTEGER NOT NULL, payout INTEGER NOT NULL, revenue INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY (bucket, offer_id, affiliate_id, entry, payout, revenue)) WITHOUT ROWID
        """,
        """
        CREATE TABLE commission_settlements (commission_id INTEGER NOT NULL, offer_id INTEGER NOT NULL,
            affiliate_id INTEGER NOT NULL, first_day INTEGER NOT NULL,
            PRIMARY KEY (commission_id, offer_id, affiliate_id, first_day)) WITHOUT ROWID
        """,
    ]

    private static let document =
        "(id INTEGER PRIMARY KEY, document TEXT NOT NULL, time_created INTEGER NOT NULL, time_saved INTEGER NOT NULL)"

    private static let account = [
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """
        CREATE TABLE affiliates (id INTEGER PRIMARY KEY, name TEXT NOT NULL, status TEXT NOT NULL, country TEXT NOT NULL,
            home_zone TEXT NOT NULL, manager_id INTEGER NOT NULL, labels TEXT NOT NULL,
            time_created INTEGER NOT NULL, time_saved INTEGER NOT NULL)
        """,
        """
        CREATE TABLE advertisers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, status TEXT NOT NULL,
            time_created INTEGER NOT NULL, time_saved INTEGER NOT NULL)
        """,
        """
        CREATE TABLE offers (id INTEGER PRIMARY KEY, advertiser_id INTEGER NOT NULL, group_id INTEGER NOT NULL,
            name TEXT NOT NULL, status TEXT NOT NULL, visibility TEXT NOT NULL, currency TEXT NOT NULL,
            category TEXT NOT NULL, is_caps_enabled INTEGER NOT NULL, is_soft_cap INTEGER NOT NULL,
            caps_timezone_id INTEGER NOT NULL, limits TEXT NOT NULL, payout INTEGER NOT NULL, revenue INTEGER NOT NULL,
            labels TEXT NOT NULL, time_created INTEGER NOT NULL, time_saved INTEGER NOT NULL)
        """,
        """
        CREATE TABLE offer_groups (id INTEGER PRIMARY KEY, advertiser_id INTEGER NOT NULL, name TEXT NOT NULL,
            status TEXT NOT NULL, currency TEXT NOT NULL, is_caps_enabled INTEGER NOT NULL, is_soft_cap INTEGER NOT NULL,
            limits TEXT NOT NULL, time_created INTEGER NOT NULL, time_saved INTEGER NOT NULL)
        """,
        """
        CREATE TABLE custom_caps (id INTEGER PRIMARY KEY, offer_id INTEGER NOT NULL, affiliate_id INTEGER NOT NULL,
            name TEXT NOT NULL, is_soft_cap INTEGER NOT NULL, limits TEXT NOT NULL, time_created INTEGER NOT NULL,
            time_saved INTEGER NOT NULL, UNIQUE (offer_id, affiliate_id))
        """,
        "CREATE TABLE flows (id TEXT PRIMARY KEY, saved TEXT NOT NULL, deployed TEXT NOT NULL) WITHOUT ROWID",
    ]

    private static let traffic = [
        """
        CREATE TABLE pair_traffic (offer_id INTEGER NOT NULL, affiliate_id INTEGER NOT NULL, clicks_per_day REAL NOT NULL,
            conversion_rate REAL NOT NULL, PRIMARY KEY (offer_id, affiliate_id)) WITHOUT ROWID
        """,
        """
        CREATE TABLE source_traffic (flow_id TEXT NOT NULL, source_id TEXT NOT NULL, leads_per_day REAL NOT NULL,
            zone TEXT NOT NULL, PRIMARY KEY (flow_id, source_id)) WITHOUT ROWID
        """,
        """
        CREATE TABLE ledger (bucket INTEGER NOT NULL, offer_id INTEGER NOT NULL, affiliate_id INTEGER NOT NULL,
            unique_clicks INTEGER NOT NULL, invalid_clicks INTEGER NOT NULL, conversions INTEGER NOT NULL,
            held_conversions INTEGER NOT NULL, payout INTEGER NOT NULL, revenue INTEGER NOT NULL,
            held_payout INTEGER NOT NULL, held_revenue INTEGER NOT NULL,
            PRIMARY KEY (bucket, offer_id, affiliate_id)) WITHOUT ROWID
        """,
        """
        CREATE TABLE lead_counters (cap_id TEXT PRIMARY KEY, started_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
            count INTEGER NOT NULL, failed_count INTEGER NOT NULL, updated_at INTEGER NOT NULL) WITHOUT ROWID
        """,
        """
        CREATE TABLE lead_statistics (minute INTEGER NOT NULL, flow_id TEXT NOT NULL, source_id TEXT NOT NULL,
            successes INTEGER NOT NULL, failures INTEGER NOT NULL, errors INTEGER NOT NULL,
            PRIMARY KEY (minute, flow_id, source_id)) WITHOUT ROWID
        """,
        """
        CREATE TABLE lead_events (id TEXT PRIMARY KEY, at INTEGER NOT NULL, flow_id TEXT NOT NULL, source_id TEXT NOT NULL,
            outcome TEXT NOT NULL, reason TEXT, cap_reached INTEGER NOT NULL) WITHOUT ROWID
        """,
    ]
}
