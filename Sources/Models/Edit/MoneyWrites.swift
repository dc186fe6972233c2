// The steps of changes on the money side (Everflow reference, 9.1, 10.1, 11): a bulk update where custom payout settings
// have one for the fields, else the whole object as received with the changes made.

extension WritePlan {
    static func money(_ edit: Edit, _ resource: MoneyResource, live: LiveObject) throws(FieldProblem) -> [WriteStep] {
        let id = try number(edit)
        if case .delete = edit.action {
            return [WriteStep(.write, Everflow.Requests.deleteCustomPayout(id: id), edits: [edit], answer: .result)]
        }
        guard !edit.pending.isEmpty else { return [] }
        guard needsFullUpdate(edit.pending.map(\.field), of: edit.target.kind) else {
            return [customPayouts([id], edit.pending, edits: [edit])]
        }
        let body = MoneyBody.applied(edit.pending, to: MoneyBody.full(live.tree, of: resource))
        let request: APIRequest
        switch resource {
        case .customPayout: request = Everflow.Requests.putCustomPayout(id: id, body: body)
        case .tieredCommission: request = Everflow.Requests.putTieredCommission(id: id, body: body)
        case .affiliateTier:
            guard body["labels"] != nil else {
                throw FieldProblem("the answer does not say which labels the tier has: a full update would drop them")
            }
            request = Everflow.Requests.putAffiliateTier(id: id, body: body)
        }
        return [WriteStep(.write, request, edits: [edit], answer: .object(id: resource.idName))]
    }

    static func moneyCreation(_ edit: Edit, _ resource: MoneyResource) -> WriteStep {
        let body = MoneyBody.creation(edit.after, of: edit.target.kind)
        let request: APIRequest =
            switch resource {
            case .customPayout: Everflow.Requests.createCustomPayout(body: body)
            case .tieredCommission: Everflow.Requests.createTieredCommission(body: body)
            case .affiliateTier: Everflow.Requests.createAffiliateTier(body: body)
            }
        return WriteStep(.write, request, edits: [edit], answer: .object(id: resource.idName))
    }

    static func customPayouts(_ ids: [Int], _ changes: [FieldChange], edits: [Edit]) -> WriteStep {
        let fields = changes.map { Everflow.FieldEdit(fieldType: $0.field, fieldValue: $0.mine.json) }
        return WriteStep(
            .write, Everflow.Requests.patchCustomPayouts(ids: ids, fields: fields), edits: edits, answer: .result)
    }
}
