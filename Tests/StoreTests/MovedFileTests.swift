// A state file whose path leads elsewhere while it is open, or that other processes hold: what is written is found again by
// the next who opens it, and nobody waits for long.
import Foundation
import Models
import Synchronization
import Testing

@testable import Store

@Suite("A file that goes away, and one that is held")
struct MovedFileTests {
    private let directory: TemporaryDirectory
    private let store: StateStore

    init() throws {
        directory = try TemporaryDirectory()
        store = try StateStore(path: directory.file, now: { Sample.now })
    }

    private func another() throws -> StateStore { try StateStore(path: directory.file, now: { Sample.now }) }

    @Test("after the file was deleted or moved, entries of the journal are in the one that its path leads to")
    func moved() throws {
        _ = try Journal(store).begin(Sample.entry(target: "acme/custom:1"))
        for suffix in ["", "-wal", "-shm"] {
            try FileManager.default.moveItem(atPath: directory.file + suffix, toPath: directory.path + "/old" + suffix)
        }
        _ = try Journal(store).begin(Sample.entry(target: "acme/custom:2"))
        #expect(try Journal(another()).entries(now: Sample.now).map(\.target) == ["acme/custom:2"])
        #expect(try sqlite3(directory.path + "/old", "SELECT target FROM journal") == "acme/custom:1")
    }

    @Test("a file that is moved without its log is whole where it went, and nothing of it gets into the new one")
    func movedAlone() throws {
        for number in 0..<50 { _ = try Journal(store).begin(Sample.entry(target: "acme/custom:\(number)")) }
        let old = directory.path + "/old"
        try FileManager.default.moveItem(atPath: directory.file, toPath: old)
        let second = try another()
        _ = try Journal(second).begin(Sample.entry(target: "acme/custom:98"))
        _ = try Journal(store).begin(Sample.entry(target: "acme/custom:99"))
        #expect(try Journal(another()).entries(now: Sample.now).map(\.target) == ["acme/custom:99", "acme/custom:98"])
        #expect(try sqlite3(old, "SELECT count(*) FROM journal") == "50")
    }

    @Test("what came of an entry whose file was taken away is not recorded as another's, and that is said")
    func completed() throws {
        let id = try Journal(store).begin(Sample.entry())
        for suffix in ["", "-wal", "-shm"] { try FileManager.default.removeItem(atPath: directory.file + suffix) }
        let error = #expect(throws: StoreError.self) {
            try Journal(store).complete(id, JournalCompletion(outcome: .applied, durationMs: 1))
        }
        #expect(error?.kind == .inaccessible)
    }

    @Test("a history goes on in the new file as if it were the first")
    func history() throws {
        let (history, world) = (SampleHistory(store), MeterWorld(meters: 4))
        for step in 0..<3 { _ = try history.record(world.snapshot(step)) }
        for suffix in ["", "-wal", "-shm"] { try FileManager.default.removeItem(atPath: directory.file + suffix) }
        for step in 3..<6 { _ = try history.record(world.snapshot(step)) }
        let (from, to) = (world.instant(0), world.instant(9))
        #expect(
            try SampleHistory(another()).instants(of: .made("acme"), from: from, to: to) == (3...5).map(world.instant))
    }

    @Test("where no file can be made it says so each time, and goes on as soon as one can")
    func gone() throws {
        let folder = directory.path + "/state"
        try FileManager.default.moveItem(atPath: folder, toPath: folder + "-old")
        try Data().write(to: URL(filePath: folder))
        for _ in 0..<2 {
            let error = #expect(throws: StoreError.self) { try store.save(Sample.snapshot()) }
            #expect(error?.kind == .inaccessible)
        }
        try FileManager.default.removeItem(atPath: folder)
        try store.save(Sample.snapshot())
        #expect(try another().load("acme") == Sample.snapshot())
    }

    @Test("at rest no call is in the middle of the file, and one that waits for another process is waited for")
    func rest() throws {
        let held = try DatabaseHold(directory.file)
        let (store, saved) = (store, Flag())
        Thread.detachNewThread {
            try? store.save(Sample.snapshot())
            saved.raise()
        }
        while !store.isWorking, !saved.isRaised { poll(nil, 0, 1) }
        let start = ContinuousClock.now
        store.rest(milliseconds: 20)
        #expect(saved.isRaised || ContinuousClock.now - start >= .milliseconds(20), "it waits, and gives up")
        try held.end()
        store.rest(milliseconds: 60_000)
        #expect(!store.isWorking)
    }

    @Test("in a hurry a file that is held is given up, and written as soon as it is free")
    func hurry() throws {
        let held = try DatabaseHold(directory.file)
        store.hurry()
        let error = #expect(throws: StoreError.self) { try store.save(Sample.snapshot()) }
        #expect(error?.kind == .busy)
        try held.end()
        try store.save(Sample.snapshot())
    }

    @Test("a call waits five seconds for another process, and at the end of this one a third of one")
    func patience() {
        let patience = BusyPatience(milliseconds: 5000)
        #expect(patience.waits(after: 499) && !patience.waits(after: 500))
        patience.endSoon()
        #expect(patience.waits(after: 29) && !patience.waits(after: 30))
    }
}

/// The `sqlite3` program in the middle of a transaction.
private final class DatabaseHold {
    private let process = Process()
    private let input = Pipe()

    init(_ path: String) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sqlite3", "-batch", path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data("BEGIN IMMEDIATE;\nSELECT 'held';\n".utf8))
        _ = try output.fileHandleForReading.read(upToCount: 1)
    }

    func end() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}

private final class Flag: Sendable {
    private let state = Mutex(false)

    var isRaised: Bool { state.withLock { $0 } }

    func raise() { state.withLock { $0 = true } }
}
