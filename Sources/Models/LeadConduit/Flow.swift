// A flow (LeadConduit reference, 3.1): the whole tree as it came, because a change is written back with the whole of it,
// and beside it what captop knows by name.

extension LeadConduit {
    /// One flow. `flow.name`, `flow.caps` and the other members of `FlowContents` read the typed part.
    @dynamicMemberLookup
    public struct Flow: Hashable, Sendable, JSONWritable {
        /// Every member in its order, unknown ones included.
        public let tree: JSONValue
        /// What captop knows of it.
        public let contents: FlowContents
        /// What was passed over or taken as empty while reading, one sentence each.
        public let notes: [String]

        /// Reads the typed part out of a tree.
        public init(tree: JSONValue) throws(WireError) {
            let notes = WireNotes()
            contents = try WireAnswer.object(tree, notes: notes)
            self.tree = tree
            self.notes = notes.lines
        }

        /// A flow that has no tree of its own yet.
        public init(_ contents: FlowContents) {
            self.contents = contents
            tree = WireWriter.json(contents)
            notes = []
        }

        public subscript<Value>(dynamicMember path: KeyPath<FlowContents, Value>) -> Value {
            contents[keyPath: path]
        }

        /// Reads `GET /flows`.
        public static func readList(_ bytes: [UInt8]) throws(WireError) -> Listing<Flow> {
            let root = try WireAnswer.tree(bytes)
            guard let trees = root.array else {
                throw WireAnswer.refusal(root) ?? .malformed("not a list")
            }
            let notes = WireNotes()
            var flows: [Flow] = []
            for (index, tree) in trees.enumerated() {
                do {
                    let flow = try Flow(tree: tree)
                    for note in flow.notes { notes.add("flow \(flow.id): \(note)") }
                    flows.append(flow)
                } catch {
                    notes.add("flow \(index + 1) was passed over: \(error.message)")
                }
            }
            return Listing(items: flows, skipped: notes.lines)
        }

        /// Reads `GET /flows/{id}` and the answer of PUT.
        public static func read(_ bytes: [UInt8]) throws(WireError) -> Flow {
            try Flow(tree: try WireAnswer.tree(bytes))
        }

        /// The tree.
        public func json() -> JSONValue { tree }
    }

    /// The members of a flow that captop knows by name.
    public struct FlowContents: Hashable, Sendable {
        public var id = ""
        public var name = ""
        /// false: submissions end in an error.
        public var enabled = true
        public var level: String?
        /// Ids of the fields that the flow collects.
        public var fields: [String]?
        /// Flow-level caps: leads from any source.
        public var caps: [CapConfiguration]?
        public var acceptanceCriteria: AcceptanceCriteria?
        public var sources: [Source] = []
        /// In processing order.
        public var steps: [Step] = []
        public var pingEnabled: Bool?
        public var pingLimits: [PingLimit]?
        public var createdAt: Timestamp?
        public var updatedAt: Timestamp?

        public init() {}
    }

    /// Which leads a flow or source takes at all.
    public struct AcceptanceCriteria: Hashable, Sendable {
        /// `success`, `failure`, `error`; other words as they came.
        public var outcome = ""
        public var reason: String?
        public var ruleSet: RuleSet?

        public init() {}
    }
}

extension LeadConduit.FlowContents: WireObject {
    static let noun = "flow"

    var defect: String? { id.isEmpty ? "has no id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("name", &name)
        fields.field("enabled", &enabled)
        fields.field("level", &level)
        fields.list("fields", &self.fields)
        fields.nullableObjects("caps", &caps)
        fields.object("acceptance_criteria", &acceptanceCriteria)
        fields.objects("sources", &sources)
        fields.objects("steps", &steps)
        fields.field("ping_enabled", &pingEnabled)
        fields.objects("ping_limits", &pingLimits)
        fields.dateTime("created_at", &createdAt, fractionDigits: 3)
        fields.dateTime("updated_at", &updatedAt, fractionDigits: 3)
    }
}

extension LeadConduit.AcceptanceCriteria: WireObject {
    static let noun = "acceptance_criteria"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("outcome", &outcome)
        fields.field("reason", &reason)
        fields.object("rule_set", &ruleSet)
    }
}
