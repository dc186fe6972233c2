// Runs a program that the configuration names: no shell, bounded output and time, an empty signal mask. Knows nothing of keys
// and alerts.

import Dispatch
import Glibc
import Synchronization

/// Why a program did not do what it was asked; one clause for behind its name, with nothing of what it printed.
public struct ProgramFailure: Error, Hashable, Sendable {
    /// `cannot start: No such file or directory`, `failed (exit 3)`.
    public let reason: String
}

/// One run of one program.
public struct ProgramRun: Sendable {
    /// The program, looked for in `PATH` unless it has a `/`, and its arguments.
    public var arguments: [String]
    /// What it reads from standard input.
    public var input: [UInt8] = []
    /// Whether what it prints is wanted; otherwise it goes nowhere.
    public var takesOutput = true
    /// Put over the environment of this process; nil takes a variable out.
    public var environment: [String: String?] = [:]
    public var timeoutMilliseconds = 20_000
    public var maximumOutput = 64 << 10

    public init(_ arguments: [String]) {
        self.arguments = arguments
    }

    /// Its standard output.
    ///
    /// - Throws: when it cannot start, fails, takes too long or prints too much.
    public func run() async throws(ProgramFailure) -> [UInt8] {
        let result: Result<[UInt8], ProgramFailure> = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: Result { () throws(ProgramFailure) in try runBlocking() })
            }
        }
        return try result.get()
    }

    private func runBlocking() throws(ProgramFailure) -> [UInt8] {
        guard let name = arguments.first, !name.isEmpty else { throw ProgramFailure(reason: "is empty") }
        let file = input.isEmpty ? nil : try inputFile()
        defer { if let file { fclose(file) } }
        let (child, pipe) = try ProgramRun.starting.withLock { _ throws(ProgramFailure) in
            try start(name, input: file.map { fileno($0) })
        }
        defer { close(pipe) }
        let watch = ChildWatch(child)
        watch.kill(afterMilliseconds: timeoutMilliseconds)
        let output = read(from: pipe)
        if output == nil { watch.kill() }
        let status = watch.waitForExit()
        guard let output else { throw ProgramFailure(reason: "printed too much or took too long") }
        guard status & 0x7f == 0, (status >> 8) & 0xff == 0 else {
            throw ProgramFailure(reason: "failed (\(ProgramRun.ending(status)))")
        }
        return output
    }

    /// One at a time: a program that starts while another one's pipe is made would hold that open.
    private static let starting = Mutex(())

    /// - Returns: the program and where its output comes from.
    private func start(_ name: String, input: Int32?) throws(ProgramFailure) -> (child: pid_t, pipe: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ProgramFailure(reason: "cannot start: no pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let started = spawn(name, input: input, output: ends[1])
        close(ends[1])
        do {
            return (try started.get(), ends[0])
        } catch {
            close(ends[0])
            throw error
        }
    }

    /// A file without a name, which never blocks, however much or little of it the program reads.
    private func inputFile() throws(ProgramFailure) -> UnsafeMutablePointer<FILE> {
        guard let file = tmpfile() else { throw ProgramFailure(reason: "cannot start: no room for its input") }
        _ = fcntl(fileno(file), F_SETFD, FD_CLOEXEC)
        guard fwrite(input, 1, input.count, file) == input.count, fflush(file) == 0, fseek(file, 0, SEEK_SET) == 0
        else {
            fclose(file)
            throw ProgramFailure(reason: "cannot start: no room for its input")
        }
        return file
    }

    private func spawn(_ name: String, input: Int32?, output: Int32) -> Result<pid_t, ProgramFailure> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        if takesOutput {
            posix_spawn_file_actions_adddup2(&actions, output, 1)
        } else {
            posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // captop ignores SIGPIPE; a program of somebody else's expects to be ended by it.
        var usual = sigset_t()
        sigemptyset(&usual)
        sigaddset(&usual, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
        let words = CStringList(arguments)
        let variables = CStringList(variables)
        var child = pid_t()
        let status = withExtendedLifetime((words, variables)) {
            posix_spawnp(&child, name, &actions, &attributes, words.pointers, variables.pointers)
        }
        guard status == 0 else {
            return .failure(ProgramFailure(reason: "cannot start: \(String(cString: strerror(status)))"))
        }
        return .success(child)
    }

    /// The environment as `NAME=value`.
    private var variables: [String] {
        var lines: [String] = []
        var place = environ
        while let entry = place.pointee {
            let line = String(cString: entry)
            if environment[String(line.prefix { $0 != "=" })] == nil { lines.append(line) }
            place += 1
        }
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
            if let value { lines.append("\(name)=\(value)") }
        }
        return lines
    }

    /// Everything up to the end of the output; nil when it is too much or comes too late. What the program has left behind
    /// may hold an output open that nobody wants.
    private func read(from descriptor: Int32) -> [UInt8]? {
        let deadline = ProgramRun.milliseconds() + Int64(timeoutMilliseconds)
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while output.count <= maximumOutput {
            let left = deadline - ProgramRun.milliseconds()
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = left > 0 ? poll(&waiting, 1, Int32(left)) : 0
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return output }
            output.append(contentsOf: buffer[..<count])
        }
        return nil
    }

    private static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    private static func ending(_ status: Int32) -> String {
        status & 0x7f == 0 ? "exit \((status >> 8) & 0xff)" : "signal \(status & 0x7f)"
    }
}

/// Texts as C wants a list of them.
private final class CStringList {
    private(set) var pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) {
        pointers = texts.map { strdup($0) } + [nil]
    }

    deinit {
        for pointer in pointers { free(pointer) }
    }
}
