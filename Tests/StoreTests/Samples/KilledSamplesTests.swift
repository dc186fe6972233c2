// A captop that is killed while it records and thins leaves a history that is right at every instant it tells of. The victim is
// this test program once more, told by its environment to go on without end.
import Foundation
import Glibc
import Models
import TestSupport
import Testing

@testable import Store

private let victimPath = ProcessInfo.processInfo.environment["CAPTOP_TEST_SAMPLES_PATH"]

@Suite("A killed recorder")
struct KilledSamplesTests {
    private static let world = MeterWorld(meters: 600, interval: 600_000)

    @Test(
        "leaves a whole history, at whatever moment it dies",
        arguments: Torture.seeds(quick: 8, full: 64).map { Int($0) })
    func killed(round: Int) throws {
        let directory = try TemporaryDirectory()
        // The longer it lives, the coarser what it builds: from hours to days.
        let seen = try runVictim(path: directory.file, lines: [2, 5, 9, 14, 20, 27, 35, 44][round % 8])
        let history = SampleHistory(try StateStore(path: directory.file, now: { Sample.now }))
        let world = KilledSamplesTests.world
        #expect(try sqlite3(directory.file, "PRAGMA integrity_check") == "ok")
        try expectRight(history)
        let instants = try history.instants(of: .made("acme"), from: world.start, to: .init(milliseconds: .max))
        let last = try #require(instants.last)
        let step = Int(last.milliseconds(since: world.start) / world.interval)
        #expect(step >= seen * 10 - 1)
        // The next captop goes on where the victim stopped.
        let outcome = try history.record(world.snapshot(step + 1))
        #expect(outcome == .written(samples: world.changes(step + 1)))
        while try history.thin(now: world.instant(step + 1)) {}
        #expect(try sqlite3(directory.file, "SELECT count(*) FROM sample_chunk WHERE state != 'complete'") == "0")
        try expectRight(history)
    }

    private func expectRight(_ history: SampleHistory) throws {
        let world = KilledSamplesTests.world
        let instants = try history.instants(of: .made("acme"), from: world.start, to: .init(milliseconds: .max))
        #expect(!instants.isEmpty)
        for place in stride(from: 0, to: instants.count, by: max(1, instants.count / 12)) {
            let past = try #require(try history.past(of: world.snapshot(60), at: instants[place]))
            let step = Int(past.asOf.milliseconds(since: world.start) / world.interval)
            #expect(past.shown == world.shown(step))
        }
    }

    /// - Returns: how often the victim reported ten refreshes.
    private func runVictim(path: String, lines: Int) throws -> Int {
        let victim = Process()
        victim.executableURL = URL(
            filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        victim.arguments = ["--testing-library", "swift-testing", "--filter", "KilledSamplesTests/recordWithoutEnd"]
        victim.environment = ProcessInfo.processInfo.environment.merging(["CAPTOP_TEST_SAMPLES_PATH": path]) { $1 }
        let output = Pipe()
        victim.standardOutput = output
        victim.standardError = FileHandle.nullDevice
        try victim.run()
        var seen = ""
        while seen.ranges(of: "ten refreshes").count < lines {
            let data = output.fileHandleForReading.availableData
            try #require(!data.isEmpty, "the victim ended by itself: \(seen)")
            seen += String(decoding: data, as: UTF8.self)
        }
        kill(victim.processIdentifier, SIGKILL)
        victim.waitUntilExit()
        #expect(victim.terminationReason == .uncaughtSignal)
        return seen.ranges(of: "ten refreshes").count
    }

    @Test("records and thins without end when told to", .enabled(if: victimPath != nil))
    func recordWithoutEnd() throws {
        let history = SampleHistory(try StateStore(path: try #require(victimPath), now: { Sample.now }))
        var step = 0
        while true {
            for _ in 0..<10 {
                _ = try history.record(KilledSamplesTests.world.snapshot(step))
                _ = try history.thin(now: KilledSamplesTests.world.instant(step), steps: 2)
                step += 1
            }
            FileHandle.standardOutput.write(Data("ten refreshes\n".utf8))
        }
    }
}
