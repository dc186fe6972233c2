// How little the dashboard writes when little happens.
import Glibc
import TestSupport
import Testing

@Suite("a quiet dashboard", .ownThread)
struct QuietTests {
    private static let begin = Array("\u{1B}[?2026h".utf8)
    private static let end = Array("\u{1B}[?2026l".utf8)

    @Test("at 200x50 with only countdowns moving, one frame a second and under 30 kB a minute, each frame in one piece")
    func countdowns() throws {
        let dashboard = try Dashboard(on: SandboxServer.frozen(caps: 150), refresh: "600s") {
            $0.columns = 200
            $0.rows = 50
        }
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        terminal.settle(quiet: 0.5)
        let start = terminal.log.count
        let processor = cpuTicks(of: terminal.pid)
        let seconds = 10.0
        terminal.watch(seconds: seconds)
        let written = Array(terminal.log[start...])
        let frames = written.occurrences(of: QuietTests.begin)
        #expect((5...11).contains(frames), "\(frames) frames in \(seconds) s")
        #expect(written.occurrences(of: QuietTests.end) == frames)
        #expect(outsideOfFrames(written) == 0)
        // The median: a chart that is read, or a minute that ends, is one frame of the ten and not six a minute.
        let sizes = frameSizes(written).sorted()
        let perMinute = sizes.isEmpty ? 0 : sizes[sizes.count / 2] * 60
        #expect(perMinute < 30_000, "frames of \(sizes) bytes")
        #expect(written.count > 0 && terminal.shows("RESETS IN"))
        let share = Double(cpuTicks(of: terminal.pid) - processor) / Double(sysconf(Int32(_SC_CLK_TCK))) / seconds
        print("quiet at 200x50: \(perMinute) bytes a minute, \(frames) frames, \(share * 100) % of a core")
        #expect(share < 0.05)
    }

    @Test("when nothing that is seen changes, nothing is written, whatever the networks answer")
    func nothing() throws {
        let dashboard = try Dashboard(
            on: SandboxServer(["--caps", "40", "--traffic", "50"]), waitsForData: false
        ) {
            $0.columns = 20
            $0.rows = 5
        }
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        #expect(terminal.wait { terminal.shows("captop needs") }, "\(terminal.picture)")
        terminal.settle(quiet: 0.3)
        let written = terminal.log.count
        #expect(!terminal.wait(timeout: 4) { terminal.log.count != written }, "it wrote without need")
        terminal.resize(columns: 120, rows: 36)
        #expect(terminal.wait { terminal.hasBothNetworks }, "and all is there when there is room")
    }

    /// How long each frame is, from one begin mark to the next.
    private func frameSizes(_ bytes: [UInt8]) -> [Int] {
        let begins = bytes.indices.filter { bytes[$0...].starts(with: QuietTests.begin) } + [bytes.count]
        return zip(begins, begins.dropFirst()).map { $1 - $0 }
    }

    /// How many bytes stand outside of begin and end marks.
    private func outsideOfFrames(_ bytes: [UInt8]) -> Int {
        var count = 0
        var isInside = false
        var place = 0
        while place < bytes.count {
            let mark = isInside ? QuietTests.end : QuietTests.begin
            if bytes[place...].starts(with: mark) {
                isInside.toggle()
                place += mark.count
            } else {
                if !isInside { count += 1 }
                place += 1
            }
        }
        return count
    }

    /// Processor time used so far, from /proc.
    private func cpuTicks(of pid: pid_t) -> Int {
        guard let file = fopen("/proc/\(pid)/stat", "r") else { return 0 }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 4096)
        guard fgets(&buffer, Int32(buffer.count), file) != nil else { return 0 }
        let line = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let fields = line[(line.lastIndex(of: ")") ?? line.startIndex)...].split(separator: " ")
        return (Int(fields[12]) ?? 0) + (Int(fields[13]) ?? 0)
    }
}
