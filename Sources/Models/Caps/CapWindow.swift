// When a limit's running window began and when it starts again, by the calendar of the cap's own zone (Everflow reference,
// section 2; LeadConduit reference, 5.1). Knows neither counts nor upstreams: LeadConduit's own instants win over these.

/// One window of a period: from `startedAt` up to, but not including, `endsAt`.
public struct CapWindow: Hashable, Sendable {
    public let startedAt: Timestamp
    /// The first instant of the next window.
    public let endsAt: Timestamp

    public init(startedAt: Timestamp, endsAt: Timestamp) {
        self.startedAt = startedAt
        self.endsAt = endsAt
    }

    /// LeadConduit's `expires_at`: the last millisecond of the window.
    public var lastInstant: Timestamp { endsAt.adding(milliseconds: -1) }

    public func contains(_ instant: Timestamp) -> Bool {
        startedAt <= instant && instant < endsAt
    }

    /// The window of `period` that runs at `now`, when nothing says in which unit an N-unit window began: it is taken to
    /// begin with the unit that holds `now`.
    ///
    /// - Returns: nil for `global`, for units that captop cannot compute with, and for lengths that are not above zero
    ///   or reach beyond a hundred years.
    public static func containing(_ now: Timestamp, period: CapPeriod, calendar: CapCalendar) -> CapWindow? {
        starting(with: now, period: period, calendar: calendar)
    }

    /// The window whose first unit holds `instant`: days start at local midnight, weeks on Monday, months on the 1st,
    /// hours at :00, minutes at :00 s; N units on from there it ends.
    ///
    /// - Returns: nil as `containing(_:period:calendar:)` does.
    public static func starting(with instant: Timestamp, period: CapPeriod, calendar: CapCalendar) -> CapWindow? {
        guard let longest = longestLength(of: period.unit), (1...longest).contains(period.length),
            computable.contains(instant.milliseconds)
        else { return nil }
        let length = period.length
        switch period.unit {
        case .minute: return clockWindow(holding: instant, unit: 60, count: length, calendar: calendar)
        case .hour: return clockWindow(holding: instant, unit: 3_600, count: length, calendar: calendar)
        case .day:
            let first = dateInForce(at: instant, calendar: calendar)
            return dateWindow(from: first, to: first.adding(days: length), calendar: calendar)
        case .week:
            let first = dateInForce(at: instant, calendar: calendar).mondayOfWeek
            return dateWindow(from: first, to: first.adding(days: 7 * length), calendar: calendar)
        case .month:
            let first = dateInForce(at: instant, calendar: calendar).firstOfMonth
            return dateWindow(from: first, to: first.adding(months: length), calendar: calendar)
        case .global, .other: return nil
        }
    }

    /// Years 1 to 9999: beyond them upstreams write errors, not dates.
    private static let computable: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    private static func longestLength(of unit: CapPeriod.Unit) -> Int? {
        switch unit {
        case .minute: 52_596_000
        case .hour: 876_600
        case .day: 36_525
        case .week: 5_217
        case .month: 1_200
        case .global, .other: nil
        }
    }

    /// The date whose first instant is the last one at or before `instant`. It differs from the date on the wall only
    /// where the clock falls back across midnight: what repeats then belongs to the day that has already begun.
    private static func dateInForce(at instant: Timestamp, calendar: CapCalendar) -> CivilDate {
        let shown = calendar.date(at: instant)
        let next = shown.adding(days: 1)
        return instant >= calendar.startOfDay(next) ? next : shown
    }

    private static func dateWindow(from first: CivilDate, to end: CivilDate, calendar: CapCalendar) -> CapWindow {
        CapWindow(startedAt: calendar.startOfDay(first), endsAt: calendar.startOfDay(end))
    }

    private static func clockWindow(
        holding instant: Timestamp, unit: Int64, count: Int, calendar: CapCalendar
    ) -> CapWindow {
        let units = calendar.clockUnits(holding: instant, unit: unit, count: count)
        return CapWindow(startedAt: units.start, endsAt: units.end)
    }
}
