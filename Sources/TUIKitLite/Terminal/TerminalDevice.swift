// Owns the terminal's file descriptors and settings: opening, raw mode, size, non-blocking reads and writes. Knows neither
// curses nor what is drawn.
import Glibc

/// The terminal as a file.
@MainActor
final class TerminalDevice {
    enum ReadResult {
        case bytes([UInt8])
        case nothing
        case lost
    }

    let input: Int32
    let output: Int32
    /// The settings as they were found; exactly these come back.
    private(set) var foundSettings: termios
    private let inputFlags: Int32
    private let outputFlags: Int32

    /// The controlling terminal is opened anew, because the flag for non-blocking use is shared with whoever else has the
    /// same open file: the shell would find it set.
    init(configuration: TerminalConfiguration) throws(TerminalError) {
        let pair = try Self.open(configuration)
        input = pair.input
        output = pair.output
        foundSettings = termios()
        inputFlags = fcntl(input, F_GETFL)
        outputFlags = fcntl(output, F_GETFL)
        guard tcgetattr(input, &foundSettings) == 0 else {
            let code = errno
            Glibc.close(input)
            Glibc.close(output)
            throw .settings(code)
        }
        _ = fcntl(input, F_SETFL, inputFlags | O_NONBLOCK)
        _ = fcntl(output, F_SETFL, outputFlags | O_NONBLOCK)
    }

    private static func open(_ configuration: TerminalConfiguration) throws(TerminalError) -> (
        input: Int32, output: Int32
    ) {
        if let input = configuration.inputFD, let output = configuration.outputFD {
            return try duplicates(input, output)
        }
        let flags = O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK
        let input = Glibc.open("/dev/tty", flags)
        if input >= 0 {
            let output = Glibc.open("/dev/tty", flags)
            if output >= 0 { return (input, output) }
            Glibc.close(input)
        }
        guard isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
        return try duplicates(STDIN_FILENO, STDOUT_FILENO)
    }

    private static func duplicates(_ input: Int32, _ output: Int32) throws(TerminalError) -> (
        input: Int32, output: Int32
    ) {
        let first = fcntl(input, F_DUPFD_CLOEXEC, 3)
        let second = fcntl(output, F_DUPFD_CLOEXEC, 3)
        guard first >= 0 && second >= 0 else { throw .system(errno) }
        return (first, second)
    }

    /// No echo, no lines, no signals from keys, no flow control, no output processing: curses expects none.
    func enterRawMode() throws(TerminalError) {
        var raw = foundSettings
        raw.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON)
        raw.c_oflag &= ~tcflag_t(OPOST)
        raw.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | IEXTEN | ISIG)
        raw.c_cflag = raw.c_cflag & ~tcflag_t(CSIZE | PARENB) | tcflag_t(CS8)
        withUnsafeMutableBytes(of: &raw.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        try apply(&raw)
    }

    /// Restores the settings and forgets what was typed ahead: it was meant for the dashboard, not for the shell.
    func restoreSettings() {
        tcflush(input, TCIFLUSH)
        var found = foundSettings
        try? apply(&found)
    }

    private func apply(_ settings: inout termios) throws(TerminalError) {
        while tcsetattr(input, TCSANOW, &settings) != 0 {
            if errno != EINTR { throw .settings(errno) }
        }
    }

    /// Gives the descriptors' flags back and closes them.
    func close() {
        _ = fcntl(input, F_SETFL, inputFlags)
        _ = fcntl(output, F_SETFL, outputFlags)
        Glibc.close(input)
        Glibc.close(output)
    }

    /// Whether the terminal is the process's to use at this moment; also when there is no job control.
    var isInForeground: Bool {
        let group = tcgetpgrp(input)
        return group < 0 || group == getpgrp()
    }

    /// The size the kernel knows, else LINES and COLUMNS, else 80 by 24; between 1 by 1 and 1000 by 500, so that a wrong
    /// size cannot take all memory.
    func size() -> Size {
        var window = winsize()
        var width = 0
        var height = 0
        if ioctl(input, UInt(TIOCGWINSZ), &window) == 0 {
            width = Int(window.ws_col)
            height = Int(window.ws_row)
        }
        if width == 0 { width = TerminalConfiguration.environment("COLUMNS").flatMap { Int($0) } ?? 80 }
        if height == 0 { height = TerminalConfiguration.environment("LINES").flatMap { Int($0) } ?? 24 }
        return Size(width: min(1000, max(1, width)), height: min(500, max(1, height)))
    }

    /// Reads what is there. An empty read is the end: a terminal that has hung up answers nothing for ever.
    func read() -> ReadResult {
        let capacity = 4096
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            result = Glibc.read(input, buffer.baseAddress, capacity)
            if result < 0 && (errno == EAGAIN || errno == EINTR) { result = Self.nothingYet }
            count = max(0, result)
        }
        if result > 0 { return .bytes(bytes) }
        return result == Self.nothingYet ? .nothing : .lost
    }

    private static let nothingYet = -2

    /// Writes what the terminal takes at once, in one call.
    /// - Returns: how much it took; nil when there is no terminal any more.
    func write(_ bytes: ArraySlice<UInt8>) -> Int? {
        let written = bytes.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
        if written >= 0 { return written }
        return errno == EAGAIN || errno == EINTR ? 0 : nil
    }

    /// Writes all, waiting for a slow terminal up to `milliseconds` at each step. What it does not take by then is lost.
    func writeLast(_ bytes: [UInt8], patience milliseconds: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let written = write(rest) else { return }
            rest = rest.dropFirst(written)
            if rest.isEmpty { return }
            var wait = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
            if poll(&wait, 1, milliseconds) <= 0 { return }
        }
    }
}
