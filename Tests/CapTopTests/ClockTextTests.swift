// Dates and times in few characters, beside what libc makes of the same instants.
import Models
import Testing

@testable import CapTop

@Suite struct ClockTextTests {
    // `TZ=America/Chicago date -d @1773174041` says Tue Mar 10 15:20:41 CDT 2026.
    private let now = Timestamp(seconds: 1_773_174_041)

    @Test(
        "what one plans by has an hour with its zone within a week, and the day unless that is today",
        arguments: [
            (600, "15:30 CDT"), (86_400, "11 Mar 15:20 CDT"), (6 * 86_400, "16 Mar 15:20 CDT"), (8 * 86_400, "18 Mar"),
        ])
    func planned(seconds: Int64, expected: String) throws {
        let chicago = try #require(CapCalendar(timeZone: "America/Chicago"))
        #expect(ClockText.planned(at: now.adding(seconds: seconds), now: now, in: chicago) == expected)
    }
}
