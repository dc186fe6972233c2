// Owns what a process costs at one instant, read from /proc by its number. Knows no program.
import Glibc

/// Memory, threads, descriptors and processor time of a process.
public struct ProcessSample: Sendable {
    /// Seconds since the first sample.
    public var at: Double
    public var residentKiB: Int
    public var threads: Int
    public var descriptors: Int
    /// Processor time since the process started, in seconds.
    public var processor: Double
    /// Size of the state file with its journal, in KiB.
    public var fileKiB: Int

    /// Nil when the process has gone.
    public init?(of pid: pid_t, at: Double, files: [String]) {
        guard let status = Self.text("/proc/\(pid)/status"), let stat = Self.text("/proc/\(pid)/stat"),
            let resident = Self.number("VmRSS:", in: status), let threads = Self.number("Threads:", in: status)
        else { return nil }
        let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return nil }
        self.at = at
        residentKiB = resident
        self.threads = threads
        descriptors = Self.entries("/proc/\(pid)/fd")
        processor = (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
        fileKiB = files.reduce(0) { $0 + Self.size($1) } / 1024
    }

    /// The most memory that a process has ever had, in KiB; nil when it has gone.
    public static func peakKiB(of pid: pid_t) -> Int? {
        text("/proc/\(pid)/status").flatMap { number("VmHWM:", in: $0) }
    }

    private static func text(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private static func number(_ name: String, in text: String) -> Int? {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
        return Int(line.dropFirst(name.count).split(whereSeparator: \.isWhitespace).first ?? "")
    }

    private static func entries(_ folder: String) -> Int {
        guard let directory = opendir(folder) else { return 0 }
        defer { closedir(directory) }
        var count = -2
        while readdir(directory) != nil { count += 1 }
        return count
    }

    private static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
