// Zones by name, their offsets and letters, and civil dates.
import Models
import Testing

@Suite("Calendars and civil dates")
struct CapCalendarTests {
    @Test("spaces in a zone's name stand for underscores")
    func spaces() {
        #expect(CapCalendar(timeZone: "America/New York") == CapCalendar(timeZone: "America/New_York"))
        #expect(CapCalendar(timeZone: "America/New York")?.identifier == "America/New_York")
    }

    @Test(
        "unknown zones are refused",
        arguments: ["", "Nope/Zone", "../etc/passwd", "Eastern Standard Time", "America/日本"])
    func unknown(name: String) {
        #expect(CapCalendar(timeZone: name) == nil)
        #expect(CapCalendar(timeZone: String(repeating: name + "/", count: 5_000)) == nil)
    }

    @Test(
        "the zones that Everflow documents exist",
        arguments: [
            "Pacific/Kiritimati", "Pacific/Enderbury", "Pacific/Tongatapu", "Pacific/Chatham", "Pacific/Auckland",
            "Pacific/Fiji", "Asia/Kamchatka", "Pacific/Norfolk", "Australia/Lord_Howe", "Pacific/Guadalcanal",
            "Australia/Adelaide", "Australia/Sydney", "Australia/Brisbane", "Australia/Darwin", "Asia/Seoul",
            "Asia/Tokyo", "UTC", "America/New_York", "America/Chicago",
        ])
    func documented(name: String) {
        #expect(CapCalendar(timeZone: name) != nil)
    }

    @Test("the local clock shows date, time of day and weekday")
    func dateTime() throws {
        let chicago = try #require(CapCalendar(timeZone: "America/Chicago"))
        let shown = chicago.dateTime(at: try #require(Timestamp(rfc3339: "2026-03-10T20:20:41Z")))
        #expect((shown.year, shown.month, shown.day) == (2026, 3, 10))
        #expect((shown.hour, shown.minute, shown.second, shown.weekday) == (15, 20, 41, 2))
    }

    @Test(
        "a zone is called by its letters, or by its offset when it has none",
        arguments: [
            ("America/Chicago", "2026-03-10T20:20:41Z", "CDT"), ("America/Chicago", "2026-01-10T20:20:41Z", "CST"),
            ("Europe/Berlin", "2026-07-01T00:00:00Z", "CEST"), ("Europe/London", "2026-07-01T00:00:00Z", "BST"),
            ("Europe/London", "2026-01-01T00:00:00Z", "GMT"), ("Asia/Kolkata", "2026-01-01T00:00:00Z", "IST"),
            ("Australia/Sydney", "2026-01-01T00:00:00Z", "AEDT"), ("Asia/Tehran", "2026-01-01T00:00:00Z", "+0330"),
            ("America/Sao_Paulo", "2026-01-01T00:00:00Z", "-03"), ("UTC", "2026-01-01T00:00:00Z", "UTC"),
            ("Etc/UTC", "2026-01-01T00:00:00Z", "UTC"),
        ])
    func abbreviation(zone: String, instant: String, letters: String) throws {
        let calendar = try #require(CapCalendar(timeZone: zone))
        #expect(calendar.abbreviation(at: try #require(Timestamp(rfc3339: instant))) == letters)
    }

    @Test("offsets follow daylight saving, far into the future too")
    func offsets() throws {
        let berlin = try #require(CapCalendar(timeZone: "Europe/Berlin"))
        #expect(berlin.offsetSeconds(at: try #require(Timestamp(rfc3339: "2150-07-01T00:00:00Z"))) == 7_200)
        #expect(berlin.offsetSeconds(at: try #require(Timestamp(rfc3339: "2150-01-01T00:00:00Z"))) == 3_600)
    }

    @Test("dates and day numbers are each other's inverse over four centuries, one day apart")
    func dayNumbers() {
        var date = CivilDate(year: 1899, month: 12, day: 31)
        for days in (date.daysSinceEpoch + 1)...(date.daysSinceEpoch + 146_097) {
            let isMonthEnd = date.day == CivilDate.length(ofMonth: date.month, year: date.year)
            let next =
                !isMonthEnd
                ? CivilDate(year: date.year, month: date.month, day: date.day + 1)
                : date.month == 12
                    ? CivilDate(year: date.year + 1, month: 1, day: 1)
                    : CivilDate(year: date.year, month: date.month + 1, day: 1)
            guard CivilDate(daysSinceEpoch: days) == next, next.daysSinceEpoch == days else {
                Issue.record("day \(days) is not \(next.text)")
                return
            }
            date = next
        }
        #expect(CivilDate(year: 1970, month: 1, day: 1).daysSinceEpoch == 0)
        #expect(CivilDate(year: 2026, month: 3, day: 10).weekday == 2)
    }

    @Test("adding months stops at the end of a shorter month")
    func months() {
        let january = CivilDate(year: 2028, month: 1, day: 31)
        #expect(january.adding(months: 1).text == "2028-02-29")
        #expect(january.adding(months: -2).text == "2027-11-30")
        #expect(january.adding(months: 13).text == "2029-02-28")
        #expect(CivilDate(year: 2027, month: 1, day: 3).mondayOfWeek.text == "2026-12-28")
    }

    @Test("date text is read exactly")
    func text() {
        #expect(CivilDate(text: "2024-02-29") == CivilDate(year: 2024, month: 2, day: 29))
        #expect(CivilDate(text: "0001-01-01")?.text == "0001-01-01")
        for wrong in [
            "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-1-01", "2026-01-32", "+026-01-01", "",
        ] {
            #expect(CivilDate(text: wrong) == nil)
        }
    }
}
