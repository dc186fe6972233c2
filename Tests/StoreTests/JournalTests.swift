// The journal keeps every write, from before it is sent, for good, whoever writes beside it and whatever dies.
import Foundation
import Glibc
import Models
import Testing

@testable import Store

@Suite("The journal")
struct JournalTests {
    private let directory: TemporaryDirectory
    private let journal: Journal

    init() throws {
        directory = try TemporaryDirectory()
        journal = Journal(try StateStore(path: directory.file, now: { Sample.now }))
    }

    private func sql(_ text: String) throws -> String { try sqlite3(directory.file, text) }

    @Test("an entry is on disk as soon as it has begun, and has its outcome once it is complete")
    func life() throws {
        let id = try journal.begin(Sample.entry())
        #expect(
            try sql("SELECT id, target, method, outcome, status IS NULL FROM journal")
                == "1|acme/custom:412|PATCH|sent|1")
        try journal.complete(id, JournalCompletion(outcome: .applied, status: 200, durationMs: 87))
        var expected = Sample.entry()
        expected.id = id
        expected.outcome = .applied
        expected.status = 200
        expected.durationMs = 87
        #expect(try journal.entries(now: Sample.now) == [expected])
    }

    @Test("what was read back replaces what was asked for, and a message says why")
    func readBack() throws {
        let id = try journal.begin(Sample.entry())
        let after: [String: FieldValue] = [
            "daily_conversion_cap": .quantity(Quantity(40)), "name": .text("Käse \"x\""),
        ]
        try journal.complete(
            id, JournalCompletion(outcome: .refused, status: 400, message: "no such field", after: after, durationMs: 5)
        )
        let entry = try #require(try journal.entries(now: Sample.now).first)
        #expect(entry.after == after)
        #expect(entry.before == Sample.entry().before)
        #expect(entry.message == "no such field")
        #expect(try sql("SELECT json_extract(after, '$.name') FROM journal") == "Käse \"x\"")
    }

    @Test("an outcome that is known stays; an unknown one may be settled later")
    func settledOnce() throws {
        let applied = try journal.begin(Sample.entry())
        try journal.complete(applied, JournalCompletion(outcome: .applied, durationMs: 1))
        try journal.complete(applied, JournalCompletion(outcome: .refused, durationMs: 2))
        let unknown = try journal.begin(Sample.entry())
        try journal.complete(unknown, JournalCompletion(outcome: .unknown, durationMs: 3))
        try journal.complete(unknown, JournalCompletion(outcome: .refused, durationMs: 4))
        #expect(try sql("SELECT outcome, duration FROM journal ORDER BY id") == "applied|1\nrefused|4")
    }

    @Test("entries come newest first, of one profile or target, and at most so many")
    func filter() throws {
        let ids = try (0..<5).map { index in
            try journal.begin(Sample.entry(profile: index % 2 == 0 ? "acme" : "leads", target: "t:\(index / 2)"))
        }
        func found(_ filter: JournalFilter) throws -> [Int64?] {
            try journal.entries(filter, now: Sample.now).map(\.id)
        }
        #expect(try found(JournalFilter()) == ids.reversed())
        #expect(try found(JournalFilter(profile: "leads")) == [ids[3], ids[1]])
        #expect(try found(JournalFilter(profile: "acme", target: "t:1")) == [ids[2]])
        #expect(try found(JournalFilter(limit: 2)) == [ids[4], ids[3]])
        #expect(try found(JournalFilter(limit: 0)).isEmpty)
    }

    @Test("the entries of a bulk change begin together, in order, or not at all")
    func together() throws {
        let entries = (0..<50).map { Sample.entry(target: "acme/custom:\($0)") }
        #expect(try journal.begin(entries) == Array(1...50))
        #expect(try sql("SELECT count(*), sum(batch = 'b-1') FROM journal WHERE outcome = 'sent'") == "50|50")
        #expect(try sql("SELECT target FROM journal WHERE id = 50") == "acme/custom:49")
        _ = try sql(
            """
            CREATE TRIGGER full BEFORE INSERT ON journal WHEN new.target = 'acme/custom:3'
            BEGIN SELECT RAISE(ABORT, 'full'); END
            """)
        #expect(throws: StoreError.self) { try journal.begin(entries) }
        #expect(try sql("SELECT count(*) FROM journal") == "50")
    }

    @Test("a write in flight of a living process is in flight for every reader")
    func inFlight() throws {
        _ = try journal.begin(Sample.entry())
        let other = Journal(try StateStore(path: directory.file, now: { Sample.now }))
        #expect(try other.entries(now: Sample.now).map(\.outcome) == [.sent])
        #expect(try other.unsettled(now: Sample.now).isEmpty)
    }

    @Test("a write that was in flight when its process or machine went is unknown, and asks to be settled")
    func gone() throws {
        var process = WritingProcess.current
        process.startedAt += 1
        var machine = WritingProcess.current
        machine.boot = "another start of the machine"
        let store = try StateStore(path: directory.file, now: { Sample.now })
        let ids = try [process, machine].map { try Journal(store, as: $0).begin(Sample.entry()) }
        let unsettled = try journal.unsettled(now: Sample.now)
        #expect(unsettled.map(\.id) == ids)
        #expect(unsettled.allSatisfy { $0.outcome == .unknown })
        for id in ids { try journal.complete(id, JournalCompletion(outcome: .applied, durationMs: 0)) }
        #expect(try journal.unsettled(now: Sample.now).isEmpty)
    }

    @Test("what ended as unknown asks to be settled for a day, and no more once it is")
    func unknown() throws {
        let sent = Sample.entry().at
        let id = try journal.begin(Sample.entry())
        try journal.complete(id, JournalCompletion(outcome: .unknown, durationMs: 0))
        #expect(try journal.unsettled(now: sent.adding(seconds: 86_400)).map(\.id) == [id])
        #expect(try journal.unsettled(now: sent.adding(seconds: 86_401)).isEmpty)
        try journal.complete(id, JournalCompletion(outcome: .applied, durationMs: 0))
        #expect(try journal.unsettled(now: sent).isEmpty)
    }

    @Test("what has no outcome is found without a look at all that has one")
    func found() throws {
        let plan = try sql("EXPLAIN QUERY PLAN SELECT * FROM journal \(Journal.openCondition)")
        #expect(plan.contains("journal_open") && !plan.contains("SCAN"), "\(plan)")
    }

    @Test("what has been overwritten since is not looked at again; another field of the object is another matter")
    func overwritten() throws {
        func write(_ field: String, _ outcome: JournalOutcome) throws -> Int64 {
            var entry = Sample.entry()
            entry.after = [field: .quantity(Quantity(44))]
            let id = try journal.begin(entry)
            try journal.complete(id, JournalCompletion(outcome: outcome, durationMs: 0))
            return id
        }
        let silent = try write("daily_conversion_cap", .unknown)
        _ = try write("daily_conversion_cap", .refused)
        _ = try write("monthly_conversion_cap", .applied)
        #expect(try journal.unsettled(now: Sample.now).map(\.id) == [silent])
        _ = try write("daily_conversion_cap", .applied)
        #expect(try journal.unsettled(now: Sample.now).isEmpty)
    }

    @Test("a process that cannot be looked for counts as gone after ten minutes")
    func elsewhere() throws {
        var process = WritingProcess.current
        process.space = "pid:[another container]"
        _ = try Journal(try StateStore(path: directory.file, now: { Sample.now }), as: process).begin(Sample.entry())
        let soon = Sample.entry().at.adding(seconds: 600)
        #expect(try journal.entries(now: soon).map(\.outcome) == [.sent])
        #expect(try journal.entries(now: soon.adding(milliseconds: 1)).map(\.outcome) == [.unknown])
    }

    @Test("a child that was killed is gone, and this process is not")
    func killedChild() throws {
        let child = Process()
        child.executableURL = URL(filePath: "/bin/cat")
        child.standardInput = Pipe()
        try child.run()
        let running = try #require(WritingProcess(number: child.processIdentifier))
        #expect(!running.isGone(age: 0))
        kill(child.processIdentifier, SIGKILL)
        child.waitUntilExit()
        #expect(running.isGone(age: 0))
        #expect(!WritingProcess.current.isGone(age: .max))
    }

    @Test("a row that another hand wrote beyond reading is shown as unknown and hides no other")
    func unreadable() throws {
        _ = try journal.begin(Sample.entry())
        _ = try journal.begin(Sample.entry())
        _ = try sql(
            """
            UPDATE journal SET outcome = 'rumour', before = 'no', method = 'LOOK', environment = 'moon', process = '?'
            WHERE id = 1
            """)
        let entries = try journal.entries(now: Sample.now)
        #expect(entries.count == 2)
        #expect(entries[1].outcome == .unknown && entries[1].before.isEmpty && entries[1].environment == .production)
    }

    @Test("two processes write at once, and every entry has an id of its own that is never used again")
    func severalProcesses() async throws {
        let path = directory.file
        // The other process is the sqlite3 shell.
        let theirs = """
            INSERT INTO journal
            (at, who, profile, environment, target, method, path, body, before, after, outcome, process)
            VALUES (0, 'they', 'acme', 'staging', 't', 'PATCH', '/', '', '{}', '{}', 'applied', '?');
            """
        let ids = try await withThrowingTaskGroup(of: [Int64].self) { group in
            group.addTask {
                _ = try sqlite3(path, "PRAGMA busy_timeout = 20000;" + String(repeating: theirs, count: 50))
                return []
            }
            for _ in 0..<4 {
                group.addTask {
                    let journal = Journal(try StateStore(path: path, now: { Sample.now }))
                    return try (0..<10).map { _ in
                        let id = try journal.begin(Sample.entry())
                        try journal.complete(id, JournalCompletion(outcome: .applied, status: 200, durationMs: 1))
                        return id
                    }
                }
            }
            var ids: [Int64] = []
            for try await own in group { ids += own }
            return ids
        }
        #expect(try sql("SELECT count(*), max(id) FROM journal WHERE outcome = 'applied'") == "90|90")
        let ours = try sql("SELECT id FROM journal WHERE who = 'ines@desk' ORDER BY id")
        #expect(ours.split(separator: "\n").compactMap { Int64($0) } == ids.sorted())
        _ = try sql("DELETE FROM journal")
        #expect(try journal.begin(Sample.entry()) == 91)
    }

    @Test("a file of the version before gets its journal and keeps what it knew")
    func upgrade() throws {
        let store = try StateStore(path: directory.file, now: { Sample.now })
        try store.save(Sample.snapshot())
        _ = try sql("DROP TABLE journal; DELETE FROM grdb_migrations WHERE identifier = '2 journal'")
        let reopened = try StateStore(path: directory.file, now: { Sample.now })
        #expect(reopened.notice == nil)
        #expect(try reopened.load("acme") == Sample.snapshot())
        #expect(try Journal(reopened).begin(Sample.entry()) == 1)
    }
}
