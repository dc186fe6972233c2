// Which stretch of time a meter's chart shows: its running window, or the last and the next week of one that never resets.
import Models

struct CourseSpan: Equatable {
    private static let week: Int64 = 7 * 86_400_000

    var from: Timestamp
    var to: Timestamp

    /// - Parameter until: the newest sample, on the network's own clock.
    init(_ meter: CapMeter, until: Timestamp) {
        from = meter.startedAt ?? until.adding(milliseconds: -CourseSpan.week)
        to = meter.expiresAt ?? until.adding(milliseconds: CourseSpan.week)
        if to <= from { to = from.adding(milliseconds: 1) }
    }
}
