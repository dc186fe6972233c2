// How fast a meter has been counting lately: what came in each of a few equal parts of the last hours. Knows no clock and no
// sparkline.

/// One meter's recent increments.
public struct MeterTrend: Hashable, Sendable, Codable {
    public static let parts = 12

    /// What was counted in each part, oldest first; nil where it is not known.
    public var increments: [Double?]

    /// Milliseconds that a trend looks back: an hour for windows of up to an hour, a day for longer ones, so that a day's
    /// rhythm is seen.
    public static func span(of period: CapPeriod) -> Int64 {
        switch period.unit {
        case .minute where period.length <= 60, .hour where period.length == 1: 3_600_000
        default: 86_400_000
        }
    }

    /// The trend of the time before `until`.
    ///
    /// A count that has fallen was reset: what it shows then came since. What came while the network was not sampled for
    /// longer than a part is nobody's.
    /// - Parameters:
    ///   - samples: oldest first; may begin earlier.
    ///   - instants: at which the network was sampled, oldest first.
    ///   - span: milliseconds.
    public init(samples: [MeterSample], sampledAt instants: [Timestamp], until: Timestamp, span: Int64) {
        let start = until.adding(milliseconds: -span)
        let length = max(1, span / Int64(MeterTrend.parts))
        func part(of instant: Timestamp) -> Int? {
            guard instant > start, instant <= until else { return nil }
            return min(MeterTrend.parts - 1, Int((instant.milliseconds(since: start) - 1) / length))
        }
        increments = Array(repeating: nil, count: MeterTrend.parts)
        guard let first = samples.first else { return }
        for instant in instants where instant >= first.at {
            if let part = part(of: instant) { increments[part] = 0 }
        }
        var gaps = zip(instants, instants.dropFirst()).filter { $1.milliseconds(since: $0) > length }[...]
        for (before, sample) in zip(samples, samples.dropFirst()) {
            while let gap = gaps.first, gap.1 < sample.at { gaps.removeFirst() }
            if let gap = gaps.first, gap.1 == sample.at { continue }
            guard let part = part(of: sample.at) else { continue }
            let counted = sample.count >= before.count ? sample.count - before.count : sample.count
            increments[part] = (increments[part] ?? 0) + max(0, counted.doubleValue)
        }
    }
}
