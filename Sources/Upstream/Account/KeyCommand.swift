// Runs the command that prints a key: nothing of what it prints is in an error, only its name.

import Models

struct KeyCommand: Sendable {
    var arguments: [String]
    var timeoutMilliseconds = 20_000
    var maximumOutput = 64 << 10

    /// The command's standard output.
    ///
    /// - Throws: `.keyUnavailable` when it cannot start, fails, takes too long or prints too much.
    func run() async throws(UpstreamError) -> [UInt8] {
        var run = ProgramRun(arguments)
        run.timeoutMilliseconds = timeoutMilliseconds
        run.maximumOutput = maximumOutput
        do {
            return try await run.run()
        } catch {
            throw UpstreamError(.keyUnavailable, "the key command \(arguments.first ?? "") \(error.reason)")
        }
    }
}
