// A change that is killed at any moment: the journal says what was begun, the next change first finds out what came of it,
// and the network and the journal agree.
import Foundation
import Glibc
import Models
import Store
import TestSupport
import Testing

@Suite("Torture: kill -9 in the middle of a change", .ownThread)
struct KilledCommandTests {
    @Test("at whatever moment it dies, what the journal ends up with is what the network has")
    func killed() throws {
        let sandbox = try Ground.sandbox()
        defer { sandbox.killNow() }
        let scratch = try Scratch()
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        let journal = JournalFile(in: scratch)
        let somebody = SomebodyElse(at: sandbox)
        let id = try firstCap(configuration, scratch)
        let seeds = Torture.seeds(quick: 8, full: 200)
        // The longest of a few: one alone may be quicker than what is killed.
        let trials = try (1000..<1005).map { value in try duration(of: change(id, value, configuration, scratch)) }
        let usual = trials.max() ?? 0
        var outcomes: [String: Int] = [:]
        var expected = trials.count
        for (place, seed) in seeds.enumerated() {
            var random = SeededRandom(seed: seed)
            let value = 2000 + place
            let command = try change(id, value, configuration, scratch)
            _ = command.wait(timeout: usual * Double.random(in: 0.05...1.1, using: &random)) { false }
            command.end(SIGKILL)
            let begun = try journal.column("outcome")
            #expect(begun.count == expected || begun.count == expected + 1, "seed \(seed): \(begun.suffix(3))")
            let isBegun = begun.count == expected + 1
            let hasArrived = try live(id, somebody) == value
            #expect(isBegun || !hasArrived, "seed \(seed): changed without an entry")
            outcomes[isBegun ? begun.last ?? "" : "nothing", default: 0] += 1
            // Any later change first settles what was left open.
            let later = 5000 + place
            try settle(id, later, configuration, scratch)
            expected = begun.count + 1
            let settled = try journal.column("outcome")
            #expect(settled.count == expected && !settled.contains("sent"), "seed \(seed): \(settled.suffix(3))")
            if isBegun, settled.count > 1 {
                #expect((settled[settled.count - 2] == "applied") == hasArrived, "seed \(seed): \(settled.suffix(3))")
            }
            #expect(try live(id, somebody) == later, "seed \(seed)")
            let integrity = try PipedProgram("sqlite3", [journal.path, "PRAGMA integrity_check"])
            #expect(integrity.exitCode() == 0 && integrity.text == "ok\n", "seed \(seed)")
        }
        // Of a few kills none may come between request and answer; of many some do.
        if Torture.times > 0 { #expect(outcomes["sent", default: 0] > 0, "no kill left a change open: \(outcomes)") }
        Torture.report(
            "\(seeds.count) changes killed within \(Int(usual * 1100)) ms; the journal then said \(outcomes)")
    }

    private func firstCap(_ configuration: String, _ scratch: Scratch) throws -> Int64 {
        let once = try Once(
            ["--config", configuration, "--format", "json", "--filter", "scope=custom metric=conversion period=day"],
            in: scratch)
        let meter = try #require(once.ids.first, "\(once.output) \(once.messages)")
        return try #require(Int64(meter.drop { $0 != ":" }.dropFirst().prefix { $0.isNumber }))
    }

    private func change(_ id: Int64, _ value: Int, _ configuration: String, _ scratch: Scratch) throws -> PipedProgram {
        try PipedProgram(
            TestPaths.captop,
            [
                "set", "--config", configuration, "acme/custom:\(id)", "daily_conversion_cap=\(value)", "--yes",
                "--write",
            ],
            environment: scratch.environment)
    }

    private func duration(of program: PipedProgram) throws -> Double {
        let start = ContinuousClock().now
        try #require(program.exitCode() == 0, "\(program.messages)")
        let passed = (ContinuousClock().now - start).components
        return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
    }

    private func settle(_ id: Int64, _ value: Int, _ configuration: String, _ scratch: Scratch) throws {
        let program = try change(id, value, configuration, scratch)
        try #require(program.exitCode() == 0, "\(program.messages)")
    }

    private func live(_ id: Int64, _ somebody: SomebodyElse) throws -> Int? {
        try somebody.get("/v1/networks/custom/caps/\(id)")["daily_conversion_cap"]?.int64.map { Int($0) }
    }
}
