// The look at a state file that `captop doctor` takes: figures from what was saved, nothing created, nothing set aside.
import Foundation
import Models
import Store
import Testing

@Suite("Looking at a state file")
struct StoreSummaryTests {
    private let directory: TemporaryDirectory
    private let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.path + "/captop.sqlite"
    }

    private func look() throws(StoreError) -> StoreSummary? { try StoreSummary.look(at: path, now: { Sample.now }) }

    @Test("no file is no summary, and none is created")
    func missing() throws {
        #expect(try look() == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
    }

    @Test("networks, the span of the samples and size are those of the file")
    func figures() throws {
        let store = try StateStore(path: path, now: { Sample.now })
        var snapshot = Sample.snapshot()
        try store.save(snapshot)
        let history = SampleHistory(store)
        _ = try history.record(snapshot)
        snapshot.asOf = snapshot.asOf.adding(seconds: 90)
        _ = try history.record(snapshot)
        let summary = try #require(try look())
        #expect(summary.networks == ["acme"])
        #expect(summary.samples == Sample.now...Sample.now.adding(seconds: 90))
        #expect(summary.unsettled == 0)
        #expect(summary.size > 0 && summary.size < summary.sizeLimit)
    }

    @Test("a damaged file is said to be damaged, and nothing in its folder is touched")
    func damaged() throws {
        do {
            let store = try StateStore(path: path, now: { Sample.now })
            try store.save(Sample.snapshot(objects: 400))
        }
        // Behind the schema, in pages that only a look at everything reads.
        let file = try FileHandle(forUpdating: URL(filePath: path))
        try file.seek(toOffset: 4096 * 6)
        try file.write(contentsOf: Data(repeating: 0x5A, count: 4096 * 40))
        try file.close()
        let before = try contents()
        #expect(throws: StoreError(.setAside, "\(path) is damaged")) { try look() }
        #expect(try contents() == before)
    }

    @Test("an older captop's file is said to be one and is not upgraded")
    func older() throws {
        let program = Process()
        program.executableURL = URL(filePath: "/usr/bin/sqlite3")
        program.arguments = [path, "PRAGMA application_id = 1667330164; CREATE TABLE network (id INTEGER PRIMARY KEY)"]
        try program.run()
        program.waitUntilExit()
        let before = try contents()
        let summary = try #require(try look())
        #expect(summary.isOlder && summary.networks.isEmpty && summary.unsettled == 0)
        #expect(try contents() == before)
    }

    /// Without SQLite's own companions of a file that is open.
    private func contents() throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter {
            !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
        }
        return Dictionary(
            uniqueKeysWithValues: try names.map { ($0, try Data(contentsOf: URL(filePath: "\(directory.path)/\($0)"))) }
        )
    }

    @Test("another program's file is said to be one, and stays where it is")
    func foreign() throws {
        try Data("my shopping list, longer than a header\n".utf8).write(to: URL(filePath: path))
        #expect(throws: StoreError(.setAside, "\(path) is not an SQLite file")) { try look() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["captop.sqlite"])
    }
}
