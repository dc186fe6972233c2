// Measures the history of meters on a file of its own: what a refresh costs, how the file grows, what thinning and reading
// take, and how fast a warm start is. Prints one table; every run of one size does the same work.
import Foundation
import Models
import Store

@main
struct StoreSamples {
    static func main() throws {
        let arguments = CommandLine.arguments
        let meters = arguments.count > 2 ? Int(arguments[2]) ?? 100_000 : 100_000
        let path = FileManager.default.temporaryDirectory.appending(path: "captop-bench-\(getpid())/store.sqlite").path
        defer { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
        switch arguments.count > 1 ? arguments[1] : "" {
        case "refresh": try RefreshRun(meters: meters, path: path).run()
        case "growth": try GrowthRun(meters: meters, path: path).run()
        case "warm": try WarmRun(meters: meters, path: path).run()
        case "day": try DayRun(meters: meters, path: path).run()
        default: print("usage: StoreSamples refresh|growth|warm|day [METERS]")
        }
    }
}

/// Times of one kind of work, in milliseconds.
struct Timings {
    private var milliseconds: [Double] = []

    mutating func measure<Result>(_ work: () throws -> Result) rethrows -> Result {
        let start = ContinuousClock.now
        let result = try work()
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        milliseconds.append(Double(seconds) * 1_000 + Double(attoseconds) / 1e15)
        return result
    }

    var text: String {
        guard !milliseconds.isEmpty else { return "-" }
        let sorted = milliseconds.sorted()
        let (median, high) = (sorted[sorted.count / 2], sorted[sorted.count * 99 / 100])
        return String(
            format: "%8.2f median %8.2f p99 %8.2f max ms (%d)", median, high, sorted[sorted.count - 1], sorted.count)
    }
}

/// What the system says of files and of this process.
enum Measured {
    /// Bytes of the file and its log.
    static func files(_ path: String) -> Int {
        ["", "-wal"].reduce(0) { sum, suffix in
            let size = try? FileManager.default.attributesOfItem(atPath: path + suffix)[.size] as? NSNumber
            return sum + (size?.intValue ?? 0)
        }
    }

    /// Bytes that this process has handed to the kernel to write.
    static func written() -> Int { field("wchar:", in: "/proc/self/io") }

    static func residentKilobytes() -> Int { field("VmRSS:", in: "/proc/self/status") }

    static func highestKilobytes() -> Int { field("VmHWM:", in: "/proc/self/status") }

    private static func field(_ name: String, in path: String) -> Int {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return 0 }
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(whereSeparator: { " \t".contains($0) }).dropFirst().first.flatMap { Int($0) } ?? 0
    }
}
