// The instants at which a stretch of time was sampled, gaps included, and a meter's samples along them. Knows no tables.
import Models

/// Instants of several chunks and of the log, one after the other.
struct SampleLine {
    /// Instants further apart than this, in milliseconds, have a gap between them: captop was off, or the network away.
    static let gap: Int64 = 600_000

    private(set) var instants = InstantList()
    /// The last places before a gap.
    private var gaps: [Int] = []

    /// Appends instants of which every `bucket` milliseconds one is kept.
    ///
    /// - Returns: where they begin.
    mutating func append(_ list: InstantList, bucket: Int64) -> Int {
        let offset = instants.count
        let longest = max(SampleLine.gap, bucket * 5 / 2)
        for instant in list.instants {
            if let last = instants.instants.last, instant - last > longest { gaps.append(instants.count - 1) }
            instants.append(instant)
        }
        return offset
    }

    /// The places whose instants lie in a range of time.
    func places(from: Int64, to: Int64) -> Range<Int> {
        let end = instants.place(at: to).map { $0 + 1 } ?? 0
        let (before, underflows) = from.subtractingReportingOverflow(1)
        let start = underflows ? 0 : instants.place(at: before).map { $0 + 1 } ?? 0
        return start..<max(start, end)
    }

    /// The places at which a sample says that nothing has changed: at both ends and on both sides of every gap.
    func marks(in range: Range<Int>) -> [Int] {
        guard let last = range.last else { return [] }
        var marks = [range.lowerBound]
        for gap in gaps where range.contains(gap) {
            if gap > marks[marks.count - 1] { marks.append(gap) }
            if gap + 1 < range.upperBound { marks.append(gap + 1) }
        }
        if last > marks[marks.count - 1] { marks.append(last) }
        return marks
    }

    /// One meter's samples: each change, and what holds at the marks.
    ///
    /// - Parameter changes: places in the line, ascending, those before the range included.
    func samples(_ changes: [SampleChange], in range: Range<Int>, marks: [Int]) -> [MeterSample] {
        var samples: [MeterSample] = []
        var value = SampleValue.none
        var mark = 0
        for change in changes where change.instant < range.upperBound {
            let place = Int(change.instant)
            while mark < marks.count, marks[mark] < place {
                append(value, at: marks[mark], to: &samples)
                mark += 1
            }
            value = change.value
            guard place > range.lowerBound else { continue }
            if mark < marks.count, marks[mark] == place { mark += 1 }
            append(value, at: place, to: &samples)
        }
        while mark < marks.count {
            append(value, at: marks[mark], to: &samples)
            mark += 1
        }
        return samples
    }

    private func append(_ value: SampleValue, at place: Int, to samples: inout [MeterSample]) {
        guard value.count != SampleValue.unknown else { return }
        samples.append(
            MeterSample(
                at: Timestamp(milliseconds: instants.instants[place]), count: Quantity(millionths: value.count),
                maximum: value.maximum == SampleValue.unknown ? nil : Quantity(millionths: value.maximum)))
    }
}
