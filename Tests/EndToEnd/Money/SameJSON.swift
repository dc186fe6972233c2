// Whether two bodies say the same, judged by python3 and not by captop.
import Models
import TestSupport
import Testing

enum SameJSON {
    /// What a server gives by itself: it may differ between two servers that were told the same.
    static let times = ["time_created", "time_saved"]

    private static let program = """
        import json, sys
        left, right = (json.loads(text) for text in sys.argv[1:3])
        def kept(value):
            if isinstance(value, dict):
                return {name: kept(member) for name, member in value.items() if name not in sys.argv[3:]}
            return [kept(entry) for entry in value] if isinstance(value, list) else value
        left, right = kept(left), kept(right)
        if left != right:
            names = left.keys() | right.keys() if isinstance(left, dict) and isinstance(right, dict) else []
            for name in sorted(names):
                if left.get(name) != right.get(name) or (name in left) != (name in right):
                    print(name, json.dumps(left.get(name, "absent")), "and", json.dumps(right.get(name, "absent")))
            print("" if names else json.dumps(left) + " and " + json.dumps(right))
        """

    /// How they differ; empty when they do not.
    ///
    /// - Parameter without: members that do not count, on every level.
    static func difference(_ left: [UInt8], _ right: [UInt8], without: [String] = []) throws -> String {
        let texts = [left, right].map { String(decoding: $0, as: UTF8.self) }
        let python = try PipedProgram("python3", ["-c", program] + texts + without)
        let code = python.exitCode(timeout: 20)
        try #require(code == 0, "\(python.messages)")
        return python.text
    }

    static func difference(_ left: JSONValue, _ right: JSONValue, without: [String] = []) throws -> String {
        try difference(left.serialized(), right.serialized(), without: without)
    }
}

extension JSONValue {
    /// A body as it stands in a test.
    static func body(_ text: String) throws -> JSONValue { try JSONValue.parse(Array(text.utf8)) }

    /// With other values for some members.
    func with(_ members: [(String, JSONValue)]) -> JSONValue {
        var result = self
        for (name, value) in members { result[name] = value }
        return result
    }
}
