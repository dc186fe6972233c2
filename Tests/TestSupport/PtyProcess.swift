// Owns a real program on a pseudo terminal, and what an emulator makes of its output. Waits by poll, never by sleeping.
import CVTerm
import Glibc

/// A program under test, seen the way its user sees it.
public final class PtyProcess {
    public struct Options {
        public var columns = 80
        public var rows = 24
        /// Added to a small fixed environment (PATH, HOME, TERM, LC_ALL, TZ); an empty value removes a name.
        public var environment: [String: String] = [:]
        /// Start as `nohup` would: the hang-up signal is ignored.
        public var ignoresHangup = false
        /// Answer the program's queries as a terminal does.
        public var answersQueries = true

        public init() {}
    }

    public enum Exit: Equatable, Sendable {
        case code(Int32)
        case signal(Int32)
    }

    public let pid: pid_t
    public let screen: VirtualScreen
    /// Every byte the program has written.
    public private(set) var log: [UInt8] = []
    /// Set to false to be a terminal that takes nothing.
    public var isReading = true
    /// The settings of the terminal before the program started.
    public let foundSettings: [UInt8]
    private let pty: Pty
    private let answersQueries: Bool
    private let processDescriptor: Int32
    private var exit: Exit?
    private var isInFrame = false
    private static let frameMark = Array("\u{1B}[?2026".utf8)

    /// Starts a program as the leader of its own session on a new terminal.
    public init(_ executable: String, _ arguments: [String] = [], options: Options = Options()) throws {
        let started = try Spawn.lock.withLock { _ throws -> (Pty, pid_t, [UInt8]) in
            let pty = try Pty(columns: options.columns, rows: options.rows)
            let settings = pty.settings()
            let command = options.ignoresHangup ? Spawn.ignoringHangup(executable, arguments) : [executable] + arguments
            let pid = try Spawn.start(command, on: pty.slavePath, environment: Spawn.environment(options.environment))
            pty.closeSlave()
            return (pty, pid, settings)
        }
        (pty, pid, foundSettings) = started
        screen = VirtualScreen(columns: options.columns, rows: options.rows)
        answersQueries = options.answersQueries
        processDescriptor = cvt_process_descriptor(pid)
    }

    deinit {
        if exit == nil {
            kill(pid, SIGKILL)
            var status: Int32 = 0
            waitpid(pid, &status, 0)
        }
        if processDescriptor >= 0 { close(processDescriptor) }
    }

    public var lines: [String] { screen.lines }

    /// The terminal's settings now; equal to `foundSettings` after a proper end.
    public func settings() -> [UInt8] { pty.settings() }

    public func send(_ text: String) { send(Array(text.utf8)) }
    public func send(_ bytes: [UInt8]) { pty.write(bytes) }

    public func resize(columns: Int, rows: Int) {
        screen.resize(columns: columns, rows: rows)
        pty.resize(columns: columns, rows: rows)
    }

    /// How many bytes the program has written that were not read yet.
    public var unreadBytes: Int { pty.unreadBytes }

    /// Whether the terminal takes nothing more from the program until something is read.
    public var isFull: Bool { pty.isFull }

    /// Closes the terminal's window.
    public func closeMaster() { pty.closeMaster() }

    /// Nothing happens when the program is known to have ended: its number may be another's.
    public func signal(_ signal: Int32) { if exit == nil { kill(pid, signal) } }

    // MARK: Waiting

    /// Waits until the screen is as wanted. False after `timeout` seconds, or when the program has gone before.
    public func waitForScreen(timeout: Double = 30, until condition: ([String]) -> Bool) -> Bool {
        wait(timeout: timeout) { condition(screen.lines) }
    }

    /// Waits until the condition holds, looking again whenever the program has written something or ended. Like a terminal
    /// that knows synchronised updates, it does not look at a frame of which only a part has come.
    public func wait(timeout: Double = 30, until condition: () -> Bool) -> Bool {
        wait(Deadline(patience: timeout), until: condition)
    }

    /// Takes in what the program writes for so long.
    public func watch(seconds: Double) {
        _ = wait(Deadline(seconds: seconds)) { false }
    }

