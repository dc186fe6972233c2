// Quiet hours by the wall clock of a zone, compared with Python's zoneinfo over the days around every change of the clocks.
import Foundation
import Models
import Testing

@Suite("Quiet hours")
struct QuietHoursTests {
    /// Prints for each zone, span and quarter of an hour around each change of 2026 whether the wall clock is within.
    private static let script = """
        import sys
        from datetime import datetime, timezone
        from zoneinfo import ZoneInfo
        zones = ["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kolkata",
                 "Pacific/Chatham", "Africa/Casablanca", "UTC"]
        spans = ["22:00-07:00", "02:00-03:00", "02:15-02:45", "00:00-00:30", "23:30-00:15", "12:00-24:00"]
        # 2026-03-06, 2026-03-27, 2026-04-03, 2026-10-02, 2026-10-23, 2026-10-30: five days from each.
        starts = [1772755200, 1774569600, 1775174400, 1790899200, 1792713600, 1793318400]
        def minutes(text):
            hour, minute = text.split(":")
            return int(hour) * 60 + int(minute)
        for zone in zones:
            for span in spans:
                low, high = map(minutes, span.split("-"))
                bits = []
                for start in starts:
                    for second in range(start, start + 5 * 86400, 900):
                        wall = datetime.fromtimestamp(second, timezone.utc).astimezone(ZoneInfo(zone))
                        now = wall.hour * 60 + wall.minute
                        inside = low <= now < high if low < high else now >= low or now < high
                        bits.append("1" if inside else "0")
                print(zone, span, ",".join(map(str, starts)), "".join(bits))
        """

    @Test("the wall clock of every zone says the same as Python's, also where it jumps and repeats")
    func reference() throws {
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-c", QuietHoursTests.script]
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        try #require(python.terminationStatus == 0)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 8 * 6)
        for line in lines {
            let fields = line.split(separator: " ")
            let calendar = try #require(CapCalendar(timeZone: String(fields[0])))
            let quiet = try #require(QuietHours(fields[1]), "\(fields[1])")
            var instants: [Timestamp] = []
            for start in fields[2].split(separator: ",").compactMap({ Int64($0) }) {
                instants += (0..<480).map { Timestamp(seconds: start + $0 * 900) }
            }
            let found = instants.map { quiet.contains($0, in: calendar) ? "1" : "0" }.joined()
            #expect(found == fields[3], "\(fields[0]) \(fields[1])")
        }
    }

    @Test("the night in which the clock goes back has one more quiet hour, that in which it goes forward one less")
    func lengths() throws {
        let calendar = try #require(CapCalendar(timeZone: "America/Chicago"))
        let quiet = try #require(QuietHours("22:00-07:00"))
        func quietMinutes(from day: String) throws -> Int {
            let noon = try #require(Timestamp(rfc3339: "\(day)T18:00:00Z"))
            return (0..<1440).count { quiet.contains(noon.adding(seconds: Int64($0) * 60), in: calendar) }
        }
        #expect(try quietMinutes(from: "2026-03-07") == 8 * 60)
        #expect(try quietMinutes(from: "2026-10-31") == 10 * 60)
        #expect(try quietMinutes(from: "2026-06-01") == 9 * 60)
    }

    @Test(
        "what is no span of the day is refused",
        arguments: [
            "", "22:00", "22:00-", "-07:00", "22-07", "22:00-22:00", "00:00-24:00", "24:01-07:00", "22:60-07:00",
            "22:0-07:00", "22:00-07:00-08:00", "+2:00-07:00", "22:00 - 07:00", "２２:00-07:00",
        ])
    func refused(text: String) {
        #expect(QuietHours(text) == nil)
    }
}
