// The running tally of a cap (LeadConduit reference, section 2). Listed only once a lead came its way in this interval.

extension LeadConduit {
    /// One counter; null equals missing.
    public struct CapCounter: Hashable, Sendable, JSONWritable {
        /// The id of the cap, as in the flow.
        public var id = ""
        /// Undocumented; see the reference, 2.2, before use.
        public var capIDs: [String]?
        /// The caps nested below, as configured.
        public var caps: [CapConfiguration]?
        @Compact public var count: Quantity?
        @Compact public var duration: Quantity?
        public var durationUnits = ""
        /// The last instant of the interval.
        @Compact public var expiresAt: Timestamp?
        /// Leads turned away since the interval began.
        @Compact public var failedCount: Quantity?
        public var flowID: String?
        @Compact public var maximum: Quantity?
        public var name: String?
        /// The id of the source's entity, not of `sources[]`.
        public var sourceID: String?
        @Compact public var startedAt: Timestamp?
        public var stepID: String?
        public var timeZone: String?
        /// `volume`; other words as they came.
        public var type = ""
        @Compact public var updatedAt: Timestamp?

        public init() {}

        /// Where the cap belongs to (reference, 2.2).
        public var scope: CapScope {
            if let stepID, !stepID.isEmpty { return .step }
            if let sourceID, !sourceID.isEmpty { return .source }
            return .flow
        }

        public var period: CapPeriod { LeadConduit.period(duration: duration, units: durationUnits) }

        /// Reads `GET /caps`.
        public static func readList(_ bytes: [UInt8]) throws(WireError) -> Listing<CapCounter> {
            try Listing.read(bytes)
        }

        /// Reads `GET /caps/{id}`.
        public static func read(_ bytes: [UInt8]) throws(WireError) -> CapCounter {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension LeadConduit.CapCounter: WireObject {
    static let noun = "cap counter"

    var defect: String? { id.isEmpty ? "has no id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.list("cap_ids", &capIDs)
        fields.objects("caps", &caps)
        fields.amount("count", &count)
        fields.amount("duration", &duration)
        fields.field("duration_units", &durationUnits)
        fields.dateTime("expires_at", &expiresAt, fractionDigits: 3)
        fields.amount("failed_count", &failedCount)
        fields.field("flow_id", &flowID)
        fields.amount("maximum", &maximum)
        fields.field("name", &name)
        fields.field("source_id", &sourceID)
        fields.dateTime("started_at", &startedAt, fractionDigits: 3)
        fields.field("step_id", &stepID)
        fields.field("time_zone", &timeZone)
        fields.field("type", &type)
        fields.dateTime("updated_at", &updatedAt, fractionDigits: 3)
    }
}
