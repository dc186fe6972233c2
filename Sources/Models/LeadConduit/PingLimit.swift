// A limit on pings, or its counter: the reference shows one shape declared and the other defined (2.5), so one type reads both.

extension LeadConduit {
    /// One ping limit. Usage cannot be relied on: `count` is not in the schema.
    public struct PingLimit: Hashable, Sendable, JSONWritable {
        public var id = ""
        public var name: String?
        public var maximum: Quantity?
        public var duration: Quantity?
        public var durationUnits = ""
        public var timeZone: String?
        public var flowID: String?
        /// The id of the source's entity.
        public var sourceID: String?
        public var count: Quantity?
        /// Pings refused in this interval.
        public var failedCount: Quantity?
        public var startedAt: Timestamp?
        public var expiresAt: Timestamp?
        /// On the configuration only.
        public var createdAt: Timestamp?

        public init() {}

        public var period: CapPeriod { LeadConduit.period(duration: duration, units: durationUnits) }

        /// Reads `GET /ping_limits`.
        public static func readList(_ bytes: [UInt8]) throws(WireError) -> Listing<PingLimit> {
            try Listing.read(bytes)
        }

        /// Reads `GET /ping_limits/{id}`.
        public static func read(_ bytes: [UInt8]) throws(WireError) -> PingLimit {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension LeadConduit.PingLimit: WireObject {
    static let noun = "ping limit"

    var defect: String? { id.isEmpty ? "has no id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("name", &name)
        fields.amount("maximum", &maximum)
        fields.amount("duration", &duration)
        fields.field("duration_units", &durationUnits)
        fields.field("time_zone", &timeZone)
        fields.field("flow_id", &flowID)
        fields.field("source_id", &sourceID)
        fields.amount("count", &count)
        fields.amount("failed_count", &failedCount)
        fields.dateTime("started_at", &startedAt, fractionDigits: 3)
        fields.dateTime("expires_at", &expiresAt, fractionDigits: 3)
        fields.dateTime("created_at", &createdAt, fractionDigits: 0)
    }
}
