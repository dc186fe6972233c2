// A proposed change of one object: base, mine and live of each field, and how it reads. Knows no screen and no socket;
// which requests it becomes says WritePlan.

/// What an edit does with its object.
public enum EditAction: Hashable, Sendable, Codable {
    case change
    /// An object that does not exist yet: every change's base is missing. Of a custom cap the pair that it is for.
    case create(CustomCapPair?)
    /// The object goes: every change's `mine` is missing, its base is what is lost. Of a custom cap the pair it was for.
    case delete(CustomCapPair?)
}

/// A proposed change of one object.
public struct Edit: Hashable, Sendable, Codable {
    public var target: EditTarget
    public var action: EditAction
    /// What people know the object by.
    public var objectName: String
    public var changes: [FieldChange]
    /// The mark of the object's (for LeadConduit the flow's) last change when the operator looked: `time_saved`,
    /// `updated_at`. nil when it did not say.
    public var baseVersion: String?

    public init(
        target: EditTarget, action: EditAction = .change, objectName: String, changes: [FieldChange],
        baseVersion: String? = nil
    ) {
        self.target = target
        self.action = action
        self.objectName = objectName
        self.changes = changes
        self.baseVersion = baseVersion
    }

    public var fields: [String] { changes.map(\.field) }

    /// What the fields were when the operator looked.
    public var before: [String: FieldValue] { values(\.base) }

    /// What the fields shall be.
    public var after: [String: FieldValue] { values(\.mine) }

    private func values(_ member: (FieldChange) -> FieldValue) -> [String: FieldValue] {
        Dictionary(changes.map { ($0.field, member($0)) }, uniquingKeysWith: { $1 })
    }

    /// The edit that takes this one back: base and mine swapped, a deletion as a creation with the values that were lost, a
    /// creation as a deletion, or as a retirement where nothing can be deleted.
    ///
    /// - Parameter createdKey: the id that the server gave to what was created.
    /// - Returns: nil for a creation without that id, and for the deletion of a custom cap without its pair.
    public func inverse(createdKey: String? = nil) -> Edit? {
        var result = self
        result.baseVersion = nil
        result.changes = changes.map { FieldChange(field: $0.field, base: $0.mine, mine: $0.base) }
        switch action {
        case .change: break
        case .create(let pair):
            guard let createdKey else { return nil }
            result.target.key = createdKey
            result.action = .delete(pair)
            if let (field, status) = target.kind.money?.retirement {
                result.action = .change
                result.changes = [FieldChange(field: field, base: after[field] ?? .none, mine: .text(status))]
            }
        case .delete(let pair):
            guard let target = newTarget(pair) else { return nil }
            result.target = target
            result.action = .create(pair)
            result.changes.removeAll { $0.mine.isEmpty }
        }
        return result
    }

    private func newTarget(_ pair: CustomCapPair?) -> EditTarget? {
        if let pair { return EditTarget(network: target.network, newCustomCapFor: pair) }
        return target.kind.money.map { EditTarget(network: target.network, new: $0) }
    }
}

// How it reads.
extension Edit {
    /// One line a change: `daily_conversion_cap 40 -> 44 (+10 %)`, `daily_conversion_cap 40 -> unlimited`.
    public func summary() -> [String] {
        let lines = changes.filter { $0.base != $0.mine && !($0.base.isEmpty && $0.mine.isEmpty) }.map(line)
        switch action {
        case .change: return lines
        case .create(let pair):
            let place = pair.map { " for affiliate \($0.affiliateID) on offer \($0.offerID)" } ?? ""
            let article = target.kind == .affiliateTier ? "an" : "a"
            return ["create \(article) \(target.kind.noun)\(place)"] + lines
        case .delete: return ["delete \(target.kind.noun) \(target.key)"] + lines
        }
    }

    /// Whether a production account should ask twice: a limit changes by more than half of what it was, appears or
    /// goes, something is switched off, or the object is deleted.
    public var isDrastic: Bool {
        if case .delete = action { return true }
        return changes.contains { change in
            guard case .change = action, change.base != change.mine else { return false }
            if change.field.hasSuffix("status") {
                return change.base == .text("active") || change.mine == .text("deleted")
            }
            if change.field == "is_apply_all_affiliates" { return true }
            if change.mine == .flag(false) { return change.field != "is_soft_cap" }
            guard case .quantity(let base) = change.base, case .quantity(let mine) = change.mine else { return false }
            let difference = (mine - base).millionths.magnitude
            return base == .zero || mine == .zero || difference > base.millionths.magnitude / 2
        }
    }

    private func line(_ change: FieldChange) -> String {
        let field = EditField.named(change.field, of: target.kind)
        let base = field?.display(change.base) ?? change.base.text
        let mine = field?.display(change.mine) ?? change.mine.text
        let share = field?.isLimit == false ? nil : change.percentage
        return "\(change.field) \(base) -> \(mine)" + (share.map { " (\($0))" } ?? "")
    }
}
