// Edits that only the money side has: new objects, objects that retire because they cannot be deleted, and affiliates that
// change tiers. Sends nothing.

extension MoneyResource {
    /// What an object gets instead of a deletion; nil where there is one (Everflow reference, 10.1, 11).
    public var retirement: (field: String, status: String)? {
        switch self {
        case .customPayout: nil
        case .tieredCommission: ("status", "inactive")
        case .affiliateTier: ("status", "deleted")
        }
    }
}

extension Edit {
    /// A new object of the money side: what was typed, and the defaults of what every body must carry.
    ///
    /// - Throws: the first problem of the first assignment that has one, or of the object as a whole.
    public static func creating(
        _ assignments: [Assignment], _ resource: MoneyResource, network: String
    ) throws(FieldProblem) -> Edit {
        let target = EditTarget(network: network, new: resource)
        var values = EditField.defaults(of: target.kind)
        for assignment in assignments {
            guard let field = EditField.named(assignment.field, of: target.kind) else {
                throw unknownField(assignment.field, of: target.kind)
            }
            values[field.name] = try field.value(typed: assignment.typed, base: .none)
        }
        let edit = creating(values, resource, network: network)
        if let problem = edit.problems().first { throw problem }
        return edit
    }

    /// A new object of the money side with these values, in the order in which editors list them.
    public static func creating(
        _ values: [String: FieldValue], _ resource: MoneyResource, network: String
    ) -> Edit {
        let target = EditTarget(network: network, new: resource)
        let changes = EditField.fields(of: target.kind).compactMap { field in
            values[field.name].map { FieldChange(field: field.name, base: .none, mine: $0) }
        }
        let name = values["name"]?.text ?? ""
        return Edit(
            target: target, action: .create(nil), objectName: name.isEmpty ? "new \(target.kind.noun)" : name,
            changes: changes)
    }
}

/// An affiliate that goes from one tier to another: no request does that at once (Everflow reference, 11).
public enum TierMove {
    private static let members = "network_affiliate_ids"

    /// The edits, to be applied as one batch; without one for a tier that is as it shall be.
    ///
    /// - Parameters:
    ///   - from: the tier that it is in, as just read; nil when it is in none.
    ///   - to: the tier that it goes to; nil when it goes to none.
    public static func edits(affiliate id: Int, from: LiveObject?, to: LiveObject?) -> [Edit] {
        guard from?.target != to?.target else { return [] }
        let leaving = from.flatMap { edit(of: $0) { entries in entries.filter { $0.int64 != Int64(id) } } }
        let joining = to.flatMap { edit(of: $0) { $0 + [.int(id)] } }
        return [leaving, joining].compactMap { $0 }
    }

    private static func edit(of tier: LiveObject, _ change: ([JSONValue]) -> [JSONValue]) -> Edit? {
        guard tier.target.kind == .affiliateTier, let field = EditField.named(members, of: .affiliateTier),
            let base = tier.values[members]
        else { return nil }
        let mine = field.value(ofEntries: change(base.entries))
        guard mine != base else { return nil }
        return Edit(
            target: tier.target, objectName: tier.name,
            changes: [FieldChange(field: members, base: base, mine: mine)], baseVersion: tier.version)
    }
}
