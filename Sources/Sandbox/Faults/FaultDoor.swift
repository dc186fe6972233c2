// `/sandbox/faults`: lists the faults and replaces them while the sandbox runs.

import Models

struct FaultDoor: Sendable {
    static let limit = 1000

    let board: FaultBoard

    /// GET lists; POST takes all rules there shall be under `faults`, an empty list for none. A bad rule changes nothing.
    func answer(_ request: SandboxRequest) throws -> SandboxAnswer {
        switch request.method {
        case "GET": break
        case "POST": board.replace(try FaultDoor.rules(try request.jsonObject()))
        default: throw SandboxFailure(405, "method not allowed")
        }
        let faults = board.list.map { rule, left in
            JSONValue.object([("fault", .string(rule.description)), ("left", left.map { .int($0) } ?? .null)])
        }
        return SandboxAnswer(200, .object([("faults", .array(faults))]))
    }

    private static func rules(_ body: JSONObject) throws(SandboxFailure) -> [FaultRule] {
        let texts = try body.required("faults").texts()
        guard texts.count <= limit else { throw SandboxFailure(400, "at most \(limit) faults") }
        var rules: [FaultRule] = []
        for text in texts {
            guard let rule = FaultRule(text: text) else { throw SandboxFailure(400, "\(text) is not a fault") }
            rules.append(rule)
        }
        return rules
    }
}
