// Kills a process that decides, at many moments, and compares what it had answered with what its database holds; after
// each kill another one decides undisturbed, and the database is to hold exactly as many more.
import Foundation
import Sandbox

struct KilledRun {
    private static let batch = 20
    /// Batches that are decided undisturbed after each kill: what the restart loses or counts again shows in them.
    private static let undisturbed = 10

    let folder: String
    let kills: Int

    /// How many batches a process said to have begun and answered before its end.
    private struct Said {
        var begun = 0
        var answered = 0
    }

    /// Decisions, of all runs so far.
    private struct Tally {
        /// What the database held when it was last looked at.
        var recorded: Int
        var answered = 0
        var lost = 0
        var twice = 0

        mutating func compare(_ said: Said, with now: Int) throws {
            let gained = now - recorded
            recorded = now
            answered += said.answered * KilledRun.batch
            // What was committed and not answered is the batch that was under way, if one was begun.
            lost += max(0, said.answered * KilledRun.batch - gained)
            twice += max(0, gained - said.begun * KilledRun.batch)
            if gained % KilledRun.batch != 0 { throw BenchmarkError("a batch was committed in part") }
        }
    }

    /// Decides so many batches; on standard output one byte when each begins and another when it was answered.
    static func decide(path: String, batches: Int) async throws {
        let sandbox = try Sandbox(KilledRun.configuration(path))
        var stream = ConversionStream(pairs: await sandbox.cappedPairs)
        for _ in 0..<batches {
            guard write(1, "+", 1) == 1 else { return }
            _ = try await sandbox.decideConversions(stream.next(batch))
            guard write(1, ".", 1) == 1 else { return }
        }
        await sandbox.stop()
    }

    /// - Returns: whether nothing was lost and nothing counted twice.
    func run() throws -> Bool {
        let path = "\(folder)/killed.sqlite"
        _ = try Sandbox(KilledRun.configuration(path))
        var tally = Tally(recorded: try KilledRun.recorded(path))
        for turn in 0..<kills {
            let killed = try runKilled(path, afterMilliseconds: 40 + turn * 37 % 400)
            try tally.compare(killed, with: KilledRun.recorded(path))
            let undisturbed = try runUndisturbed(path)
            try tally.compare(undisturbed, with: KilledRun.recorded(path))
        }
        print("kills: \(kills)")
        print("decisions answered before the kills and after them: \(tally.answered)")
        print("decisions lost: \(tally.lost)")
        print("decisions counted twice: \(tally.twice)")
        return tally.lost == 0 && tally.twice == 0
    }

    private static func configuration(_ path: String) -> SandboxConfiguration {
        SandboxConfiguration(databasePath: path, seed: 7, caps: 500, trafficPerSecond: 0)
    }

    private func runKilled(_ path: String, afterMilliseconds: Int) throws -> Said {
        let (process, output) = try start(path, batches: .max)
        var said = output.readData(ofLength: 1)
        usleep(UInt32(afterMilliseconds) * 1_000)
        kill(process.processIdentifier, SIGKILL)
        said += output.readDataToEndOfFile()
        process.waitUntilExit()
        return KilledRun.count(said)
    }

    private func runUndisturbed(_ path: String) throws -> Said {
        let (process, output) = try start(path, batches: KilledRun.undisturbed)
        let said = KilledRun.count(output.readDataToEndOfFile())
        process.waitUntilExit()
        guard process.terminationStatus == 0, said.answered == KilledRun.undisturbed else {
            throw BenchmarkError("undisturbed it answered \(said.answered) of \(KilledRun.undisturbed) batches")
        }
        return said
    }

    private func start(_ path: String, batches: Int) throws -> (Process, FileHandle) {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["decide", path, "\(batches)"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        return (process, output.fileHandleForReading)
    }

    private static func count(_ said: Data) -> Said {
        Said(begun: said.count { $0 == UInt8(ascii: "+") }, answered: said.count { $0 == UInt8(ascii: ".") })
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
