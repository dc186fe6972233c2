// What is stored of a flow that a client sent: everything as it came, but for what only the server may say. LeadConduit
// reference, 3.1, 3.2 and 7.8.

import Models

/// Prepares the document that replaces `previous`.
struct FlowSaving {
    let previous: JSONValue
    let now: Timestamp

    /// Ids, creation times, the time of the change and `errors` are the server's; every other member stays as it came.
    func document(_ body: JSONObject) -> JSONObject {
        var flow = body
        for name in ["id", "created_at"] { flow[name] = previous[name] }
        flow["errors"] = nil
        flow["updated_at"] = .string(now.rfc3339(fractionDigits: 3))
        let known = knownCaps()
        flow["caps"] = body["caps"].map { caps($0, known) }
        for name in ["sources", "steps"] {
            guard case .array(let places) = body[name] else { continue }
            flow[name] = .array(
                places.map { place in
                    guard var object = place.object else { return place }
                    object["caps"] = object["caps"].map { caps($0, known) }
                    FlowSaving.fillID(of: &object) { $0.shortID() }
                    return .object(object)
                })
        }
        return flow
    }

    private func caps(_ caps: JSONValue, _ known: [String: JSONValue], depth: Int = 0) -> JSONValue {
        guard depth < FlowCompiler.depthLimit, case .array(let list) = caps else { return caps }
        return .array(
            list.map { cap in
                guard var object = cap.object else { return cap }
                FlowSaving.fillID(of: &object) { $0.longID(at: now) }
                if let before = object["id"]?.text.flatMap({ known[$0] }) {
                    object["created_at"] = before["created_at"]
                } else {
                    object["created_at"] = .string(now.rfc3339(fractionDigits: 0))
                }
                object["caps"] = object["caps"].map { self.caps($0, known, depth: depth + 1) }
                return .object(object)
            })
    }

    private func knownCaps() -> [String: JSONValue] {
        Dictionary(
            PlacedCap.all(in: previous).map { ($0.id, $0.cap.configuration) }, uniquingKeysWith: { first, _ in first })
    }

    /// Gives what has no id one, as its first member.
    private static func fillID(of object: inout JSONObject, _ make: (inout SplitMix64) -> String) {
        guard object["id"]?.isNull ?? true else { return }
        var random = SplitMix64(seed: UInt64.random(in: 0...UInt64.max))
        object["id"] = nil
        object.members.insert(JSONObject.Member("id", .string(make(&random))), at: 0)
    }
}
