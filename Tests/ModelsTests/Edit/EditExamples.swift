// Objects of the two references as an edit meets them, and the shortest way to an edit of one.

@testable import Models

enum EditExamples {
    static let capID = "6980cafbd3e4b5a6978877a1"
    static let flowID = "696f6dcfd3e4b5a697887701"

    static func tree(_ text: String) throws -> JSONValue {
        try JSONValue.parse(text.bytes)
    }

    /// Reads `text` as a test's target.
    static func target(_ text: String) throws -> EditTarget {
        guard let target = EditTarget(text: text) else { throw FieldProblem("no target: \(text)") }
        return target
    }

    /// The first row of an answer's list, or the answer itself.
    static func everflow(_ target: String, _ answer: String, list: String? = nil) throws -> LiveObject {
        let tree = try tree(answer)
        let object = list.flatMap { tree[$0]?[0] } ?? tree
        guard let live = LiveObject(everflow: object, target: try self.target(target)) else {
            throw FieldProblem("not in the answer: \(target)")
        }
        return live
    }

    static func customCap() throws -> LiveObject {
        try everflow("acme/custom:412", EverflowExamples.customCaps, list: "custom_cap_settings")
    }

    static func offer() throws -> LiveObject { try everflow("acme/offer:204", EverflowExamples.offer) }

    static func lead(_ target: String, flow: String = LeadConduitFlowExample.flow) throws -> LiveObject {
        guard let live = LiveObject(flow: try tree(flow), target: try self.target(target)) else {
            throw FieldProblem("not in the flow: \(target)")
        }
        return live
    }

    static func edit(_ live: LiveObject, _ assignments: (String, String)...) throws -> Edit {
        try Edit.proposing(assignments.map { Edit.Assignment($0.0, $0.1) }, on: live)
    }
}

extension WriteStep {
    /// `PATCH /networks/custom/caps {"…":…}`
    var line: String {
        let body = request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
        return "\(request.method.rawValue) \(request.path)\(body)"
    }
}

extension FieldProblem {
    /// The message of the problem that `body` throws; nil when it throws none.
    static func message(_ body: () throws -> Void) rethrows -> String? {
        do {
            try body()
            return nil
        } catch let problem as FieldProblem {
            return problem.message
        }
    }
}
