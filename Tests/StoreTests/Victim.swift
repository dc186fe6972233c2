// This test program once more, told by its environment to work without end, until it is killed at some moment of a
// round.
import Foundation
import Glibc
import Testing

/// A program that says one line at the end of each round of its work. Hears what it says; not for several threads.
final class Victim {
    private let process = Process()
    private let output = Pipe()
    private let end: String
    private var unfinished = ""
    /// When it was heard of the end of each round.
    private var heard: [ContinuousClock.Instant] = []
    /// What it has said last.
    private(set) var lastWord = ""

    /// - Parameters:
    ///   - test: the test that does the work, as `--filter` takes it.
    ///   - environment: what tells it to.
    ///   - end: what it says at the end of a round.
    init(_ test: String, environment: [String: String], end: String) throws {
        self.end = end
        process.executableURL = URL(
            filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        process.arguments = ["--testing-library", "swift-testing", "--filter", test]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    /// How many rounds have ended.
    var rounds: Int { heard.count }

    /// Returns once so many rounds have ended, two at least: the time between their ends is that of a round.
    func hear(rounds: Int) throws {
        while heard.count < max(2, rounds) {
            let data = output.fileHandleForReading.availableData
            try #require(!data.isEmpty, "the victim ended by itself: \(lastWord)")
            take(data)
        }
    }

    /// Kills it when so much of the time of a round has passed from now on, and hears what it has said until then.
    func kill(after share: Double) {
        // The moment is what the seed says: nothing is waited for.
        usleep(UInt32(roundTime / Duration.microseconds(1) * share))
        Glibc.kill(process.processIdentifier, SIGKILL)
        take(output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
    }

    private var roundTime: Duration {
        guard let first = heard.first, let last = heard.last, heard.count > 1 else { return .zero }
        return (last - first) / (heard.count - 1)
    }

    private func take(_ data: Data) {
        unfinished += String(decoding: data, as: UTF8.self)
        var lines = unfinished.split(separator: "\n", omittingEmptySubsequences: false)
        unfinished = String(lines.removeLast())
        for line in lines {
            if line == end { heard.append(.now) }
            lastWord = String(line)
        }
    }
}
