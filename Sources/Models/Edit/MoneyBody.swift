// Whole objects of the money side as requests carry them (Everflow reference, 9.2, 10.2, 11): what was received with
// changes made to it, and new ones. Judges nothing.

enum MoneyBody {
    /// The answer with what it nests put where requests carry it; nothing else moves and nothing goes.
    static func full(_ tree: JSONValue, of resource: MoneyResource) -> JSONValue {
        switch resource {
        case .customPayout:
            let received = try? Everflow.Received<Everflow.CustomPayoutRevenue>(tree: tree)
            return received.map { $0.fullUpdate(to: $0.value) } ?? tree
        case .tieredCommission: return withoutUnknownActions(tree)
        case .affiliateTier:
            let received = try? Everflow.Received<Everflow.AffiliateTier>(tree: tree)
            return received.map { $0.fullUpdate(to: $0.value) } ?? tree
        }
    }

    /// Answers say `unknown` of what is off, and requests take the empty text for it (Everflow reference, 10.2).
    private static func withoutUnknownActions(_ tree: JSONValue) -> JSONValue {
        ["payout", "revenue", "retroactive_payout", "retroactive_revenue"].reduce(tree) { tree, side in
            guard tree["\(side)_action"]?.text == "unknown", tree["is_\(side)_enabled"]?.bool != true else {
                return tree
            }
            var body = tree
            body["\(side)_action"] = .string("")
            return body
        }
    }

    /// `body` with the proposed values; everything else stays as it is.
    static func applied(_ changes: [FieldChange], to body: JSONValue) -> JSONValue {
        changes.reduce(body) { body, change in
            if let field = rulesetField(change.field) { return field.setting(change.mine.json, in: body) }
            var result = body
            result[change.field] = change.mine.json
            return result
        }
    }

    /// A new object: what is given in the wire's order, and the defaults of what every body must carry.
    static func creation(_ given: [String: FieldValue], of kind: EditableKind) -> JSONValue {
        guard let resource = kind.money else { return .null }
        let values = EditField.defaults(of: kind).merging(given.filter { $0.value != .none }) { $1 }
        var body: JSONValue = .object([])
        for field in resource.fields {
            if field.shape == .ruleset {
                body["ruleset"] = ruleset(values)
            } else if field.isWritable, let value = values[field.name] {
                body[field.name] = value.json
            } else if field.name == "relationship", resource == .tieredCommission {
                body["relationship"] = .object([])
            }
        }
        return body
    }

    /// nil when nothing is given for it.
    private static func ruleset(_ values: [String: FieldValue]) -> JSONValue? {
        let changes = EditField.customPayout.compactMap { field in
            rulesetField(field.name).flatMap { _ in
                values[field.name].map { FieldChange(field: field.name, base: .none, mine: $0) }
            }
        }
        return changes.isEmpty ? nil : applied(changes, to: .object([]))["ruleset"]
    }

    private static func rulesetField(_ name: String) -> Everflow.CustomPayoutField? {
        Everflow.CustomPayoutField(rawValue: name).flatMap { $0.rulesetMember == nil ? nil : $0 }
    }
}
