// One entry of a change log (LeadConduit reference, 3.6): who changed what. Users' keys in it are not read.

extension LeadConduit {
    public struct ChangelogEntry: Hashable, Sendable, JSONWritable {
        public var id = ""
        /// `flow`, `entity`, `field`, `report`; other words as they came.
        public var type = ""
        /// `create`, `update`, `delete`, ...
        public var action = ""
        public var changes: [LoggedChange] = []
        /// The whole object after the change.
        public var currentRevision: JSONValue?
        /// Of undescribed form.
        public var delta: JSONValue?
        public var createdAt: Timestamp?
        /// Only when a signed-in user made the change.
        public var user: User?

        public init() {}

        /// Reads `GET /flows/{id}/changelogs`.
        public static func readList(_ bytes: [UInt8]) throws(WireError) -> Listing<ChangelogEntry> {
            try Listing.read(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }

    /// One changed member.
    public struct LoggedChange: Hashable, Sendable {
        public var action = ""
        public var target: String?
        public var deltaPath: String?
        public var previous: LoggedValue?
        public var current: LoggedValue?

        public init() {}
    }

    public struct LoggedValue: Hashable, Sendable {
        /// Text, boolean or list.
        public var value: JSONValue?
        public var index: Int?

        public init() {}
    }
}

extension LeadConduit.ChangelogEntry: WireObject {
    static let noun = "change log entry"

    var defect: String? { id.isEmpty ? "has no id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("type", &type)
        fields.field("action", &action)
        fields.objects("changes", &changes)
        fields.tree("current_revision", &currentRevision)
        fields.tree("delta_from_last_revision", &delta)
        fields.dateTime("created_at", &createdAt, fractionDigits: 0)
        fields.object("user", &user)
    }
}

extension LeadConduit.LoggedChange: WireObject {
    static let noun = "change"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("action", &action)
        fields.field("target", &target)
        fields.field("delta_path", &deltaPath)
        fields.object("previous", &previous)
        fields.object("current", &current)
    }
}

extension LeadConduit.LoggedValue: WireObject {
    static let noun = "value"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.tree("value", &value)
        fields.field("index", &index)
    }
}
