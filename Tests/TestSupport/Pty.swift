// Owns a pseudo terminal: its two ends, its size and its settings. Knows no process.
import Glibc

/// Why a test's surroundings could not be set up.
public struct HarnessError: Error, CustomStringConvertible {
    public let description: String
    init(_ what: String, _ code: Int32 = errno) { description = "\(what): \(String(cString: strerror(code)))" }
}

/// A pseudo terminal. The test holds the master, the program under test the slave.
public final class Pty {
    public private(set) var master: Int32
    public private(set) var slave: Int32
    public let slavePath: String

    public init(columns: Int = 80, rows: Int = 24) throws {
        var master: Int32 = -1
        var slave: Int32 = -1
        var name = [CChar](repeating: 0, count: 256)
        var window = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&master, &slave, &name, nil, &window) == 0 else { throw HarnessError("openpty") }
        self.master = master
        self.slave = slave
        slavePath = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
    }

    deinit {
        closeMaster()
        closeSlave()
    }

    public func closeMaster() {
        if master >= 0 { close(master) }
        master = -1
    }

    public func closeSlave() {
        if slave >= 0 { close(slave) }
        slave = -1
    }

    /// Tells the program about another size, as a window manager would.
    public func resize(columns: Int, rows: Int) {
        var window = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &window)
    }

    /// What waits at the master.
    var unreadBytes: Int {
        var count: Int32 = 0
        return ioctl(master, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
    }

    /// Whether so much waits at the master that the slave takes nothing more.
    var isFull: Bool {
        let end = open(slavePath, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard end >= 0 else { return false }
        defer { close(end) }
        var look = pollfd(fd: end, events: Int16(POLLOUT), revents: 0)
        return poll(&look, 1, 0) == 0
    }

    /// The terminal's settings byte by byte, to be compared before and after.
    public func settings() -> [UInt8] {
        var settings = termios()
        guard tcgetattr(slave >= 0 ? slave : master, &settings) == 0 else { return [] }
        var bytes = withUnsafeBytes(of: settings.c_cc) { Array($0) }
        for word in [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag] {
            bytes += withUnsafeBytes(of: word) { Array($0) }
        }
        return bytes
    }

    /// What the program has written and was not read yet; nil when no program holds the slave any more.
    public func read() -> [UInt8]? {
        var all: [UInt8] = []
        while true {
            let capacity = 65536
            var result = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                result = Glibc.read(master, buffer.baseAddress, capacity)
                if result < 0 && (errno == EAGAIN || errno == EINTR) { result = -2 }
                count = max(0, result)
            }
            all += bytes
            if result == -2 { return all }
            if result <= 0 { return all.isEmpty ? nil : all }
        }
    }

    /// Types bytes, waiting for the program to take them. False when it does not within `timeout` seconds.
    @discardableResult
    public func write(_ bytes: [UInt8], timeout: Double = 30) -> Bool {
        let deadline = Deadline(patience: timeout)
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
                continue
            }
            guard errno == EAGAIN || errno == EINTR, !deadline.hasPassed else { return false }
            var wait = pollfd(fd: master, events: Int16(POLLOUT), revents: 0)
            poll(&wait, 1, deadline.milliseconds)
        }
        return true
    }
}
