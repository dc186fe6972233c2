// A file of every earlier version is upgraded and keeps what it knew. The files are made by the sqlite3 program, with the
// tables as those versions wrote them.
import Foundation
import Models
import Testing

@testable import Store

@Suite("Upgrades")
struct MigrationTests {
    /// What each version after the first added to the tables.
    private static let later = [
        """
        CREATE TABLE journal (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, profile TEXT NOT NULL,
            environment TEXT NOT NULL, target TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, body TEXT NOT NULL,
            before TEXT NOT NULL, after TEXT NOT NULL, outcome TEXT NOT NULL, status INTEGER,
            message TEXT NOT NULL DEFAULT '', duration INTEGER, undo_of INTEGER REFERENCES journal (id), batch TEXT,
            process TEXT NOT NULL
        ) STRICT;
        CREATE INDEX journal_unsettled ON journal (id) WHERE outcome = 'sent';
        INSERT INTO journal VALUES (7, 5, 'ines@desk', 'acme', 'staging', 'acme/custom:412', 'PATCH', '/v1', '', '{}', '{}',
            'applied', 200, '', 12, NULL, NULL, '');
        INSERT INTO grdb_migrations VALUES ('2 journal');
        """
    ]

    @Test("a file of an earlier version gets what it lacks and keeps what it knew", arguments: 1...2)
    func upgrade(version: Int) throws {
        let directory = try TemporaryDirectory()
        let folder = (directory.file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try sqlite3(directory.file, MigrationTests.first)
        for addition in MigrationTests.later.prefix(version - 1) { _ = try sqlite3(directory.file, addition) }
        let store = try StateStore(path: directory.file, now: { Sample.now })
        #expect(store.notice == nil)
        #expect(try store.load("acme") == MigrationTests.known)
        #expect(try store.loadAll().count == 2)
        #expect(try Journal(store).entries(now: Sample.now).map(\.id) == (version > 1 ? [7] : []))
        let history = SampleHistory(store)
        _ = try history.record(MigrationTests.known)
        #expect(
            try history.instants(of: MigrationTests.known.network, from: Sample.now, to: Sample.now) == [Sample.now])
        _ = try AlertLog(store).append([LoggedAlert(at: Sample.now, rule: "r", meter: "m", message: "t")])
        let tables = "SELECT count(*) FROM sqlite_master WHERE name LIKE 'cap_%'"
        #expect(try sqlite3(directory.file, tables) == "0")
        #expect(try sqlite3(directory.file, "PRAGMA integrity_check") == "ok")
        #expect(try sqlite3(directory.file, "PRAGMA foreign_key_check") == "")
    }

    private static var known: NetworkSnapshot {
        let parent = ObjectID(network: "acme", kind: .cap, key: "a1")
        let object = CapObject(
            id: ObjectID(network: "acme", kind: .cap, key: "a2"), scope: .source, name: "nested",
            affiliate: NamedID(id: "51", name: "Harbor Media"), offer: NamedID(id: "f1", name: "Solar"), parent: parent,
            rules: ["state is TX"], isSoftCap: true, isEnabled: false, timeZone: "Europe/Berlin",
            isTimeZoneAssumed: true,
            currency: "EUR")
        return NetworkSnapshot(
            network: Network(
                name: "acme", kind: .leadconduit, environment: .staging, accountName: "Acme", timeZone: "UTC",
                currency: "USD"),
            affiliates: [Affiliate(id: "51", name: "Harbor Media", status: "enabled")],
            offers: [Offer(id: "f1", name: "Solar", status: "enabled", groupID: "9")],
            groups: [OfferGroup(id: "9", name: "Kettles", status: "active", offerIDs: ["f1"])],
            steps: [Step(id: "s1", flowID: "f1", name: "Deliver", isEnabled: true)],
            meters: [
                CapMeter(
                    object: object,
                    limit: CapLimit(metric: .lead, period: CapPeriod(unit: .hour, length: 2), maximum: Quantity(40)),
                    count: Quantity(millionths: 31_500_000), failedCount: Quantity(3),
                    startedAt: Timestamp(milliseconds: 1_000), expiresAt: Timestamp(milliseconds: 9_000),
                    asOf: Timestamp(milliseconds: 5_000), precision: .derived, isWindowEstimated: true)
            ], asOf: Sample.now, clockSkew: -7, notes: ["one note"])
    }

