// The bodies of full updates (Everflow reference, 7 and 8): the received object with the changes made. An omitted member
// falls back to a default there, so that nothing received is dropped, and what answers nest is lifted to where requests
// carry it.

extension WritePlan {
    static func offerGroup(
        _ edit: Edit, live: LiveObject, unsaid: [String: JSONValue]
    ) throws(FieldProblem) -> WriteStep {
        let id = try number(edit)
        var body = changed(live.tree, by: edit.pending)
        lift("network_offer_ids", isList: true, in: &body)
        lift("labels", isList: true, in: &body)
        for (name, value) in unsaid.sorted(by: { $0.key < $1.key }) { body[name] = value }
        guard body["network_offer_ids"]?.array != nil else {
            throw FieldProblem("the answer does not say which offers the group has: a full update would take them out")
        }
        return WriteStep(
            .write, Everflow.Requests.putOfferGroup(id: id, body: body), edits: [edit],
            answer: .object(id: "network_offer_group_id"))
    }

    static func affiliate(
        _ edit: Edit, live: LiveObject, unsaid: [String: JSONValue]
    ) throws(FieldProblem) -> [WriteStep] {
        let id = try number(edit)
        let status = edit.pending.filter { $0.field == "account_status" }
        let others = edit.pending.filter { $0.field != "account_status" }
        let patch = status.isEmpty ? [] : affiliates([id], bulkFields(status), edits: [edit])
        guard !others.isEmpty else { return patch }
        return patch + [try affiliatePut(edit, id: id, live: live, unsaid: unsaid)]
    }

    private static func affiliatePut(
        _ edit: Edit, id: Int, live: LiveObject, unsaid: [String: JSONValue]
    ) throws(FieldProblem) -> WriteStep {
        var body = changed(live.tree, by: edit.pending)
        for name in ["labels", "billing", "contact_address"] { lift(name, isList: name == "labels", in: &body) }
        for (name, value) in unsaid.sorted(by: { $0.key < $1.key }) { body[name] = value }
        guard body["billing"]?.object != nil else {
            throw FieldProblem("the answer does not say how the affiliate is paid: a full update would reset it")
        }
        guard body["is_contact_address_enabled"]?.bool != true || body["contact_address"]?.object != nil else {
            throw FieldProblem("the answer does not say the affiliate's address: a full update would reset it")
        }
        let status = body["account_status"]?.text ?? ""
        guard status == "active" || status == "inactive" else {
            throw FieldProblem("a full update takes active and inactive affiliates only: this one is \(status)")
        }
        return WriteStep(
            .write, Everflow.Requests.putAffiliate(id: id, body: body), edits: [edit],
            answer: .object(id: "network_affiliate_id"))
    }

    private static func changed(_ tree: JSONValue, by changes: [FieldChange]) -> JSONValue {
        var body = tree
        for change in changes { body[change.field] = change.mine.json }
        return body
    }

    /// Copies a member of `relationship` to the top unless it stands there; of `{total, entries}` the entries. A list that
    /// is null is an empty one (Everflow reference, 1.6).
    private static func lift(_ name: String, isList: Bool, in body: inout JSONValue) {
        guard body[name] == nil, let found = body["relationship"]?[name] else { return }
        let entries = found["entries"] ?? found
        if !entries.isNull { body[name] = entries } else if isList { body[name] = .array([]) }
    }
}
