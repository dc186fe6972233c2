// Texts as bytes and trees, for tests that read and write JSON.

@testable import Models

extension String {
    var bytes: [UInt8] { Array(utf8) }
}

extension JSONValue {
    /// The same value with every object's members in the order of their names: for comparing where order means nothing.
    var ordered: JSONValue {
        switch self {
        case .array(let values): .array(values.map(\.ordered))
        case .object(let object):
            .object(
                JSONObject(
                    members: object.members.map { JSONObject.Member($0.name, $0.value.ordered) }
                        .sorted { $0.name < $1.name }))
        default: self
        }
    }

    var compact: String { String(decoding: serialized(), as: UTF8.self) }
}

/// A type's own reading of one object.
func decode<Value: WireObject>(_ json: JSONValue, as type: Value.Type = Value.self) throws -> Value {
    try WireAnswer.object(json.serialized())
}
