// Runs the command that prints a key: no shell, bounded output and time, nothing of it in an error but its name.

import Dispatch
import Glibc
import Models
import Synchronization

struct KeyCommand: Sendable {
    var arguments: [String]
    var timeoutMilliseconds = 20_000
    var maximumOutput = 64 << 10

    /// The command's standard output.
    ///
    /// - Throws: `.keyUnavailable` when it cannot start, fails, takes too long or prints too much.
    func run() async throws(UpstreamError) -> [UInt8] {
        let result: Result<[UInt8], UpstreamError> = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: Result { () throws(UpstreamError) in try runBlocking() })
            }
        }
        return try result.get()
    }

    private var name: String { arguments.first ?? "" }

    private func runBlocking() throws(UpstreamError) -> [UInt8] {
        guard !name.isEmpty else { throw unavailable("is empty") }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw unavailable("cannot start: no pipe") }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let started = spawn(output: ends[1])
        close(ends[1])
        let child = try started.get()
        let watch = ChildWatch(child)
        watch.kill(afterMilliseconds: timeoutMilliseconds)
        let output = read(from: ends[0])
        if output == nil { watch.kill() }
        let status = watch.waitForExit()
        guard let output else { throw unavailable("printed too much or took too long") }
        guard status & 0x7f == 0, (status >> 8) & 0xff == 0 else {
            throw unavailable("failed (\(KeyCommand.ending(status)))")
        }
        return output
    }

    private func spawn(output: Int32) -> Result<pid_t, UpstreamError> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child = pid_t()
        let status = posix_spawnp(&child, name, &actions, &attributes, words, environ)
        guard status == 0 else {
            return .failure(unavailable("cannot start: \(String(cString: strerror(status)))"))
        }
        return .success(child)
    }

    /// Everything up to the end of the output; nil when it is too much or comes too late.
    private func read(from descriptor: Int32) -> [UInt8]? {
        let deadline = KeyCommand.milliseconds() + Int64(timeoutMilliseconds)
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while output.count <= maximumOutput {
            let left = deadline - KeyCommand.milliseconds()
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

    private func unavailable(_ what: String) -> UpstreamError {
        UpstreamError(.keyUnavailable, "the key command \(name) \(what)")
    }
}

/// A running child that may be killed until it is reaped, and never after: its id could be another's by then.
private final class ChildWatch: Sendable {
    private let child: pid_t
    private let isReaped = Mutex(false)

    init(_ child: pid_t) {
        self.child = child
    }

    func kill(afterMilliseconds delay: Int) {
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(delay)) { self.kill() }
    }

    func kill() {
        isReaped.withLock { isReaped in
            if !isReaped { _ = Glibc.kill(-child, SIGKILL) }
        }
    }

    func waitForExit() -> Int32 {
        var info = siginfo_t()
        while waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        return isReaped.withLock { isReaped in
            isReaped = true
            var status: Int32 = 0
            waitpid(child, &status, 0)
            return status
        }
    }
}
