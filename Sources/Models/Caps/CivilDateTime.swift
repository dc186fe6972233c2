// What a wall clock and its calendar show at one instant. Does not know which zone they hang in.

/// A local date with a time of day.
public struct CivilDateTime: Hashable, Sendable {
    public var date: CivilDate
    /// 0...23.
    public var hour: Int
    /// 0...59.
    public var minute: Int
    /// 0...59.
    public var second: Int

    public init(date: CivilDate, hour: Int, minute: Int, second: Int) {
        self.date = date
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// The date and time that a clock shows so many seconds after it showed 1970-01-01 00:00:00.
    init(localSeconds: Int64) {
        let timeOfDay = Int(localSeconds.flooredRemainder(by: 86_400))
        self.init(
            date: CivilDate(daysSinceEpoch: Int(localSeconds.flooredQuotient(by: 86_400))),
            hour: timeOfDay / 3_600, minute: timeOfDay / 60 % 60, second: timeOfDay % 60)
    }

    public var year: Int { date.year }
    public var month: Int { date.month }
    public var day: Int { date.day }
    /// 1 = Monday ... 7 = Sunday.
    public var weekday: Int { date.weekday }
}
