// One entry of Everflow's time zone list (Everflow reference, 1.7), which turns IANA names into the ids that requests take.

extension Everflow {
    public struct Timezone: Hashable, Sendable, JSONWritable {
        public var id = 0
        /// IANA name: `America/New_York`.
        public var timezone = ""
        /// For display; changes with daylight saving.
        public var timezoneName = ""
        /// The offset in force now: `-05:00`.
        public var utcOffset = ""

        public init() {}

        public init(id: Int, timezone: String, timezoneName: String, utcOffset: String) {
            self.id = id
            self.timezone = timezone
            self.timezoneName = timezoneName
            self.utcOffset = utcOffset
        }

        /// Reads the answer of `GET /meta/timezones`; it has no paging.
        public static func readList(_ bytes: [UInt8]) throws(WireError) -> Page<Timezone> {
            try Page.read(bytes, key: "timezones")
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension Everflow.Timezone: WireObject {
    static let noun = "timezone"

    var defect: String? {
        if id == 0 { return "has no timezone_id" }
        return timezone.isEmpty ? "has no timezone" : nil
    }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("timezone_id", &id)
        fields.field("timezone", &timezone)
        fields.field("timezone_name", &timezoneName)
        fields.field("utc_offset", &utcOffset)
    }
}
