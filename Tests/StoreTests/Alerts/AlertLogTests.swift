// Alerts are kept newest first, so many and no more, and acknowledged once.
import Models
import Testing

@testable import Store

@Suite("The alert log")
struct AlertLogTests {
    private let directory: TemporaryDirectory
    private let store: StateStore

    init() throws {
        directory = try TemporaryDirectory()
        store = try StateStore(path: directory.file, now: { Sample.now })
    }

    private func alert(_ number: Int) -> LoggedAlert {
        LoggedAlert(
            at: Sample.now.adding(seconds: Int64(number)), rule: "util >= 90 and hard",
            meter: "acme/custom:\(number)/conversion/day", message: "cap \(number) 🛥 is at 90 %")
    }

    @Test("alerts come back newest first, by a later start too")
    func order() throws {
        let log = AlertLog(store)
        let ids = try log.append([alert(1), alert(2)]) + (try log.append([alert(3)]))
        #expect(ids == [1, 2, 3])
        var expected = [alert(3), alert(2), alert(1)]
        for place in 0..<3 { expected[place].id = Int64(3 - place) }
        #expect(try log.alerts() == expected)
        let later = AlertLog(try StateStore(path: directory.file, now: { Sample.now }))
        #expect(try later.alerts(limit: 2) == Array(expected[..<2]))
    }

    @Test("an acknowledged alert keeps the time of the first look")
    func acknowledged() throws {
        let log = AlertLog(store)
        _ = try log.append([alert(1), alert(2)])
        try log.acknowledge([2, 77], at: Sample.now)
        try log.acknowledge([1, 2], at: Sample.now.adding(seconds: 60))
        #expect(try log.alerts().map(\.acknowledgedAt) == [Sample.now, Sample.now.adding(seconds: 60)])
        #expect(
            try sqlite3(directory.file, "SELECT id, acknowledged_at FROM alert ORDER BY id")
                == "1|1773174101000\n2|1773174041000")
    }

    @Test("in a new file, after a damaged one, ids begin again and the revision says that it is another file")
    func setAside() throws {
        let log = AlertLog(store)
        #expect(try log.append([alert(1), alert(2)]) == [1, 2])
        let before = try log.revision()
        _ = try sqlite3(directory.file, "DROP TABLE alert")
        let error = #expect(throws: StoreError.self) { _ = try log.revision() }
        #expect(error?.kind == .setAside)
        #expect(try log.append([alert(3), alert(4)]) == [1, 2])
        let after = try log.revision()
        #expect(after.newest == 2 && after != before)
        #expect((before.generation, after.generation) == (0, 1))
    }

    @Test("the list keeps its length, and no id is used twice")
    func trimmed() throws {
        let log = AlertLog(store, capacity: 3)
        for number in 1...10 { #expect(try log.append([alert(number)]) == [Int64(number)]) }
        #expect(try log.alerts().map(\.id) == [10, 9, 8])
        #expect(try log.append((11...15).map(alert)) == [11, 12, 13, 14, 15])
        #expect(try log.alerts().map(\.id) == [15, 14, 13])
        let none = AlertLog(store, capacity: 0)
        #expect(try none.append([alert(16)]) == [16])
        #expect(try none.alerts().isEmpty)
        #expect(try log.append([alert(17)]) == [17])
    }
}
