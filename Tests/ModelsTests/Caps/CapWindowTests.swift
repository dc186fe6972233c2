// Windows of each period, by name: what the reference comparison covers in bulk, said one behaviour at a time.
import Models
import Testing

/// An instant of the tests; a text that is not one ends the test at its first comparison.
private func at(_ text: String) -> Timestamp {
    Timestamp(rfc3339: text) ?? Timestamp(milliseconds: .min)
}

private func capWindow(_ zone: String, _ unit: CapPeriod.Unit, _ length: Int = 1, at instant: String) throws
    -> CapWindow
{
    let calendar = try #require(CapCalendar(timeZone: zone))
    let period = CapPeriod(unit: unit, length: length)
    return try #require(CapWindow.containing(at(instant), period: period, calendar: calendar))
}

private func hours(_ window: CapWindow) -> Double {
    Double(window.endsAt.milliseconds(since: window.startedAt)) / 3_600_000
}

@Suite("Cap windows")
struct CapWindowTests {
    @Test("a day runs from local midnight to the next")
    func day() throws {
        let window = try capWindow("America/New_York", .day, at: "2026-03-10T20:20:41Z")
        #expect(window.startedAt == at("2026-03-10T04:00:00Z"))
        #expect(window.endsAt == at("2026-03-11T04:00:00Z"))
        #expect(window.lastInstant == at("2026-03-11T03:59:59.999Z"))
    }

    @Test("the first instant of a window belongs to it, its end to the next")
    func edges() throws {
        let first = try capWindow("Europe/Berlin", .day, at: "2026-06-30T22:00:00Z")
        #expect(first.startedAt == at("2026-06-30T22:00:00Z"))
        let before = try capWindow("Europe/Berlin", .day, at: "2026-06-30T21:59:59.999Z")
        #expect(before.endsAt == first.startedAt)
        #expect(before.contains(before.lastInstant))
        #expect(!before.contains(before.endsAt))
    }

    @Test("a week starts on Monday, across a year's end too")
    func week() throws {
        let window = try capWindow("UTC", .week, at: "2027-01-01T12:00:00Z")
        #expect(window.startedAt == at("2026-12-28T00:00:00Z"))
        #expect(window.endsAt == at("2027-01-04T00:00:00Z"))
        let sunday = try capWindow("UTC", .week, at: "2027-01-03T23:59:59Z")
        #expect(sunday == window)
    }

    @Test(
        "a month has its own number of days",
        arguments: [("2026-02-14", 28.0), ("2028-02-14", 29), ("2026-04-30", 30), ("2026-12-31", 31)])
    func month(day: String, days: Double) throws {
        let window = try capWindow("Asia/Tokyo", .month, at: day + "T12:00:00Z")
        #expect(hours(window) == days * 24)
    }

    @Test("the days on which daylight saving changes last 23 and 25 hours")
    func daylightSavingDays() throws {
        #expect(hours(try capWindow("America/Chicago", .day, at: "2026-03-08T18:00:00Z")) == 23)
        #expect(hours(try capWindow("America/Chicago", .day, at: "2026-11-01T18:00:00Z")) == 25)
        #expect(hours(try capWindow("Australia/Lord_Howe", .day, at: "2026-10-04T02:00:00Z")) == 23.5)
    }

    @Test(
        "a day without a midnight starts when its first hour does",
        arguments: [
            ("America/Sao_Paulo", "2017-10-15T15:00:00Z", "2017-10-15T03:00:00Z"),
            ("Asia/Beirut", "2024-03-31T12:00:00Z", "2024-03-30T22:00:00Z"),
            ("Africa/Cairo", "2024-04-26T12:00:00Z", "2024-04-25T22:00:00Z"),
        ])
    func midnightGap(zone: String, instant: String, start: String) throws {
        let window = try capWindow(zone, .day, at: instant)
        #expect(window.startedAt == at(start))
        #expect(hours(window) == 23)
        let calendar = try #require(CapCalendar(timeZone: zone))
        #expect(calendar.dateTime(at: window.startedAt).hour == 1)
        #expect(calendar.date(at: window.startedAt.adding(milliseconds: -1)) < calendar.date(at: window.startedAt))
    }

    @Test("a date that a zone skipped has no instants, and the day before ends where the day after starts")
    func skippedDate() throws {
        let calendar = try #require(CapCalendar(timeZone: "Pacific/Apia"))
        let skipped = calendar.startOfDay(CivilDate(year: 2011, month: 12, day: 30))
        #expect(skipped == at("2011-12-30T10:00:00Z"))
        #expect(skipped == calendar.startOfDay(CivilDate(year: 2011, month: 12, day: 31)))
        let before = try capWindow("Pacific/Apia", .day, at: "2011-12-30T09:59:59Z")
        #expect(before.endsAt == skipped)
        #expect(hours(before) == 24)
        #expect(hours(try capWindow("Pacific/Apia", .week, at: "2011-12-29T12:00:00Z")) == 6 * 24)
    }

