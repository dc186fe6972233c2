// Owns what a soak has found: samples, slopes after the first part of the run, and the frames to compare. Pure.

public struct SoakReport {
    public var samples: [ProcessSample] = []
    /// How often each incident came.
    public var incidents: [String: Int] = [:]
    /// Seconds in which the screen lacked its figures.
    public var blanks = 0
    /// Seconds in which no network was fresh: the incidents did reach the wall.
    public var troubled = 0
    /// How the wall ended, when it should not have.
    public var exit: String?
    /// Before and after a fresh start.
    public var frames: (old: [String], fresh: [String]) = ([], [])

    /// Simulated seconds of one refresh, and of one true second.
    private let interval: Double

    init(interval: Int) { self.interval = Double(interval) }

    /// After the first eighth of the run: an hour of eight.
    public var settled: [ProcessSample] { Array(samples.dropFirst(samples.count / 8)) }

    /// KiB a simulated hour.
    public var residentSlope: Double { Slope.perHour(settled) { Double($0.residentKiB) } * scale }
    public var threadSlope: Double { Slope.perHour(settled) { Double($0.threads) } * scale }
    public var descriptorSlope: Double { Slope.perHour(settled) { Double($0.descriptors) } * scale }
    /// KiB of the state file a simulated hour.
    public var fileSlope: Double { Slope.perHour(settled) { Double($0.fileKiB) } * scale }

    /// A true hour holds `interval` simulated ones.
    private var scale: Double { 1 / interval }

    /// Processor time of a true second, in milliseconds: of a refresh, and of up to ten ticks of a hurried clock.
    public var processorPerRefresh: Double {
        guard let first = settled.first, let last = settled.last, last.at > first.at else { return 0 }
        return (last.processor - first.processor) / (last.at - first.at) * 1000
    }

    public var framesAgree: Bool { !frames.old.isEmpty && frames.old == frames.fresh }

    /// The lines without clocks, ages, heartbeat, the hour's shift, and the banner, which time alone takes away. What is
    /// expected rests on what each process has seen: its tile, its column, and the order among what will trip.
    static func masked(_ lines: [String]) -> [String] {
        lines.map { line in
            var line = line
            line.replace(#/ok \d+[smhd] */#, with: "ok ")
            line.replace(#/\d\d:\d\d [A-Z]+/#, with: "clock")
            line.replace(#/[●○*.] *$/#, with: "")
            line.replace(#/^ *TRIPPED \d.*$/#, with: "")
            line.replace(#/ +(\d\d:\d\d|\d\d? [A-Z][a-z][a-z]|now|-)?(?=[│|])/#, with: "")
            line.replace(#/^( *│[^│]*│)│[^│]*│(?=│)/#, with: { String($0.output.1) })
            return line.split(separator: " ").joined(separator: " ")
        }.sorted()
    }
}

extension ProcessSample {
    static let heading = "seconds      RSS KiB  threads  files  CPU s  state KiB"

    var line: String {
        func padded(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        return [
            padded("\(Int(at))", 7), padded("\(residentKiB)", 12), padded("\(threads)", 8), padded("\(descriptors)", 6),
            padded("\(Double(Int(processor * 100)) / 100)", 6), padded("\(fileKiB)", 10),
        ].joined(separator: " ")
    }
}
