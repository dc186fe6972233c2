// From an answer's bytes to a document or one object, with the checks that every reader shares.

enum WireAnswer {
    /// Parses a body; a web page is told apart from broken JSON.
    static func document(_ bytes: [UInt8]) throws(WireError) -> JSONDocument {
        try guardAgainstPage(bytes)
        do {
            return try JSONDocument(bytes)
        } catch {
            throw .malformed(error.message)
        }
    }

    /// Parses a body as a tree that can be written back.
    static func tree(_ bytes: [UInt8]) throws(WireError) -> JSONValue {
        try guardAgainstPage(bytes)
        do {
            return try JSONValue.parse(bytes)
        } catch {
            throw .malformed(error.offset.map { "\(error.message) at byte \($0)" } ?? error.message)
        }
    }

    /// A body that is one object.
    static func object<Value: WireObject>(_ bytes: [UInt8]) throws(WireError) -> Value {
        try document(bytes).withRoot { root throws(WireError) in
            try object(root, notes: WireNotes())
        }
    }

    static func object<Value: WireObject, Node: JSONNode>(_ root: Node, notes: WireNotes) throws(WireError) -> Value {
        guard root.isObject else { throw .malformed("not an object") }
        var value = Value()
        var reader = WireReader(root, notes: notes)
        value.exchange(&reader)
        if let defect = value.defect {
            throw refusal(root) ?? .malformed("the \(Value.noun) \(defect)")
        }
        return value
    }

    /// The error text of an answer that should have held something else.
    static func refusal<Node: JSONNode>(_ root: Node) -> WireError? {
        errorText(root).map(WireError.refused)
    }

    /// The first text under `error`, `Error` or `message`.
    static func errorText<Node: JSONNode>(_ root: Node) -> String? {
        var hint = 0
        for name: StaticString in ["error", "Error", "message"] {
            if case .text(let text)? = root.member(name, after: &hint)?.scalar, !text.isEmpty { return text }
        }
        return nil
    }

    private static func guardAgainstPage(_ bytes: [UInt8]) throws(WireError) {
        let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        if first == UInt8(ascii: "<") { throw .notAnAPI }
    }
}
