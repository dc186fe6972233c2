// Dates and times of day in a zone, as the header and the detail pane write them.
import Models

enum ClockText {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Tue 10 Mar 15:20:41 CDT`
    static func dateAndTime(at instant: Timestamp, in calendar: CapCalendar) -> String {
        let date = calendar.dateTime(at: instant)
        return "\(weekdays[date.weekday - 1]) \(date.day) \(months[date.month - 1]) "
            + time(at: instant, in: calendar)
    }

    /// `15:20:41 CDT`
    static func time(at instant: Timestamp, in calendar: CapCalendar) -> String {
        let time = calendar.dateTime(at: instant)
        return "\(two(time.hour)):\(two(time.minute)):\(two(time.second)) \(calendar.abbreviation(at: instant))"
    }

    /// `Tue 10 Mar 15:20 CDT`
    static func dateAndMinute(at instant: Timestamp, in calendar: CapCalendar) -> String {
        let date = calendar.dateTime(at: instant)
        return "\(weekdays[date.weekday - 1]) \(date.day) \(months[date.month - 1]) "
            + "\(minute(at: instant, in: calendar)) \(calendar.abbreviation(at: instant))"
    }

    /// `15:20`
    static func minute(at instant: Timestamp, in calendar: CapCalendar) -> String {
        let time = calendar.dateTime(at: instant)
        return "\(two(time.hour)):\(two(time.minute))"
    }

    /// `15:31` on the same day, else `29 Mar`.
    static func short(at instant: Timestamp, now: Timestamp, in calendar: CapCalendar) -> String {
        let isToday = calendar.date(at: instant) == calendar.date(at: now)
        return isToday ? minute(at: instant, in: calendar) : day(at: instant, in: calendar)
    }

    /// `15:31 CDT` on the same day, else `29 Mar`: where no clock beside it tells the zone.
    static func shortWithZone(at instant: Timestamp, now: Timestamp, in calendar: CapCalendar) -> String {
        let isToday = calendar.date(at: instant) == calendar.date(at: now)
        let zone = isToday ? " \(calendar.abbreviation(at: instant))" : ""
        return short(at: instant, now: now, in: calendar) + zone
    }

    /// `15:31 CDT` on the same day, `29 Mar 15:31 CDT` within a week, else `29 Mar`: what one plans by.
    static func planned(at instant: Timestamp, now: Timestamp, in calendar: CapCalendar) -> String {
        let short = shortWithZone(at: instant, now: now, in: calendar)
        let isToday = calendar.date(at: instant) == calendar.date(at: now)
        guard !isToday, instant.milliseconds(since: now) < 7 * 86_400_000 else { return short }
        return "\(short) \(minute(at: instant, in: calendar)) \(calendar.abbreviation(at: instant))"
    }

    /// `29 Mar`
    static func day(at instant: Timestamp, in calendar: CapCalendar) -> String {
        let date = calendar.dateTime(at: instant)
        return "\(date.day) \(months[date.month - 1])"
    }

    /// `10 Mar 15:02:09`
    static func dayAndTime(at instant: Timestamp, in calendar: CapCalendar) -> String {
        let time = calendar.dateTime(at: instant)
        return "\(time.day) \(months[time.month - 1]) \(two(time.hour)):\(two(time.minute)):\(two(time.second))"
    }

    /// How this machine's clock is against a server's: `12s behind the server's, by which countdowns run`.
    ///
    /// - Parameter skew: milliseconds by which the server's is ahead; 0 within two seconds.
    static func skew(_ skew: Int64) -> String {
        guard skew != 0 else { return "within two seconds of the server's" }
        let amount = Figures.age(milliseconds: abs(skew))
        return "\(amount) \(skew > 0 ? "behind" : "ahead of") the server's, by which countdowns run"
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
