// The entry: signals first, then the command line. Turns every error into a sentence and an exit code.
import ArgumentParser
import CAllocator
import Glibc
import TUIKitLite

/// Exit codes, as the manual lists them.
enum ExitStatus {
    static let failed: Int32 = 1
    static let usage: Int32 = 2
    static let thresholdReached: Int32 = 3
    static let unreachable: Int32 = 4
}

@main
struct Main {
    static func main() {
        forbidCoreFiles()
        keepMemorySmall()
        // Before any thread exists, so that every thread inherits the mask.
        Terminal.blockSignals()
        do {
            try refuseMangledArguments()
            try CommandNames.refuseUnknown(in: Array(Swift.CommandLine.arguments.dropFirst()))
            if Swift.CommandLine.arguments.count == 1 {
                try DashboardCommand.open()
            } else {
                var command = try Captop.parseAsRoot()
                try command.run()
            }
            leave(0)
        } catch {
            leave(status(of: error))
        }
    }

    /// What is not UTF-8 would be replaced, and the replacement written to a network.
    private static func refuseMangledArguments() throws {
        for argument in 1..<max(1, Int(Swift.CommandLine.argc)) {
            guard let bytes = Swift.CommandLine.unsafeArgv[argument] else { continue }
            guard String(validatingCString: bytes) == nil else { continue }
            throw CommandFailure(message: "argument \(argument) is not UTF-8 text", status: ExitStatus.usage)
        }
    }

    /// A core file would hold the keys.
    private static func forbidCoreFiles() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = 0
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    }

    /// The C library's own habits are for programs with many busy threads: an arena for each, and large blocks that stay.
    /// Two arenas are enough for what long lists have read on several cores.
    private static func keepMemorySmall() {
        mallopt(M_ARENA_MAX, 2)
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        mallopt(M_TRIM_THRESHOLD, 1 << 20)
    }

    /// Says what went wrong, and what the process ends with for that.
    private static func status(of error: any Error) -> Int32 {
        if let problem = error as? ConfigurationError {
            Output.message(problem.description)
            return ExitStatus.usage
        }
        if let problem = error as? CommandFailure {
            Output.message(problem.message)
            return problem.status
        }
        let code = Captop.exitCode(for: error)
        if code == .success {
            Output.result(Captop.fullMessage(for: error) + "\n")
            return 0
        }
        // A bare exit code has nothing to say: the command has said it.
        let message = Captop.fullMessage(for: error)
        let first = "Error: "
        if !message.isEmpty { Output.message(String(message.dropFirst(message.hasPrefix(first) ? first.count : 0))) }
        return code == .validationFailure ? ExitStatus.usage : code.rawValue
    }
}

/// A command that could not do its work: one sentence and an exit code.
struct CommandFailure: Error {
    var message: String
    var status: Int32 = ExitStatus.failed
}
