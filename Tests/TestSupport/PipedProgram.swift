// Owns a program without a terminal: its two outputs kept apart, read by poll, never by sleeping. Always ended.
import CVTerm
import Glibc

/// A running program whose output comes through pipes.
public final class PipedProgram {
    public let pid: pid_t
    public private(set) var output: [UInt8] = []
    public private(set) var errors: [UInt8] = []
    private var pipes: [Int32]
    private var status: Int32?

    /// Starts a program, found on PATH when it is named without a slash, in a small fixed environment and without input.
    public init(_ executable: String, _ arguments: [String] = [], environment: [String: String] = [:]) throws {
        let variables = Spawn.environment(["TERM": ""].merging(environment) { $1 })
        (pid, pipes) = try Spawn.lock.withLock { _ throws -> (pid_t, [Int32]) in
            let (output, errors) = (try PipedProgram.pipe(), try PipedProgram.pipe())
            defer {
                close(output.write)
                close(errors.write)
            }
            let pid = try PipedProgram.start(
                [executable] + arguments, variables, output: output.write, errors: errors.write)
            return (pid, [output.read, errors.read])
        }
    }

    private static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw HarnessError("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func start(
        _ command: [String], _ environment: [String], output: Int32, errors: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var attributes = Spawn.attributes()
        defer { posix_spawnattr_destroy(&attributes) }
        let words = command.map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for text in words + variables { free(text) } }
        var pid: pid_t = 0
        let result = posix_spawnp(&pid, command[0], &actions, &attributes, words, variables)
        guard result == 0 else { throw HarnessError("posix_spawnp \(command[0])", result) }
        return pid
    }

    deinit {
        if status == nil {
            kill(pid, SIGKILL)
            _ = waitForEnd()
        }
        for file in pipes where file >= 0 { close(file) }
    }

    public var text: String { String(decoding: output, as: UTF8.self) }
    public var messages: String { String(decoding: errors, as: UTF8.self) }

    /// Reads on until `condition` holds. False when the outputs end, or `timeout` seconds pass, before it does.
    public func wait(timeout: Double, until condition: () -> Bool) -> Bool {
        let deadline = Deadline(patience: timeout)
        while !condition() {
            guard !deadline.hasPassed, pipes.contains(where: { $0 >= 0 }) else { return condition() }
            var waits = pipes.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            poll(&waits, 2, deadline.milliseconds)
            for place in 0..<2 where waits[place].revents != 0 { read(place) }
        }
        return true
    }

    /// Reads both outputs to their ends. Nil when they have none within `timeout` seconds, or a signal ended the program.
    public func exitCode(timeout: Double = 60) -> Int32? {
        guard wait(timeout: timeout, until: { pipes == [-1, -1] }) else { return nil }
        return code(of: waitForEnd())
    }

    /// Ends the program by a signal, waits until it has gone, and answers its exit code; nil when a signal ended it.
    @discardableResult
    public func end(_ signal: Int32 = SIGTERM) -> Int32? {
        if status == nil {
            kill(pid, signal)
            if !wait(timeout: 20, until: { pipes == [-1, -1] }) { kill(pid, SIGKILL) }
        }
        return code(of: waitForEnd())
    }

    private func code(of status: Int32) -> Int32? { status & 0x7F == 0 ? status >> 8 & 0xFF : nil }

    private func read(_ place: Int) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(pipes[place], &buffer, buffer.count)
        if count < 0 && errno == EINTR { return }
        guard count > 0 else {
            close(pipes[place])
            pipes[place] = -1
            return
        }
        if place == 0 { output += buffer[..<count] } else { errors += buffer[..<count] }
    }

    private func waitForEnd() -> Int32 {
        if let status { return status }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        self.status = status
        return status
    }
}
