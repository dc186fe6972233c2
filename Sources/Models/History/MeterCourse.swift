// How a meter's count went over a stretch of time: its samples, with nothing where nothing is known. Knows no clock and no
// chart.

/// One meter between two instants.
public struct MeterCourse: Hashable, Sendable, Codable {
    public var from: Timestamp
    public var to: Timestamp
    /// Oldest first, each of at least one sample. Between two of them the network was not sampled.
    public var runs: [[MeterSample]]

    /// Gaps shorter than this, in milliseconds, count as no gaps: slow refreshes, or a network that was away for a moment.
    private static let shortestGap: Int64 = 600_000
    /// The same as a share of the whole stretch: old samples are an hour apart.
    private static let shortestShare: Int64 = 50

    /// - Parameters:
    ///   - samples: oldest first.
    ///   - instants: at which the network was sampled, oldest first.
    ///   - most: so many samples are kept at most, the last in each of as many equal parts of the time.
    public init(
        samples: [MeterSample], sampledAt instants: [Timestamp], from: Timestamp, to: Timestamp, most: Int = 600
    ) {
        self.from = from
        self.to = to
        let length = max(1, to.milliseconds(since: from))
        let longest = max(MeterCourse.shortestGap, length / MeterCourse.shortestShare)
        let resumed = zip(instants, instants.dropFirst()).filter { $1.milliseconds(since: $0) > longest }.map { $1 }
        var runs: [[MeterSample]] = []
        var next = resumed[...]
        var lastPart: Int64 = -1
        for sample in samples where (from...max(from, to)).contains(sample.at) {
            let part = sample.at.milliseconds(since: from) * Int64(max(1, most - 1)) / length
            var begins = runs.isEmpty
            while let first = next.first, first <= sample.at {
                next.removeFirst()
                begins = true
            }
            if begins {
                runs.append([sample])
            } else if part == lastPart, runs[runs.count - 1].count > 1 {
                runs[runs.count - 1][runs[runs.count - 1].count - 1] = sample
            } else {
                runs[runs.count - 1].append(sample)
            }
            lastPart = part
        }
        self.runs = runs
    }

    /// The highest count; nil without any.
    public var highest: Quantity? {
        runs.flatMap { $0 }.map(\.count).max()
    }
}
