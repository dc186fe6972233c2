// A captop that is killed while it records and thins leaves a history that is right at every instant it tells of. The victim is
// this test program once more, told by its environment to go on without end.
import Foundation
import Models
import Synchronization
import TestSupport
import Testing

@testable import Store

private let victimPath = ProcessInfo.processInfo.environment["CAPTOP_TEST_SAMPLES_PATH"]

@Suite("A killed recorder")
struct KilledSamplesTests {
    private static let world = MeterWorld(meters: 600, interval: 600_000)
    private static let seeds = Torture.seeds(quick: 8, full: 64)
    private static let deaths = Mutex<[String: Int]>([:])

    @Test("leaves a whole history, at whatever moment it dies", arguments: KilledSamplesTests.seeds)
    func killed(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let victim = try Victim(
            "KilledSamplesTests/recordWithoutEnd", environment: ["CAPTOP_TEST_SAMPLES_PATH": directory.file],
            end: "ten refreshes")
        // The longer it lives, the coarser what it builds: from hours to days.
        try victim.hear(rounds: [2, 5, 9, 14, 20, 27, 35, 44][Int(seed % 8)])
        var random = SeededRandom(seed: seed)
        victim.kill(after: Double.random(in: 0..<1, using: &random))
        report(death: victim.lastWord)
        let history = SampleHistory(try StateStore(path: directory.file, now: { Sample.now }))
        let world = KilledSamplesTests.world
        #expect(try sqlite3(directory.file, "PRAGMA integrity_check") == "ok")
        try expectRight(history)
        let instants = try history.instants(of: .made("acme"), from: world.start, to: .init(milliseconds: .max))
        let last = try #require(instants.last)
        let step = Int(last.milliseconds(since: world.start) / world.interval)
        #expect(step >= victim.rounds * 10 - 1)
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

    /// Says in the end how many died of what they did.
    private func report(death: String) {
        let deaths = KilledSamplesTests.deaths.withLock { deaths in
            deaths[death, default: 0] += 1
            return deaths
        }
        guard deaths.values.reduce(0, +) == KilledSamplesTests.seeds.count else { return }
        Torture.report("recorders killed, by what they were at: \(deaths)")
    }

    @Test("records and thins without end when told to", .enabled(if: victimPath != nil))
    func recordWithoutEnd() throws {
        let history = SampleHistory(try StateStore(path: try #require(victimPath), now: { Sample.now }))
        var step = 0
        while true {
            for _ in 0..<10 {
                say("recording")
                _ = try history.record(KilledSamplesTests.world.snapshot(step))
                say("thinning")
                _ = try history.thin(now: KilledSamplesTests.world.instant(step), steps: 2)
                step += 1
            }
            say("ten refreshes")
        }
    }

    private func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
}
