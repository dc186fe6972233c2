// Whether named time zones are to be had: cap windows stand on them, and a statically linked Foundation may have lost them.
import Models

enum ZoneCheck {
    /// Noon UTC on 2026-07-01, and what the clocks of some zones showed then.
    private static let noon = Timestamp(seconds: 1_782_907_200)
    private static let clocks: [(zone: String, hour: Int, minute: Int)] = [
        ("Europe/Berlin", 14, 0), ("America/New_York", 8, 0), ("America/Chicago", 7, 0), ("Asia/Kolkata", 17, 30),
        ("Australia/Sydney", 22, 0),
    ]

    /// - Parameter calendar: the calendar of a named zone; nil when it is not known.
    static func finding(calendar: (String) -> CapCalendar? = { CapCalendar(timeZone: $0) }) -> Finding {
        let wrong = clocks.filter { clock in
            guard let shown = calendar(clock.zone)?.dateTime(at: noon) else { return true }
            return (shown.hour, shown.minute) != (clock.hour, clock.minute)
        }
        guard !wrong.isEmpty else {
            return Finding(.ok, "time zones", clocks.map(\.zone).joined(separator: ", "))
        }
        return Finding(
            .fail, "time zones", "unknown or wrong: \(wrong.map(\.zone).joined(separator: ", "))",
            advice: "install tzdata; resets cannot be computed in these zones")
    }
}
