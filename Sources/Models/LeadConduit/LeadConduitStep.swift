// A step of a flow: a filter, or a recipient with its own caps (LeadConduit reference, 3.1).

extension LeadConduit {
    /// One element of `steps[]`; its id stands on counters as `step_id`.
    public struct Step: Hashable, Sendable {
        public var id = ""
        /// `recipient` or `filter`; other words as they came.
        public var type = ""
        /// The step's label.
        public var description: String?
        public var notes: String?
        /// Filters: what stopping a lead means.
        public var outcome: String?
        public var reason: String?
        /// Recipients: who receives.
        public var entity: EntityReference?
        public var integration: Integration?
        public var ruleSet: RuleSet?
        public var caps: [CapConfiguration]?
        public var enabled = true
        public var retryEnabled: Bool?

        public init() {}

        public var isRecipient: Bool { type == "recipient" }

        /// The label, else the recipient's name, else the id (reference, 4.1).
        public var displayName: String {
            if let description, !description.isEmpty { return description }
            if let name = entity?.name, !name.isEmpty { return name }
            return id
        }
    }
}

extension LeadConduit.Step: WireObject {
    static let noun = "step"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("type", &type)
        fields.field("description", &description)
        fields.field("notes", &notes)
        fields.field("outcome", &outcome)
        fields.field("reason", &reason)
        fields.object("entity", &entity)
        fields.object("integration", &integration)
        fields.object("rule_set", &ruleSet)
        fields.objects("caps", &caps)
        fields.field("enabled", &enabled)
        fields.field("retry_enabled", &retryEnabled)
    }
}
