// Leads as they are submitted: reads the body, lets the engine decide, writes the outcome. LeadConduit reference, 7.1.

import Models

struct LeadSubmission: Sendable {
    static let path = ["flows", "*", "sources", "*", "submit"]
    static let fieldLimit = 200

    let world: SandboxWorld
    let gate: LeadConduitGate

    static func isSubmission(_ segments: [String]) -> Bool {
        segments.count == path.count && zip(path, segments).allSatisfy { $0 == "*" || $0 == $1 }
    }

    /// 201 whatever the outcome; 404 when there is no such flow or source.
    func answer(_ request: SandboxRequest) async throws -> SandboxAnswer {
        guard request.method == "POST" else { throw SandboxFailure(405, "method not allowed") }
        let (flow, source) = (request.segments[1], request.segments[3])
        let plan = await world.read { state, _ in state.leads.flows[flow]?.sources[source] }
        guard let plan else { throw SandboxFailure(404, "not found") }
        if plan.needsAuthentication, !gate.isAuthenticated(request.headers) { throw LeadConduitGate.unauthenticated }
        let fields = try LeadSubmission.fields(request)
        guard let result = try await world.submit(fields, flow: flow, source: source) else {
            throw SandboxFailure(404, "not found")
        }
        return SandboxAnswer(201, LeadSubmission.json(result.decision, id: result.id))
    }

    private static func json(_ decision: LeadDecision, id: String) -> JSONValue {
        var object = JSONObject([("outcome", .string(decision.outcome.rawValue))])
        object["reason"] = decision.reason.map(JSONValue.string)
        object["lead"] = .object([("id", .string(id))])
        object["price"] = .int(0)
        return .object(object)
    }

    /// A JSON object, or a form.
    private static func fields(_ request: SandboxRequest) throws(SandboxFailure) -> [String: LeadValue] {
        let type = request.headers["content-type"]?.lowercased() ?? ""
        var fields: [String: LeadValue] = [:]
        if type.contains("json") || request.body.first == UInt8(ascii: "{") {
            for member in try request.jsonObject().members { fields[member.name] = FlowCompiler.value(member.value) }
        } else {
            for (name, value) in QueryText.items(String(decoding: request.body, as: UTF8.self)) {
                fields[name] = .text(value)
            }
        }
        guard fields.count <= fieldLimit else { throw SandboxFailure(400, "a lead has at most \(fieldLimit) fields") }
        return fields
    }
}
