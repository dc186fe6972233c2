// Which process wrote a journal entry, and whether it still lives: an entry without an outcome is in flight only as long
// as its process is. Knows no entries.
import Glibc
import Models

/// A process, told apart from a later one with the same number.
struct WritingProcess: Hashable, Sendable {
    /// How long an entry of a process that cannot be looked for counts as in flight: longer than any request takes.
    static let patience: Int64 = 600_000

    /// The host's name.
    var host: String
    /// Changes with every start of the machine.
    var boot: String
    /// In which process numbers mean something: a container has its own.
    var space: String
    var number: Int32
    /// Clock ticks from the machine's start to the process's.
    var startedAt: UInt64

    private init(host: String, boot: String, space: String, number: Int32, startedAt: UInt64) {
        self.host = host
        self.boot = boot
        self.space = space
        self.number = number
        self.startedAt = startedAt
    }

    static let current = WritingProcess(number: getpid()) ?? WritingProcess(number: getpid(), startedAt: 0)

    /// The running process of that number on this machine; nil when there is none.
    init?(number: Int32) {
        guard let startedAt = WritingProcess.startTime(of: number) else { return nil }
        self.init(number: number, startedAt: startedAt)
    }

    private init(number: Int32, startedAt: UInt64) {
        self.init(
            host: WritingProcess.hostName(), boot: WritingProcess.firstLine(of: "/proc/sys/kernel/random/boot_id"),
            space: WritingProcess.processSpace(), number: number, startedAt: startedAt)
    }

    /// Whether nothing of that process can still be under way.
    ///
    /// - Parameter age: milliseconds since the entry.
    func isGone(age: Int64) -> Bool {
        let current = WritingProcess.current
        if self == current { return false }
        if boot != current.boot { return host == current.host || age > WritingProcess.patience }
        if host != current.host || space != current.space { return age > WritingProcess.patience }
        return WritingProcess.startTime(of: number) != startedAt
    }

    /// The start of the process of that number; nil when there is none.
    private static func startTime(of number: Int32) -> UInt64? {
        // The name in parentheses may hold anything; the start is the twentieth field behind it.
        let line = firstLine(of: "/proc/\(number)/stat")
        guard let end = line.lastIndex(of: ")") else { return nil }
        let fields = line[line.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? UInt64(fields[19]) : nil
    }

    private static func hostName() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func processSpace() -> String {
        var target = [CChar](repeating: 0, count: 256)
        let count = readlink("/proc/self/ns/pid", &target, target.count)
        return String(decoding: target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func firstLine(of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}

extension WritingProcess {
    /// One line; fields are separated by `|`.
    var text: String { "\(host)|\(boot)|\(space)|\(number)|\(startedAt)" }

    /// Reads `text`; nil for anything else.
    init?(text: String) {
        let fields = text.split(separator: "|", omittingEmptySubsequences: false)
        guard fields.count == 5, let number = Int32(fields[3]), let startedAt = UInt64(fields[4]) else { return nil }
        self.init(
            host: String(fields[0]), boot: String(fields[1]), space: String(fields[2]), number: number,
            startedAt: startedAt)
    }
}
