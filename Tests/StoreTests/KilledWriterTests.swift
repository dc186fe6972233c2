// A process that is killed while it saves leaves the save before, whole. The writer is this test program once more, told by
// its environment to save without end.
import Foundation
import Glibc
import Models
import Store
import Synchronization
import TestSupport
import Testing

private let writerPath = ProcessInfo.processInfo.environment["CAPTOP_TEST_WRITER_PATH"]

@Suite("A killed writer")
struct KilledWriterTests {
    private static let snapshots = (0..<4).map { Sample.snapshot(objects: 300 + 40 * $0, salt: $0) }

    private static let seeds = Torture.seeds(quick: 8, full: 100)
    private static let deaths = Mutex<[String: Int]>([:])

    @Test("leaves the last whole save, at whatever moment it dies", arguments: KilledWriterTests.seeds)
    func killed(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let saved = try runWriter(path: directory.file, seed: seed)
        let store = try StateStore(path: directory.file, now: { Sample.now })
        #expect(store.notice == nil)
        let loaded = try #require(try store.load("acme"))
        // What was reported is there, or what was saved when it died.
        let snapshots = KilledWriterTests.snapshots
        let isReported = loaded == snapshots[(saved - 1) % snapshots.count]
        let isNext = loaded == snapshots[saved % snapshots.count]
        #expect(isReported || isNext, "after \(saved) saves")
        report(death: isNext ? "with the next save whole" : "before it")
        #expect(try sqlite3(directory.file, "PRAGMA integrity_check") == "ok")
    }

    /// Says in the end how many died of what they did.
    private func report(death: String) {
        let deaths = KilledWriterTests.deaths.withLock { deaths in
            deaths[death, default: 0] += 1
            return deaths
        }
        guard deaths.values.reduce(0, +) == KilledWriterTests.seeds.count else { return }
        Torture.report("writers killed: \(deaths)")
    }

    /// Starts a writer, waits until it has saved some times, and kills it: at any moment of the next save, or shortly
    /// after the log on disk has changed, while it commits.
    ///
    /// - Returns: how often it reported a save.
    private func runWriter(path: String, seed: UInt64) throws -> Int {
        var random = SeededRandom(seed: seed)
        let writer = try Victim(
            "KilledWriterTests/saveWithoutEnd", environment: ["CAPTOP_TEST_WRITER_PATH": path], end: "saved once more")
        try writer.hear(rounds: Int.random(in: 2...7, using: &random))
        let isWhileCommitting = seed % 2 == 1
        let before = changeTime(path + "-wal")
        while isWhileCommitting, changeTime(path + "-wal") == before {
            try #require(writer.isRunning)
        }
        writer.kill(after: Double.random(in: 0..<(isWhileCommitting ? 0.1 : 1), using: &random))
        return writer.rounds
    }

    private func changeTime(_ path: String) -> [Int] {
        var status = Glibc.stat()
        guard stat(path, &status) == 0 else { return [] }
        return [status.st_mtim.tv_sec, status.st_mtim.tv_nsec, Int(status.st_size)]
    }

    @Test("saves without end when told to", .enabled(if: writerPath != nil))
    func saveWithoutEnd() throws {
        let store = try StateStore(path: try #require(writerPath), now: { Sample.now })
        var round = 0
        while true {
            try store.save(KilledWriterTests.snapshots[round % KilledWriterTests.snapshots.count])
            FileHandle.standardOutput.write(Data("saved once more\n".utf8))
            round += 1
        }
    }
}
