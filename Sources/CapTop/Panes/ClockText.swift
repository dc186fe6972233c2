// Dates and times of day in a zone, as the header and the detail pane write them.
import Models

enum ClockText {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Tue 10 Mar 15:20:41 CDT`
    static func text(at instant: Timestamp, in calendar: CapCalendar) -> String {
        let time = calendar.dateTime(at: instant)
        return "\(weekdays[time.weekday - 1]) \(time.day) \(months[time.month - 1]) "
            + "\(two(time.hour)):\(two(time.minute)):\(two(time.second)) \(calendar.abbreviation(at: instant))"
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
