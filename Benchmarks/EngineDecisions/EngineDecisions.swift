// Measures how many cap decisions the sandbox's engine makes and commits a second, beside Redis with the equivalent script,
// and whether a decision is lost or counted twice when the process is killed, which ends it with 1. Prints one figure a
// line.
import Foundation

@main
struct EngineDecisions {
    static func main() async throws {
        let arguments = CommandLine.arguments
        let folder = FileManager.default.temporaryDirectory.appending(path: "captop-decisions-\(getpid())").path
        switch arguments.count > 1 ? arguments[1] : "" {
        case "speed":
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try await SpeedRun(folder: folder, seconds: arguments.count > 2 ? Double(arguments[2]) ?? 5 : 5).run()
        case "killed":
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let run = KilledRun(folder: folder, kills: arguments.count > 2 ? Int(arguments[2]) ?? 25 : 25)
            let isRight = Result { try run.run() }
            try? FileManager.default.removeItem(atPath: folder)
            if try !isRight.get() { exit(1) }
        case "decide" where arguments.count > 3:
            try await KilledRun.decide(path: arguments[2], batches: Int(arguments[3]) ?? 0)
        default: print("usage: EngineDecisions speed [SECONDS] | killed [TIMES]")
        }
    }
}

/// What went wrong around the measurement.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
