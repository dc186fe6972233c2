// A process that is killed while it saves leaves the save before, whole. The writer is this test program once more, told by
// its environment to save without end.
import Foundation
import Glibc
import Models
import Store
import TestSupport
import Testing

private let writerPath = ProcessInfo.processInfo.environment["CAPTOP_TEST_WRITER_PATH"]

@Suite("A killed writer")
struct KilledWriterTests {
    private static let snapshots = (0..<4).map { Sample.snapshot(objects: 300 + 40 * $0, salt: $0) }

    @Test(
        "leaves the last whole save, at whatever moment it dies",
        arguments: Torture.seeds(quick: 8, full: 100).map { Int($0) })
    func killed(round: Int) throws {
        let directory = try TemporaryDirectory()
        try runWriter(path: directory.file, saves: 1 + round / 2 % 6, untilLogChanges: round % 2 == 1)
        let store = try StateStore(path: directory.file, now: { Sample.now })
        #expect(store.notice == nil)
        let loaded = try #require(try store.load("acme"))
        let isWhole = KilledWriterTests.snapshots.contains(loaded)
        #expect(isWhole)
        #expect(try sqlite3(directory.file, "PRAGMA integrity_check") == "ok")
    }

    /// Starts a writer, waits until it has saved so often, and kills it: at once, while it prepares the next save, or
    /// when the log on disk changes, while it commits.
    private func runWriter(path: String, saves: Int, untilLogChanges: Bool) throws {
        let writer = Process()
        writer.executableURL = URL(
            filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        writer.arguments = ["--testing-library", "swift-testing", "--filter", "KilledWriterTests/saveWithoutEnd"]
        writer.environment = ProcessInfo.processInfo.environment.merging(["CAPTOP_TEST_WRITER_PATH": path]) { $1 }
        let output = Pipe()
        writer.standardOutput = output
        writer.standardError = FileHandle.nullDevice
        try writer.run()
        var seen = ""
        while seen.ranges(of: "saved once more").count < saves {
            let data = output.fileHandleForReading.availableData
            try #require(!data.isEmpty, "the writer ended by itself: \(seen)")
            seen += String(decoding: data, as: UTF8.self)
        }
        let before = changeTime(path + "-wal")
        while untilLogChanges, changeTime(path + "-wal") == before {
            try #require(writer.isRunning)
        }
        kill(writer.processIdentifier, SIGKILL)
        writer.waitUntilExit()
        #expect(writer.terminationReason == .uncaughtSignal)
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
