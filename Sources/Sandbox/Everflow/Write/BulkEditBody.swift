// The body of Everflow's bulk edits: which objects, and what to set on each of them. Everflow reference, 4.3, 6.4, 8.2.

import Models

struct BulkEditBody: Sendable {
    static let overwrite = "overwrite"

    /// Each once, in their order.
    let ids: [Int]
    let fields: [WriteField]

    /// `idsName`: `network_offer_ids` and the like.
    init(_ request: SandboxRequest, idsName: String) throws(SandboxFailure) {
        let body = try request.jsonObject()
        ids = try body.required(idsName).ids()
        guard !ids.isEmpty else { throw SandboxFailure(400, "\(idsName) must not be empty") }
        guard let items = try body.required("fields").value.array, !items.isEmpty else {
            throw SandboxFailure(400, "fields must be a list with fields")
        }
        var fields: [WriteField] = []
        for item in items {
            let field = try BulkEditBody.field(item)
            guard !fields.contains(where: { $0.name == field.name }) else {
                throw SandboxFailure(400, "\(field.name) is set twice")
            }
            fields.append(field)
        }
        self.fields = fields
    }

    private static func field(_ item: JSONValue) throws(SandboxFailure) -> WriteField {
        guard let object = item.object, case .string(let name) = object["field_type"], !name.isEmpty else {
            throw SandboxFailure(400, "each of fields needs a field_type")
        }
        guard let value = object["field_value"] else { throw SandboxFailure(400, "\(name) needs a field_value") }
        if let given = object.field("operator"), given.value != .string(overwrite) {
            throw SandboxFailure(400, "\(name): the operator must be \(overwrite)")
        }
        return WriteField(name, value)
    }

    /// Whether one of the fields sets a limit above 0.
    var setsLimit: Bool {
        fields.contains { LimitSlot.byWireName[$0.name] != nil && ($0.value.quantity ?? .zero) > .zero }
    }
}

extension EverflowAPI {
    /// `{"result": true}`
    static let done = Everflow.EditResult.succeeded.json()
}

extension Everflow.EditResult {
    fileprivate static var succeeded: Everflow.EditResult {
        var answer = Everflow.EditResult()
        answer.result = true
        return answer
    }
}
