// What an Everflow error body says (Everflow reference, 1.1).

extension Everflow {
    /// The first text under `error`, `Error` or `message`, else the body's first 500 characters; nil when it is empty.
    public static func errorMessage(in bytes: [UInt8]) -> String? {
        if let document = try? JSONDocument(bytes), let text = document.withRoot({ WireAnswer.errorText($0) }) {
            return text
        }
        let body = String(decoding: bytes.prefix(4_000), as: UTF8.self).prefix(500)
        return body.allSatisfy(\.isWhitespace) ? nil : String(body)
    }

    /// `{"error": "..."}`.
    public static func errorJSON(_ message: String) -> JSONValue {
        .object([("error", .string(message))])
    }
}
