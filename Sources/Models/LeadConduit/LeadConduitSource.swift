// A source of a flow, and the parts that sources and steps share (LeadConduit reference, 3.1).

extension LeadConduit {
    /// One element of `sources[]`. Its entity's id, not its own, stands on counters and in submission addresses.
    public struct Source: Hashable, Sendable {
        public var id = ""
        public var enabled = true
        public var authenticationRequired: Bool?
        public var integration: Integration?
        public var entity: EntityReference?
        public var credentialID: String?
        public var acceptanceCriteria: AcceptanceCriteria?
        public var pingLimits: [PingLimit]?
        public var caps: [CapConfiguration]?

        public init() {}
    }

    /// Who stands behind a source or a recipient step.
    public struct EntityReference: Hashable, Sendable {
        public var id = ""
        public var name = ""
        public var timeZone: String?

        public init() {}

        public init(id: String, name: String, timeZone: String? = nil) {
            self.id = id
            self.name = name
            self.timeZone = timeZone
        }
    }

    public struct Integration: Hashable, Sendable {
        public var moduleID = ""
        /// As they came.
        public var mappings: JSONValue?

        public init() {}
    }
}

extension LeadConduit.Source: WireObject {
    static let noun = "source"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("enabled", &enabled)
        fields.field("authentication_required", &authenticationRequired)
        fields.object("integration", &integration)
        fields.object("entity", &entity)
        fields.field("credential_id", &credentialID)
        fields.object("acceptance_criteria", &acceptanceCriteria)
        fields.objects("ping_limits", &pingLimits)
        fields.nullableObjects("caps", &caps)
    }
}

extension LeadConduit.EntityReference: WireObject {
    static let noun = "entity"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("name", &name)
        fields.field("time_zone", &timeZone)
    }
}

extension LeadConduit.Integration: WireObject {
    static let noun = "integration"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("module_id", &moduleID)
        fields.tree("mappings", &mappings)
    }
}