    @Test("what the clock repeats before midnight belongs to the day that had begun")
    func midnightTwice() throws {
        // St John's went from 00:01 on 7 November 2010 back to 23:01 on the 6th.
        let calendar = try #require(CapCalendar(timeZone: "America/St_Johns"))
        let repeated = at("2010-11-07T03:00:00Z")
        #expect(calendar.date(at: repeated) == CivilDate(year: 2010, month: 11, day: 6))
        let window = try capWindow("America/St_Johns", .day, at: "2010-11-07T03:00:00Z")
        #expect(window.startedAt == at("2010-11-07T02:30:00Z"))
        #expect(window.contains(repeated))
        #expect(try capWindow("America/St_Johns", .day, at: "2010-11-07T02:29:59Z").endsAt == window.startedAt)
    }

    @Test("an hour starts at local :00 where offsets are not whole hours")
    func hourInOddZones() throws {
        let kathmandu = try capWindow("Asia/Kathmandu", .hour, at: "2026-03-10T20:20:41Z")
        #expect(kathmandu.startedAt == at("2026-03-10T20:15:00Z"))
        #expect(kathmandu.endsAt == at("2026-03-10T21:15:00Z"))
        let kolkata = try capWindow("Asia/Kolkata", .hour, at: "2026-03-10T20:20:41Z")
        #expect(kolkata.startedAt == at("2026-03-10T19:30:00Z"))
    }

    @Test("an hour that daylight saving repeats is two windows of an hour")
    func repeatedHour() throws {
        let first = try capWindow("America/New_York", .hour, at: "2026-11-01T05:30:00Z")
        let second = try capWindow("America/New_York", .hour, at: "2026-11-01T06:30:00Z")
        #expect(hours(first) == 1 && hours(second) == 1)
        #expect(first.endsAt == second.startedAt)
    }

    @Test("half an hour more or less on Lord Howe makes an hour of 90 or two of 60 and 30 minutes")
    func lordHoweHours() throws {
        // 02:00 back to 01:30 at 2026-04-04T15:00Z; 02:00 on to 02:30 at 2026-10-03T15:30Z.
        let long = try capWindow("Australia/Lord_Howe", .hour, at: "2026-04-04T15:10:00Z")
        #expect(long.startedAt == at("2026-04-04T14:00:00Z"))
        #expect(hours(long) == 1.5)
        let short = try capWindow("Australia/Lord_Howe", .hour, at: "2026-10-03T15:40:00Z")
        #expect(short.startedAt == at("2026-10-03T15:30:00Z"))
        #expect(hours(short) == 0.5)
    }

    @Test("N units begin with the unit that holds the instant")
    func severalUnits() throws {
        let days = try capWindow("America/Chicago", .day, 2, at: "2026-03-07T12:00:00Z")
        #expect(days.startedAt == at("2026-03-07T06:00:00Z"))
        #expect(days.endsAt == at("2026-03-09T05:00:00Z"))
        let weeks = try capWindow("UTC", .week, 2, at: "2026-03-11T12:00:00Z")
        #expect(weeks.startedAt == at("2026-03-09T00:00:00Z"))
        #expect(weeks.endsAt == at("2026-03-23T00:00:00Z"))
        let months = try capWindow("UTC", .month, 3, at: "2026-11-30T12:00:00Z")
        #expect(months.startedAt == at("2026-11-01T00:00:00Z"))
        #expect(months.endsAt == at("2027-02-01T00:00:00Z"))
        let minutes = try capWindow("UTC", .minute, 15, at: "2026-03-10T20:20:41.5Z")
        #expect(minutes.startedAt == at("2026-03-10T20:20:00Z"))
        #expect(minutes.endsAt == at("2026-03-10T20:35:00Z"))
        let hourly = try capWindow("America/New_York", .hour, 4, at: "2026-11-01T04:59:59Z")
        #expect(hourly.endsAt == at("2026-11-01T08:00:00Z"))
    }

    @Test(
        "what cannot be computed has no window",
        arguments: [
            CapPeriod.global, CapPeriod(unit: .other("fortnight")), CapPeriod(unit: .day, length: 0),
            CapPeriod(unit: .day, length: -1), CapPeriod(unit: .minute, length: .max),
            CapPeriod(unit: .month, length: 1_201),
        ])
    func noWindow(period: CapPeriod) {
        #expect(CapWindow.containing(at("2026-03-10T20:20:41Z"), period: period, calendar: .utc) == nil)
    }

    @Test("the longest lengths and instants at the ends of time are answered, not computed for ever")
    func extremes() throws {
        let years = try capWindow("America/New_York", .minute, 52_596_000, at: "2026-01-01T05:00:00Z")
        #expect(hours(years) == 876_600)
        let daily = CapPeriod.daily
        for instant in [Timestamp(milliseconds: .min), Timestamp(milliseconds: .max)] {
            #expect(CapWindow.containing(instant, period: daily, calendar: .utc) == nil)
            #expect(CapCalendar.utc.dateTime(at: instant).hour < 24)
        }
    }
}