    /// The first version, with what `known` says and a network of which nothing is known.
    private static let first = """
        PRAGMA journal_mode = WAL;
        PRAGMA application_id = 1667330164;
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('1 last known state');
        CREATE TABLE network (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
            environment TEXT NOT NULL, account_name TEXT, time_zone TEXT, currency TEXT, as_of INTEGER NOT NULL,
            clock_skew INTEGER NOT NULL) STRICT;
        CREATE TABLE network_note (\(keys), text TEXT NOT NULL, \(primary);
        CREATE TABLE affiliate (\(keys), id TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL, \(primary);
        CREATE TABLE offer (\(keys), id TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL, group_id TEXT,
            \(primary);
        CREATE TABLE offer_group (\(keys), id TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL, \(primary);
        CREATE TABLE offer_group_member (\(keys), group_place INTEGER NOT NULL, offer_id TEXT NOT NULL, \(primary);
        CREATE TABLE step (\(keys), id TEXT NOT NULL, flow_id TEXT NOT NULL, name TEXT NOT NULL,
            is_enabled INTEGER NOT NULL, \(primary);
        CREATE TABLE cap_object (\(keys), kind TEXT NOT NULL, key TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL,
            affiliate_id TEXT, affiliate_name TEXT, offer_id TEXT, offer_name TEXT, step_id TEXT, step_name TEXT,
            parent_kind TEXT, parent_key TEXT, is_soft_cap INTEGER NOT NULL, is_enabled INTEGER NOT NULL,
            time_zone TEXT NOT NULL, is_time_zone_assumed INTEGER NOT NULL, currency TEXT, \(primary);
        CREATE TABLE cap_rule (\(keys), object_place INTEGER NOT NULL, text TEXT NOT NULL, \(primary);
        CREATE TABLE cap_meter (\(keys), object_place INTEGER NOT NULL, metric TEXT NOT NULL, period_unit TEXT NOT NULL,
            period_length INTEGER NOT NULL, maximum INTEGER, count INTEGER, failed_count INTEGER, started_at INTEGER,
            expires_at INTEGER, as_of INTEGER NOT NULL, precision TEXT NOT NULL, is_window_estimated INTEGER NOT NULL,
            \(primary);
        INSERT INTO network VALUES (1, 'acme', 'leadconduit', 'staging', 'Acme', 'UTC', 'USD', 1773174041000, -7);
        INSERT INTO network VALUES (2, 'bare', 'everflow', 'sandbox', NULL, NULL, NULL, 1, 0);
        INSERT INTO network_note VALUES (1, 0, 'one note');
        INSERT INTO affiliate VALUES (1, 0, '51', 'Harbor Media', 'enabled');
        INSERT INTO offer VALUES (1, 0, 'f1', 'Solar', 'enabled', '9');
        INSERT INTO offer_group VALUES (1, 0, '9', 'Kettles', 'active');
        INSERT INTO offer_group_member VALUES (1, 0, 0, 'f1');
        INSERT INTO step VALUES (1, 0, 's1', 'f1', 'Deliver', 1);
        INSERT INTO cap_object VALUES (1, 0, 'cap', 'a2', 'source', 'nested', '51', 'Harbor Media', 'f1', 'Solar', NULL, NULL,
            'cap', 'a1', 1, 0, 'Europe/Berlin', 1, 'EUR');
        INSERT INTO cap_rule VALUES (1, 0, 0, 'state is TX');
        INSERT INTO cap_meter VALUES (1, 0, 0, 'lead', 'hour', 2, 40000000, 31500000, 3000000, 1000, 9000, 5000, 'derived', 1);
        """
    private static let keys = """
        network_id INTEGER NOT NULL REFERENCES network (id) ON DELETE CASCADE, place INTEGER NOT NULL
        """
    private static let primary = "PRIMARY KEY (network_id, place)) STRICT, WITHOUT ROWID"
}
