// A calendar date without a zone, and its arithmetic (proleptic Gregorian). Knows no clock, no zone and no time of day.

/// A date of the calendar, as `2026-03-10`.
public struct CivilDate: Hashable, Comparable, Sendable, Codable {
    public var year: Int
    /// 1...12.
    public var month: Int
    /// 1...31, never beyond the month's length.
    public var day: Int

    /// The three parts must name a date that exists; text from outside goes through `init(text:)`.
    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The date so many days after 1970-01-01; negative counts lie before it.
    public init(daysSinceEpoch days: Int) {
        // Counted from 0000-03-01, so that the leap day is the last day of its year.
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Reads exactly `YYYY-MM-DD`; nil for other shapes and for dates that do not exist.
    public init?(text: some StringProtocol) {
        self.init(utf8: Array(text.utf8)[...])
    }

    /// The same text as bytes.
    init?<Bytes: RandomAccessCollection<UInt8>>(utf8 bytes: Bytes) where Bytes.Index == Int {
        let start = bytes.startIndex
        guard bytes.count == 10, bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
            let year = Int(decimal: bytes[start..<start + 4]), let month = Int(decimal: bytes[start + 5..<start + 7]),
            let day = Int(decimal: bytes[start + 8..<start + 10]),
            CivilDate.exists(year: year, month: month, day: day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public static func exists(year: Int, month: Int, day: Int) -> Bool {
        (1...12).contains(month) && day >= 1 && day <= length(ofMonth: month, year: year)
    }

    /// 28...31 days.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    public var daysSinceEpoch: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.flooredQuotient(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// 1 = Monday ... 7 = Sunday.
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        (daysSinceEpoch + 3).flooredRemainder(by: 7) + 1
    }

    public var firstOfMonth: CivilDate {
        CivilDate(year: year, month: month, day: 1)
    }

    /// The Monday of the week that holds this date.
    public var mondayOfWeek: CivilDate {
        adding(days: 1 - weekday)
    }

    public func adding(days: Int) -> CivilDate {
        CivilDate(daysSinceEpoch: daysSinceEpoch + days)
    }

    /// The same day so many months later; the last day of the month when that day does not exist there.
    public func adding(months: Int) -> CivilDate {
        let index = year * 12 + (month - 1) + months
        let newYear = index.flooredQuotient(by: 12)
        let newMonth = index.flooredRemainder(by: 12) + 1
        let last = CivilDate.length(ofMonth: newMonth, year: newYear)
        return CivilDate(year: newYear, month: newMonth, day: min(day, last))
    }

    /// `2026-03-10`.
    public var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(10)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    func append(to bytes: inout [UInt8]) {
        bytes.append(decimal: year, width: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(decimal: month, width: 2)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(decimal: day, width: 2)
    }

    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
