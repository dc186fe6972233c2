// A cap as it is configured inside a flow (LeadConduit reference, 3.2).

extension LeadConduit {
    /// One configured cap, with those nested below it.
    public struct CapConfiguration: Hashable, Sendable, JSONWritable {
        /// Assigned by the server; empty on a cap that it has not seen yet.
        public var id = ""
        /// `volume`; other words as they came.
        public var type: String?
        public var name: String?
        public var maximum: Quantity?
        public var duration: Quantity?
        public var durationUnits = ""
        public var timeZone: String?
        /// Given to the source when the cap is reached; `Cap reached` when missing.
        public var reason: String?
        /// Only leads that pass are counted and stopped.
        public var ruleSet: RuleSet?
        public var createdAt: Timestamp?
        public var caps: [CapConfiguration]?

        public init() {}

        public var period: CapPeriod { LeadConduit.period(duration: duration, units: durationUnits) }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension LeadConduit.CapConfiguration: WireObject {
    static let noun = "cap"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("type", &type)
        fields.field("name", &name)
        fields.amount("maximum", &maximum)
        fields.amount("duration", &duration)
        fields.field("duration_units", &durationUnits)
        fields.field("time_zone", &timeZone)
        fields.field("reason", &reason)
        fields.object("rule_set", &ruleSet)
        fields.dateTime("created_at", &createdAt, fractionDigits: 0)
        fields.objects("caps", &caps)
    }
}
