// A file of every earlier version is upgraded and keeps what it knew.
import Models
import Testing

@testable import Store

@Suite("Upgrades")
struct MigrationTests {
    /// What each version added, newest first.
    private static let additions: [(version: String, tables: [String])] = [
        ("4 alerts", ["alert"]),
        (
            "3 samples",
            ["sample_block", "sample_chunk", "sample_change", "sample_refresh", "sample_meter", "sample_network"]
        ),
        ("2 journal", ["journal"]),
    ]

    @Test("a file of an earlier version gets what it lacks and keeps what it knew", arguments: 1...3)
    func upgrade(count: Int) throws {
        let directory = try TemporaryDirectory()
        try StateStore(path: directory.file, now: { Sample.now }).save(Sample.snapshot())
        for (version, tables) in MigrationTests.additions.prefix(count) {
            let drops = tables.map { "DROP TABLE \($0);" }.joined()
            _ = try sqlite3(
                directory.file, "\(drops) DELETE FROM grdb_migrations WHERE identifier = '\(version)'")
        }
        #expect(try sqlite3(directory.file, "SELECT count(*) FROM grdb_migrations") == "\(4 - count)")
        let store = try StateStore(path: directory.file, now: { Sample.now })
        #expect(store.notice == nil)
        #expect(try store.load("acme") == Sample.snapshot())
        let history = SampleHistory(store)
        _ = try history.record(Sample.snapshot())
        #expect(try history.instants(of: "acme", from: Sample.now, to: Sample.now) == [Sample.now])
        _ = try AlertLog(store).append([LoggedAlert(at: Sample.now, rule: "r", meter: "m", message: "t")])
        #expect(try Journal(store).entries(now: Sample.now).isEmpty)
    }
}
