// A log file: lines appended on a queue of its own, never more than two files of bounded size, and a bounded number of
// lines that wait for the disk. Knows no line's meaning.
import Dispatch
import Glibc
import Synchronization

final class LogFile: Sendable {
    /// So many lines wait for a disk that hangs or a pipe that nobody empties. More are left out, and that is said.
    private static let mostWaiting = 1_000

    private let path: String
    /// What the file may grow to; then it becomes `<path>.1`, in place of an older one.
    private let limit: Int
    private let queue = DispatchQueue(label: "captop.log", qos: .utility)
    private let descriptor: Mutex<Int32>
    private let waiting = Mutex(Waiting())

    /// What `queue` has not come to.
    private struct Waiting: Sendable {
        var lines: [String] = []
        var leftOut = 0
    }

    /// Opens the file for appending, for its owner alone when it is new.
    ///
    /// - Throws: a sentence when it cannot be written.
    init(path: String, limit: Int = 8 << 20) throws(CommandFailure) {
        self.path = path
        self.limit = limit
        let opened = LogFile.open(path)
        guard opened >= 0 else {
            let reason = String(cString: strerror(errno))
            throw CommandFailure(message: "--log: \(path): \(reason)", status: ExitStatus.usage)
        }
        descriptor = Mutex(opened)
    }

    func append(_ line: String) {
        let isFirst = waiting.withLock { waiting in
            guard waiting.lines.count < LogFile.mostWaiting else {
                waiting.leftOut += 1
                return false
            }
            waiting.lines.append(line)
            return waiting.lines.count == 1
        }
        if isFirst { queue.async { [self] in writeWaiting() } }
    }

    /// Once `group` is left, everything is written. Who waits for it does so for a while only.
    func close(in group: DispatchGroup) {
        queue.async(group: group) {}
    }

    private func writeWaiting() {
        let new = waiting.withLock { waiting -> Waiting in
            let new = waiting
            waiting = Waiting()
            return new
        }
        for line in new.lines { write(line + "\n") }
        guard new.leftOut > 0 else { return }
        let missing = Figures.counted(new.leftOut, "line is", "lines are") + " missing here: the log took too long"
        write(LogLine.text(missing, at: WallClock.now()) + "\n")
    }

    /// A pipe that nobody reads is refused, not waited for. What is written later may wait: the queue is for that.
    private static func open(_ path: String) -> Int32 {
        let file = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0o600)
        if file >= 0 { _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK) }
        return file
    }

    /// One write a line: two captops with one log do not mix theirs. A disk that is full loses lines and nothing else.
    private func write(_ line: String) {
        descriptor.withLock { file in
            turn(&file)
            var line = line
            line.withUTF8 { bytes in _ = Glibc.write(file, bytes.baseAddress, bytes.count) }
        }
    }

    /// Begins a new file when this one is full, or was moved away by somebody else.
    private func turn(_ file: inout Int32) {
        var own = stat()
        var named = stat()
        guard fstat(file, &own) == 0 else { return }
        let isNamed = stat(path, &named) == 0 && own.st_ino == named.st_ino && own.st_dev == named.st_dev
        let isFile = own.st_mode & S_IFMT == S_IFREG
        guard isFile, !isNamed || Int(own.st_size) >= limit else { return }
        if isNamed { rename(path, path + ".1") }
        let fresh = LogFile.open(path)
        guard fresh >= 0 else { return }
        Glibc.close(file)
        file = fresh
    }
}
