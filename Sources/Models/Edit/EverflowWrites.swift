// The steps of changes at Everflow (reference, 4.2, 4.3, 6.4, 7, 8).

extension WritePlan {
    static func creation(_ edit: Edit, _ pair: CustomCapPair?) throws(FieldProblem) -> WriteStep {
        if let resource = edit.target.kind.money { return moneyCreation(edit, resource) }
        guard let pair else { throw FieldProblem("a new custom cap needs an affiliate and an offer") }
        var draft = Everflow.CustomCapDraft()
        draft.affiliateID = pair.affiliateID
        draft.offerID = pair.offerID
        for change in edit.changes {
            switch (change.field, change.mine) {
            case ("name", .text(let name)): draft.name = name
            case ("is_soft_cap", .flag(let isSoft)): draft.isSoftCap = isSoft
            case (let field, .quantity(let maximum)):
                guard let place = Everflow.CapMatrix.place(wireName: field) else { continue }
                draft.caps[place.metric, place.period] = maximum
            case (_, .text), (_, .flag), (_, .list), (_, .none): continue
            }
        }
        return WriteStep(
            .write, Everflow.Requests.createCustomCap(draft), edits: [edit],
            answer: .object(id: "network_custom_cap_setting_id"))
    }

    static func customCap(_ edit: Edit) throws(FieldProblem) -> [WriteStep] {
        let id = try number(edit)
        if case .delete = edit.action {
            return [WriteStep(.write, Everflow.Requests.deleteCustomCap(id: id), edits: [edit], answer: .result)]
        }
        guard !edit.pending.isEmpty else { return [] }
        return [customCaps([id], edit.pending, edits: [edit])]
    }

    /// Custom caps take no `operator` (4.3).
    static func customCaps(_ ids: [Int], _ changes: [FieldChange], edits: [Edit]) -> WriteStep {
        let fields = changes.map { Everflow.FieldEdit(fieldType: $0.field, fieldValue: $0.mine.json) }
        return WriteStep(
            .write, Everflow.Requests.patchCustomCaps(ids: ids, fields: fields), edits: edits, answer: .result)
    }

    static func offer(_ edit: Edit, live: LiveObject) throws(FieldProblem) -> [WriteStep] {
        let id = try number(edit)
        guard !edit.pending.isEmpty else { return [] }
        var fields = bulkFields(edit.pending)
        if needsCompanion(edit.pending) {
            let companions = EditField.limits.compactMap { limit in
                live.values[limit.name].map {
                    FieldChange(field: limit.name, base: $0, mine: edit.after[limit.name] ?? $0)
                }
            }.filter { ($0.mine.quantity ?? .zero) > .zero }
            guard !companions.isEmpty else {
                throw FieldProblem(
                    field: "is_caps_enabled", "is_caps_enabled cannot be true without a limit: give one with it")
            }
            let given = Set(edit.pending.map(\.field))
            fields += bulkFields(companions.filter { !given.contains($0.field) })
        }
        return offers([id], fields, edits: [edit])
    }

    /// Switching caps on without a limit in the same request is refused (6.4); the limits that the offer has will do.
    static func needsCompanion(_ changes: [FieldChange]) -> Bool {
        changes.contains { $0.field == "is_caps_enabled" && $0.mine == .flag(true) }
            && !changes.contains { ($0.mine.quantity ?? .zero) > .zero }
    }

    static func bulkFields(_ changes: [FieldChange]) -> [Everflow.FieldEdit] {
        changes.map { Everflow.FieldEdit(fieldType: $0.field, fieldValue: $0.mine.json, fieldOperator: "overwrite") }
    }

    static func offers(_ ids: [Int], _ fields: [Everflow.FieldEdit], edits: [Edit]) -> [WriteStep] {
        [
            WriteStep(
                .preview, Everflow.Requests.previewOffers(ids: ids, fields: fields), edits: edits, answer: .preview),
            WriteStep(.write, Everflow.Requests.applyOffers(ids: ids, fields: fields), edits: edits, answer: .result),
        ]
    }

    static func affiliates(_ ids: [Int], _ fields: [Everflow.FieldEdit], edits: [Edit]) -> [WriteStep] {
        [WriteStep(.write, Everflow.Requests.applyAffiliates(ids: ids, fields: fields), edits: edits, answer: .result)]
    }

    static func number(_ edit: Edit) throws(FieldProblem) -> Int {
        guard let id = edit.target.number else {
            throw FieldProblem("\(edit.target.key) is no id of a \(edit.target.kind.noun)")
        }
        return id
    }
}
