// The day, week and month that run now in a zone, worked out once until one of them ends.

import Models

/// The running windows of Everflow's three resetting periods in one zone.
struct ZoneWindows: Hashable, Sendable {
    let day: CapWindow
    let week: CapWindow
    let month: CapWindow
    /// The day that runs.
    let date: CivilDate

    init?(at now: Timestamp, calendar: CapCalendar) {
        guard let day = CapWindow.containing(now, period: .daily, calendar: calendar),
            let week = CapWindow.containing(now, period: .weekly, calendar: calendar),
            let month = CapWindow.containing(now, period: .monthly, calendar: calendar)
        else { return nil }
        self.day = day
        self.week = week
        self.month = month
        date = calendar.date(at: day.startedAt)
    }

    func contains(_ now: Timestamp) -> Bool { day.contains(now) }

    /// When the period's window began; nil for global, which counts from the beginning.
    func start(of period: EverflowPeriod) -> Timestamp? {
        switch period {
        case .day: day.startedAt
        case .week: week.startedAt
        case .month: month.startedAt
        case .global: nil
        }
    }
}

/// Running windows by zone. Unknown zones count as UTC, as the network object allows no others.
struct ZoneWindowCache: Sendable {
    private var windows: [String: ZoneWindows] = [:]

    mutating func windows(zone: String, at now: Timestamp) -> ZoneWindows? {
        if let known = windows[zone], known.contains(now) { return known }
        let fresh = ZoneWindows(at: now, calendar: CapCalendar(timeZone: zone) ?? .utc)
        windows[zone] = fresh
        return fresh
    }
}
