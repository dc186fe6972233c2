// What keeps an edit from being sent, field by field in the field's own words, and how typed assignments become an edit.

extension Edit {
    /// Why the edit cannot be sent; empty when it can. Nothing to change is a problem too.
    ///
    /// - Parameter live: the object as read, so that on the money side what comes of it is judged as a whole, in the
    ///   sandbox's words. What the object has wrong already is not held against the edit.
    public func problems(on live: LiveObject? = nil) -> [FieldProblem] {
        if case .delete = action { return deletionProblems() }
        var problems = changes.compactMap(problem)
        for (index, field) in fields.enumerated() where fields[..<index].contains(field) {
            problems.append(FieldProblem(field: field, "\(field) is given twice"))
        }
        guard problems.isEmpty else { return problems }
        if case .create = action { return creationProblems() }
        guard changes.contains(where: { $0.base != $0.mine }) else {
            return [FieldProblem("there is nothing to change")]
        }
        return wholeProblems(on: live)
    }

    private func wholeProblems(on live: LiveObject?) -> [FieldProblem] {
        guard let resource = target.kind.money, let live, live.target.kind == target.kind else { return [] }
        let body = MoneyBody.full(live.tree, of: resource)
        let known = Set(resource.problems(in: body))
        return resource.problems(in: MoneyBody.applied(changes, to: body)).filter { !known.contains($0) }
    }

    private func problem(_ change: FieldChange) -> FieldProblem? {
        guard let field = EditField.named(change.field, of: target.kind) else {
            return Edit.unknownField(change.field, of: target.kind)
        }
        if change.base == change.mine { return nil }
        if change.mine == .none, case .create = action { return nil }
        if target.kind == .affiliate || target.kind == .offerGroup, field.name == "name", change.mine == .text("") {
            return FieldProblem(field: "name", "name must not be empty")
        }
        return field.problem(with: change.mine)
    }

    static func unknownField(_ name: String, of kind: EditableKind) -> FieldProblem {
        let names = EditField.fields(of: kind).map(\.name).joined(separator: ", ")
        let article = "aeiou".contains(kind.noun.prefix(1)) ? "an" : "a"
        return FieldProblem(
            field: name, "\(name) is no field of \(article) \(kind.noun) that can be changed: \(names)")
    }

    private func creationProblems() -> [FieldProblem] {
        if let resource = target.kind.money, target.isNew {
            return resource.problems(in: MoneyBody.creation(after, of: target.kind))
        }
        guard target.kind == .customCap, target.newPair != nil else {
            return [FieldProblem("captop creates no \(target.kind.noun)s")]
        }
        let hasLimit = changes.contains { ($0.mine.quantity ?? .zero) > .zero }
        return hasLimit ? [] : [FieldProblem("a custom cap needs at least one limit above 0")]
    }

    private func deletionProblems() -> [FieldProblem] {
        let isDeletable = target.kind == .customCap || target.kind == .customPayout
        return isDeletable && target.number != nil
            ? [] : [FieldProblem("only custom caps and custom payout settings can be deleted")]
    }
}

// From what was typed.
extension Edit {
    /// One `field=value` as it was typed.
    public struct Assignment: Hashable, Sendable {
        public var field: String
        public var typed: String

        public init(_ field: String, _ typed: String) {
            self.field = field
            self.typed = typed
        }

        /// Reads `daily_conversion_cap=+10%`; nil without a name before the first `=`.
        public init?(text: some StringProtocol) {
            guard let sign = text.firstIndex(of: "="), sign != text.startIndex else { return nil }
            self.init(String(text[..<sign]), String(text[text.index(after: sign)...]))
        }
    }

    /// What typed assignments make of an object as it stands.
    ///
    /// - Throws: the first problem of the first assignment that has one, or that nothing changes.
    public static func proposing(_ assignments: [Assignment], on live: LiveObject) throws(FieldProblem) -> Edit {
        var changes: [FieldChange] = []
        for assignment in assignments {
            guard let field = EditField.named(assignment.field, of: live.target.kind) else {
                throw unknownField(assignment.field, of: live.target.kind)
            }
            let base = live.values[field.name] ?? .none
            let mine = try field.value(typed: assignment.typed, base: base)
            changes.append(FieldChange(field: field.name, base: base, mine: mine))
        }
        let edit = Edit(target: live.target, objectName: live.name, changes: changes, baseVersion: live.version)
        if let problem = edit.problems(on: live).first { throw problem }
        return edit
    }

    /// A custom cap for a pair that has none yet.
    ///
    /// - Parameter name: what people know the pair by.
    /// - Throws: the first problem of the first assignment that has one, or that there is no limit.
    public static func creating(
        _ assignments: [Assignment], for pair: CustomCapPair, network: String, name: String
    ) throws(FieldProblem) -> Edit {
        var changes: [FieldChange] = []
        for assignment in assignments {
            guard let field = EditField.named(assignment.field, of: .customCap) else {
                throw unknownField(assignment.field, of: .customCap)
            }
            let mine = try field.value(typed: assignment.typed, base: .none)
            changes.append(FieldChange(field: field.name, base: .none, mine: mine))
        }
        let target = EditTarget(network: network, newCustomCapFor: pair)
        let edit = Edit(target: target, action: .create(pair), objectName: name, changes: changes)
        if let problem = edit.problems().first { throw problem }
        return edit
    }

    /// The deletion of a custom cap or a custom payout setting as it stands, all that is lost included; nil for anything
    /// else.
    public static func deleting(_ live: LiveObject) -> Edit? {
        let isDeletable = live.target.kind == .customCap ? live.pair != nil : live.target.kind == .customPayout
        guard isDeletable else { return nil }
        let changes = EditField.fields(of: live.target.kind).compactMap { field in
            live.values[field.name].map { FieldChange(field: field.name, base: $0, mine: .none) }
        }
        return Edit(
            target: live.target, action: .delete(live.pair), objectName: live.name, changes: changes,
            baseVersion: live.version)
    }
}
