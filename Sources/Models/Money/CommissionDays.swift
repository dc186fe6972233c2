// The days whose numbers count towards a commission's goals: its period, cut to its own first and last day (Everflow
// reference, 10.2 and section 2). Quarters begin in January, April, July and October. Knows no numbers.

public struct CommissionDays: Hashable, Sendable, Codable {
    /// nil = from the beginning.
    public let first: CivilDate?
    /// Counted whole; nil = without end.
    public let last: CivilDate?

    public func contains(_ date: CivilDate) -> Bool {
        first.map { $0 <= date } ?? true && last.map { date <= $0 } ?? true
    }

    /// The instants from the first day's beginning to the last day's end, in the zone of the offer's caps.
    public func window(_ calendar: CapCalendar) -> (startedAt: Timestamp?, endsAt: Timestamp?) {
        (first.map(calendar.startOfDay), last.map { calendar.startOfDay($0.adding(days: 1)) })
    }

    /// The period that holds `date`; nil for a word that the reference does not name.
    static func period(_ name: String, holding date: CivilDate) -> CommissionDays? {
        switch name {
        case "daily": return CommissionDays(first: date, last: date)
        case "weekly": return CommissionDays(first: date.mondayOfWeek, last: date.mondayOfWeek.adding(days: 6))
        case "monthly": return months(1, from: date.firstOfMonth)
        case "quarterly":
            return months(3, from: CivilDate(year: date.year, month: (date.month - 1) / 3 * 3 + 1, day: 1))
        case "global": return CommissionDays(first: nil, last: nil)
        default: return nil
        }
    }

    private static func months(_ count: Int, from first: CivilDate) -> CommissionDays {
        CommissionDays(first: first, last: first.adding(months: count).adding(days: -1))
    }
}

extension Everflow.TieredCommission {
    /// The days that count when today is `date`; nil before the first and after the last day, and when the period or a
    /// date cannot be read.
    public func days(on date: CivilDate) -> CommissionDays? {
        guard let start = Everflow.TieredCommission.day(startDate), let end = Everflow.TieredCommission.day(endDate),
            let period = CommissionDays.period(period, holding: date)
        else { return nil }
        let days = CommissionDays(
            first: [start.date, period.first].compactMap { $0 }.max(),
            last: [end.date, period.last].compactMap { $0 }.min())
        return days.contains(date) ? days : nil
    }

    /// The days that count at `now`, a day beginning where `CapWindow` begins it.
    public func days(at now: Timestamp, calendar: CapCalendar) -> CommissionDays? {
        CapWindow.containing(now, period: .daily, calendar: calendar).flatMap {
            days(on: calendar.date(at: $0.startedAt))
        }
    }

    /// nil when the text cannot be read; a nil date when it is empty.
    private static func day(_ text: String) -> (date: CivilDate?, Void)? {
        if text.isEmpty { return (nil, ()) }
        return CivilDate(text: text).map { ($0, ()) }
    }
}
