// Timestamps as RFC 3339 text, as both upstreams and captop's own JSON write them. Knows no zones but offsets.

extension Timestamp {
    /// Reads `2026-03-10T20:20:41Z`: 0 to 9 fraction digits (cut off after milliseconds), `Z` or an offset such as
    /// `-05:00`, lower-case `t` and `z` too (LeadConduit reference, section 9, rule 5).
    ///
    /// - Returns: nil for anything else, dates and times that do not exist included.
    public init?(rfc3339 text: some StringProtocol) {
        let read = text.utf8.withContiguousStorageIfAvailable { Timestamp(rfc3339: $0) }
        guard let timestamp = read ?? Array(text.utf8).withUnsafeBufferPointer({ Timestamp(rfc3339: $0) }) else {
            return nil
        }
        self = timestamp
    }

    /// The same from its UTF-8.
    init?(rfc3339 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count >= 20, let seconds = Timestamp.localSeconds(bytes) else { return nil }
        var rest = bytes[19...]
        guard let fraction = Timestamp.takeFraction(&rest), let offset = Timestamp.offset(rest) else { return nil }
        self.init(milliseconds: (seconds - offset) * 1_000 + fraction)
    }

    /// `2026-03-10T20:20:41Z`, or with three fraction digits `2026-03-10T20:20:41.125Z`; always UTC.
    ///
    /// Without fraction digits milliseconds are cut off. Instants beyond the years 0 to 9999 are written as the nearest one.
    ///
    /// - Parameter fractionDigits: 0 or 3.
    public func rfc3339(fractionDigits: Int = 0) -> String {
        let instant = min(max(self, Timestamp.earliestText), Timestamp.latestText)
        let local = CivilDateTime(localSeconds: instant.seconds)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        local.date.append(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        bytes.append(decimal: local.hour, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(decimal: local.minute, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(decimal: local.second, width: 2)
        if fractionDigits > 0 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(decimal: Int(instant.milliseconds - instant.seconds * 1_000), width: 3)
        }
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let earliestText = Timestamp(milliseconds: -62_167_219_200_000)
    private static let latestText = Timestamp(milliseconds: 253_402_300_799_999)

    /// Seconds from 1970-01-01 00:00:00 to `YYYY-MM-DDTHH:MM:SS` on the same clock; a leap second is the next minute's first.
    private static func localSeconds(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let date = CivilDate(utf8: bytes[..<10]),
            let hour = Int(decimal: bytes[11..<13]), let minute = Int(decimal: bytes[14..<16]),
            let second = Int(decimal: bytes[17..<19]), hour < 24, minute < 60, second <= 60
        else { return nil }
        return Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    }

    /// Takes `.` and 1 to 9 digits off the front, if there are any: their milliseconds; nil when malformed.
    private static func takeFraction(_ bytes: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
        guard bytes.first == UInt8(ascii: ".") else { return 0 }
        let digits = bytes.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard digits.count <= 9, let value = Int(decimal: digits) else { return nil }
        bytes = bytes[digits.endIndex...]
        var milliseconds = value
        for _ in digits.count..<9 { milliseconds *= 10 }
        return Int64(milliseconds / 1_000_000)
    }

    /// `Z` or `+HH:MM`, in seconds east of UTC.
    private static func offset(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
        guard let sign = bytes.first else { return nil }
        if sign | 0x20 == UInt8(ascii: "z") { return bytes.count == 1 ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), bytes.count == 6 else { return nil }
        let start = bytes.startIndex
        guard bytes[start + 3] == UInt8(ascii: ":"), let hours = Int(decimal: bytes[(start + 1)..<(start + 3)]),
            let minutes = Int(decimal: bytes[(start + 4)...]), hours < 24, minutes < 60
        else { return nil }
        let seconds = Int64(hours * 3_600 + minutes * 60)
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }
}
