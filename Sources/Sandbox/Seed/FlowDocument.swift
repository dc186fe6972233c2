// A seeded flow before it becomes JSON: its places, its caps in the order they were made, and the document of both.

import Models

struct FlowDocument: Sendable {
    /// A source, or a recipient step.
    struct Place: Sendable {
        var id: String
        var entityID: String
        var name: String
        var zone: String
    }

    /// What a cap is set on; nested caps name the earlier cap by its index.
    enum CapPlace: Hashable, Sendable {
        case flow
        case source(Int)
        case step(Int)
        case nested(in: Int)
    }

    struct Cap: Sendable {
        var id: String
        var place: CapPlace
        var name: String?
        var maximum: Quantity
        var period: CapPeriod
        var rule: LeadProfile.Rule?
        /// Of the traffic of the flow or source it stands on.
        var share: Double
        var reason: String?
        /// Has met no lead yet.
        var isUnused: Bool
    }

    var id: String
    var name: String
    var isEnabled: Bool
    var createdAt: Timestamp
    var updatedAt: Timestamp
    var sources: [Place] = []
    var steps: [Place] = []
    var caps: [Cap] = []

    /// Flow, source or step that a cap finally stands on.
    func root(of place: CapPlace) -> CapPlace {
        var place = place
        while case .nested(let parent) = place { place = caps[parent].place }
        return place
    }

    /// The share of traffic that reaches the caps of `place`.
    func share(of place: CapPlace) -> Double {
        guard case .nested(let parent) = place else { return 1 }
        return caps[parent].share
    }

    func isUnused(_ place: CapPlace) -> Bool {
        guard case .nested(let parent) = place else { return false }
        return caps[parent].isUnused
    }

    func title(of place: CapPlace) -> String {
        switch place {
        case .flow: name
        case .source(let index): sources[index].name
        case .step(let index): steps[index].name
        case .nested(let parent): caps[parent].name ?? name
        }
    }

    // MARK: - JSON

    func json(using random: inout SplitMix64) -> JSONValue {
        .object([
            ("id", .string(id)), ("name", .string(name)), ("enabled", .bool(isEnabled)),
            ("fields", .array(LeadProfile.fields.map(JSONValue.string))),
            ("caps", list(at: .flow, using: &random)), ("acceptance_criteria", acceptance(using: &random)),
            ("sources", .array(sources.indices.map { source($0, using: &random) })),
            ("steps", .array([filter(using: &random)] + steps.indices.map { step($0, using: &random) })),
            ("ping_enabled", .bool(false)), ("created_at", .string(createdAt.rfc3339(fractionDigits: 3))),
            ("updated_at", .string(updatedAt.rfc3339(fractionDigits: 3))),
        ])
    }

    /// Null where there is none, as the vendor asks for at least one cap in a list.
    private func list(at place: CapPlace, using random: inout SplitMix64) -> JSONValue {
        var found: [JSONValue] = []
        for index in caps.indices where caps[index].place == place { found.append(cap(index, using: &random)) }
        return found.isEmpty ? .null : .array(found)
    }

    private func cap(_ index: Int, using random: inout SplitMix64) -> JSONValue {
        let cap = caps[index]
        var object = JSONObject([("id", .string(cap.id)), ("type", .string("volume"))])
        object["name"] = cap.name.map(JSONValue.string)
        object["maximum"] = .quantity(cap.maximum)
        object["duration"] = .int(cap.period.length)
        object["duration_units"] = .string(cap.period.unit.rawValue)
        object["time_zone"] = .string(SandboxNetwork.accountZone)
        object["rule_set"] = cap.rule.map { FlowDocument.ruleSet($0.left, $0.operation, $0.right, using: &random) }
        object["reason"] = cap.reason.map(JSONValue.string)
        object["created_at"] = .string(createdAt.rfc3339(fractionDigits: 0))
        let nested = list(at: .nested(in: index), using: &random)
        if !nested.isNull { object["caps"] = nested }
        return .object(object)
    }

    private static func ruleSet(
        _ left: String, _ operation: LeadOperator, _ right: JSONValue?, using random: inout SplitMix64
    ) -> JSONValue {
        var rule = JSONObject([
            ("id", .string(random.shortID())), ("lhv", .string(left)), ("op", .string(operation.rawValue)),
        ])
        rule["rhv"] = right
        return .object([
            ("id", .string(random.shortID())), ("op", .string("and")), ("rules", .array([.object(rule)])),
        ])
    }

    private func acceptance(using random: inout SplitMix64) -> JSONValue {
        .object([
            ("outcome", .string("failure")), ("reason", .string("Missing email")),
            ("rule_set", FlowDocument.ruleSet("lead.email", .isNotBlank, nil, using: &random)),
        ])
    }

    private func entity(_ place: Place) -> JSONValue {
        .object([
            ("id", .string(place.entityID)), ("name", .string(place.name)), ("time_zone", .string(place.zone)),
        ])
    }

    private func source(_ index: Int, using random: inout SplitMix64) -> JSONValue {
        .object([
            ("id", .string(sources[index].id)), ("enabled", .bool(true)), ("authentication_required", .bool(false)),
            ("integration", FlowDocument.integration("leadconduit-default.inbound")),
            ("entity", entity(sources[index])), ("caps", list(at: .source(index), using: &random)),
        ])
    }

    private func step(_ index: Int, using random: inout SplitMix64) -> JSONValue {
        .object([
            ("id", .string(steps[index].id)), ("type", .string("recipient")),
            ("description", .string(steps[index].name)), ("entity", entity(steps[index])),
            ("integration", FlowDocument.integration("leadconduit-custom.outbound.json")),
            ("caps", list(at: .step(index), using: &random)), ("enabled", .bool(true)), ("retry_enabled", .bool(false)),
        ])
    }

    private func filter(using random: inout SplitMix64) -> JSONValue {
        .object([
            ("id", .string(random.shortID())), ("type", .string("filter")), ("description", .string("Stop duplicates")),
            ("outcome", .string("failure")), ("reason", .string("Duplicate lead")),
            ("rule_set", FlowDocument.ruleSet("suppressionlist.is_duplicate", .isTrue, nil, using: &random)),
            ("enabled", .bool(true)),
        ])
    }

    private static func integration(_ module: String) -> JSONValue {
        .object([("module_id", .string(module)), ("mappings", .array([]))])
    }
}
