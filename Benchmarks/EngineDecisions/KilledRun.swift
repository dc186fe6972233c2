// Kills a process that decides, at many moments, and compares what it had answered with what its database holds.
import Foundation
import Sandbox

struct KilledRun {
    private static let batch = 20

    let folder: String
    let kills: Int

    /// Decides for ever; one byte on standard output for each batch that was answered.
    static func decide(path: String) async throws {
        let sandbox = try Sandbox(KilledRun.configuration(path))
        var stream = ConversionStream(pairs: await sandbox.cappedPairs)
        while true {
            _ = try await sandbox.decideConversions(stream.next(batch))
            guard write(1, ".", 1) == 1 else { return }
        }
    }

    func run() throws {
        let path = "\(folder)/killed.sqlite"
        var (lost, twice, answered) = (0, 0, 0)
        var before = try seeded(path)
        for turn in 0..<kills {
            let batches = try runKilled(path, afterMilliseconds: 40 + turn * 37 % 400)
            let gained = try KilledRun.recorded(path) - before
            before += gained
            answered += batches * KilledRun.batch
            // What was committed and not yet answered is at most the batch under way.
            lost += max(0, batches * KilledRun.batch - gained)
            twice += max(0, gained - (batches + 1) * KilledRun.batch)
            if gained % KilledRun.batch != 0 { throw BenchmarkError("a batch was committed in part") }
        }
        print("kills: \(kills)")
        print("decisions answered before a kill: \(answered)")
        print("decisions lost: \(lost)")
        print("decisions counted twice: \(twice)")
    }

    private static func configuration(_ path: String) -> SandboxConfiguration {
        SandboxConfiguration(databasePath: path, seed: 7, caps: 500, trafficPerSecond: 0)
    }

    private func seeded(_ path: String) throws -> Int {
        _ = try Sandbox(KilledRun.configuration(path))
        return try KilledRun.recorded(path)
    }

    /// - Returns: batches that the process had answered.
    private func runKilled(_ path: String, afterMilliseconds: Int) throws -> Int {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["decide", path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var answers = output.fileHandleForReading.readData(ofLength: 1).count
        usleep(UInt32(afterMilliseconds) * 1_000)
        kill(process.processIdentifier, SIGKILL)
        answers += output.fileHandleForReading.readDataToEndOfFile().count
        process.waitUntilExit()
        return answers
    }

    /// Conversions in the ledger, accepted and held, as another program counts them.
    private static func recorded(_ path: String) throws -> Int {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sqlite3", path, "SELECT sum(conversions) + sum(held_conversions) FROM ledger"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard let count = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw BenchmarkError("sqlite3 answered \(text)")
        }
        return count
    }
}
