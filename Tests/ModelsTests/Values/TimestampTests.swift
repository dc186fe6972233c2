// Instants: RFC 3339 text as the upstreams write it, rounding and limits.
import Foundation
import Models
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "zero to nine fraction digits and any offset are read",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-03-10T20:20:41Z", 1_773_174_041_000),
            ("2026-03-10T20:20:41.1Z", 1_773_174_041_100), ("2026-03-10T20:20:41.123Z", 1_773_174_041_123),
            ("2026-03-10T20:20:41.999999999Z", 1_773_174_041_999), ("2026-03-10t20:20:41z", 1_773_174_041_000),
            ("2026-03-10T15:20:41-05:00", 1_773_174_041_000), ("2026-03-11T01:50:41.5+05:30", 1_773_174_041_500),
            ("1969-12-31T23:59:59.999Z", -1), ("2024-02-29T00:00:00+00:00", 1_709_164_800_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000),
        ] as [(String, Int64)])
    func read(text: String, milliseconds: Int64) throws {
        #expect(try #require(Timestamp(rfc3339: text)).milliseconds == milliseconds)
    }

    @Test(
        "bad dates are missing, not guessed",
        arguments: [
            "", "2026-03-10", "2026-03-10T20:20:41", "2026-03-10T20:20Z", "2026-02-30T00:00:00Z",
            "2023-02-29T00:00:00Z",
            "2026-03-10T24:00:00Z", "2026-03-10T20:60:00Z", "2026-03-10T20:20:61Z", "2026-03-10T20:20:41.Z",
            "2026-03-10T20:20:41.1234567890Z", "2026-03-10T20:20:41+0500", "2026-03-10T20:20:41+24:00",
            "2026-03-10 20:20:41Z", "2026-03-10T20:20:41ZZ", "2026-03-10T20:20:41+05:00Z", "-026-03-10T20:20:41Z",
            "2026-03-10T20:20:41é", "Tue, 10 Mar 2026 20:20:41 GMT",
        ])
    func refused(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test("text is UTC, with three fraction digits or none")
    func written() {
        let instant = Timestamp(milliseconds: 1_773_174_041_007)
        #expect(instant.rfc3339() == "2026-03-10T20:20:41Z")
        #expect(instant.rfc3339(fractionDigits: 3) == "2026-03-10T20:20:41.007Z")
        #expect(Timestamp(milliseconds: -1).rfc3339(fractionDigits: 3) == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp(milliseconds: .max).rfc3339() == "9999-12-31T23:59:59Z")
        #expect(Timestamp(milliseconds: .min).rfc3339() == "0000-01-01T00:00:00Z")
    }

    @Test("text agrees with Foundation's formatter and reads back, over four centuries")
    func formatter() throws {
        let formatter = ISO8601DateFormatter()
        for step in Int64(0)..<2_000 {
            let second = -2_208_988_800 + step * 6_311_389
            let text = Timestamp(seconds: second).rfc3339()
            #expect(text == formatter.string(from: Date(timeIntervalSince1970: Double(second))))
            #expect(Timestamp(rfc3339: text) == Timestamp(seconds: second))
        }
    }

    @Test("whole seconds round towards the past, and seconds beyond all time become its end")
    func seconds() {
        #expect(Timestamp(milliseconds: -1).seconds == -1)
        #expect(Timestamp(milliseconds: 1_999).seconds == 1)
        #expect(Timestamp(milliseconds: .min).seconds == Int64.min / 1_000 - 1)
        #expect(Timestamp(seconds: .max).milliseconds == .max)
        #expect(Timestamp(seconds: .min).milliseconds == .min)
    }

    @Test("an instant before or after all time is its begin or end")
    func bounds() {
        #expect(Timestamp(milliseconds: 1_500).adding(seconds: -2) == Timestamp(milliseconds: -500))
        #expect(Timestamp(milliseconds: .max).adding(seconds: 1) == Timestamp(milliseconds: .max))
        #expect(Timestamp(milliseconds: .min).adding(seconds: -1) == Timestamp(milliseconds: .min))
        #expect(Timestamp(milliseconds: .min).adding(seconds: .max) == Timestamp(milliseconds: .max))
        #expect(Timestamp(milliseconds: .max).adding(milliseconds: 1) == Timestamp(milliseconds: .max))
    }
}