    private func wait(_ deadline: Deadline, until condition: () -> Bool) -> Bool {
        while true {
            takeOutput()
            if !isInFrame && condition() { return true }
            if deadline.hasPassed { return false }
            if exit != nil {
                takeOutput()
                return condition()
            }
            waitForEvent(deadline.milliseconds)
        }
    }

    /// Takes in what the program writes until it has written nothing for `quiet` seconds.
    public func settle(quiet: Double = 0.1) {
        var known = -1
        while known != log.count {
            known = log.count
            _ = wait(Deadline(seconds: quiet)) { log.count != known }
        }
    }

    /// Waits for the program's end. Nil when it is still running after `timeout` seconds.
    public func waitExit(timeout: Double = 30) -> Exit? {
        let deadline = Deadline(patience: timeout)
        while exit == nil && !deadline.hasPassed {
            takeOutput()
            waitForEvent(deadline.milliseconds)
        }
        takeOutput()
        return exit
    }

    /// Waits until the program is stopped, as by Ctrl-Z.
    public func waitStopped(timeout: Double = 30) -> Bool {
        let deadline = Deadline(patience: timeout)
        while exit == nil && !deadline.hasPassed {
            takeOutput()
            var status: Int32 = 0
            if waitpid(pid, &status, WNOHANG | WUNTRACED) == pid {
                if status & 0xFF == 0x7F { return true }
                exit = Self.meaning(of: status)
            }
            // Nothing tells of a stop but waitpid: look again soon.
            waitForEvent(min(10, deadline.milliseconds))
        }
        return false
    }

    /// Waits until the program takes a signal when it likes, and not at once: as soon as it has begun.
    public func waitUntilBlocked(_ signal: Int32, timeout: Double = 30) -> Bool {
        let deadline = Deadline(patience: timeout)
        while !deadline.hasPassed {
            let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix("SigBlk:") } ?? ""
            let mask = UInt64(line.dropFirst(7).drop { $0 == "\t" }, radix: 16) ?? 0
            if mask >> UInt64(signal - 1) & 1 == 1 { return true }
        }
        return false
    }

    /// Asks the program to end, and makes it when it does not.
    @discardableResult
    public func terminate() -> Exit? {
        if let exit { return exit }
        kill(pid, SIGTERM)
        if let exit = waitExit(timeout: 5) { return exit }
        kill(pid, SIGKILL)
        return waitExit(timeout: 5)
    }

    private func takeOutput() {
        guard isReading, pty.master >= 0, let bytes = pty.read(), !bytes.isEmpty else { return }
        log += bytes
        noteFrame(bytes.count)
        screen.feed(bytes)
        let replies = screen.takeReplies()
        if answersQueries && !replies.isEmpty { pty.write(replies) }
    }

    /// Follows the marks that begin and end a frame, over the last `count` bytes of the log.
    private func noteFrame(_ count: Int) {
        let recent = log.suffix(count + Self.frameMark.count)
        var place = recent.endIndex - Self.frameMark.count - 1
        while place >= recent.startIndex {
            let last = recent[place + Self.frameMark.count]
            if last == UInt8(ascii: "h") || last == UInt8(ascii: "l"), recent[place...].starts(with: Self.frameMark) {
                isInFrame = last == UInt8(ascii: "h")
                return
            }
            place -= 1
        }
    }

    /// Waits for output or the end. A terminal nobody holds is always ready, and then only the end is waited for.
    private func waitForEvent(_ milliseconds: Int32) {
        let terminal = pollfd(fd: isReading ? pty.master : -1, events: Int16(POLLIN), revents: 0)
        var waits = [pollfd(fd: processDescriptor, events: Int16(POLLIN), revents: 0), terminal]
        poll(&waits, 2, milliseconds)
        if waits[1].revents & Int16(POLLIN) == 0 && waits[1].revents != 0 { poll(&waits, 1, milliseconds) }
        guard waits[0].revents != 0, exit == nil else { return }
        var status: Int32 = 0
        if waitpid(pid, &status, WNOHANG) == pid { exit = Self.meaning(of: status) }
    }

    private static func meaning(of status: Int32) -> Exit {
        let signal = status & 0x7F
        return signal == 0 ? .code(status >> 8 & 0xFF) : .signal(signal)
    }
}
