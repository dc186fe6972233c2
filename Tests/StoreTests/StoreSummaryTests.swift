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

    @Test("another program's file is said to be one, and stays where it is")
    func foreign() throws {
        try Data("my shopping list, longer than a header\n".utf8).write(to: URL(filePath: path))
        #expect(throws: StoreError(.setAside, "\(path) is not an SQLite file")) { try look() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["captop.sqlite"])
    }
}
