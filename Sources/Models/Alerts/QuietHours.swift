// The hours of a day in which nobody wants to be told, by a network's own clock on the wall. Knows no date and no clock.

/// A span of the day such as 22:00-07:00; it may go over midnight.
public struct QuietHours: Hashable, Sendable {
    /// Minutes since 00:00 as the wall clock shows them; the end does not belong to it.
    public let start: Int
    public let end: Int

    /// Reads `22:00-07:00`; nil for anything else, and for a span without length.
    public init?(_ text: some StringProtocol) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let start = QuietHours.minutes(ends[0]), let end = QuietHours.minutes(ends[1]),
            start != end
        else { return nil }
        self.start = start
        self.end = end
    }

    /// Whether the clock of `calendar` shows a quiet time: an hour that daylight saving repeats is quiet both times, one
    /// that it skips never comes.
    public func contains(_ instant: Timestamp, in calendar: CapCalendar) -> Bool {
        let time = calendar.dateTime(at: instant)
        let minute = time.hour * 60 + time.minute
        return start < end ? (start..<end).contains(minute) : minute >= start || minute < end
    }

    /// `07:00`, `7:00` or, for the end of a day, `24:00`.
    private static func minutes(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            text.utf8.allSatisfy({ $0 == UInt8(ascii: ":") || (48...57).contains($0) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60
        else { return nil }
        let minutes = hour * 60 + minute
        guard minutes <= 24 * 60 else { return nil }
        return minutes % (24 * 60)
    }
}
