// A request and an answer as values, free of the HTTP library. Parses query strings and forms; knows no paths.

import Models

/// A request whose body has been read.
struct SandboxRequest: Sendable {
    var method: String
    /// Percent-decoded, without empty ones.
    var segments: [String]
    var query: [(name: String, value: String)]
    /// By lower-case name.
    var headers: [String: String]
    var body: [UInt8]

    /// The last value of a query parameter.
    func parameter(_ name: String) -> String? {
        query.last { $0.name == name }?.value
    }

    /// Splits a path and its query, both still encoded.
    static func segments(of path: String) -> [String] {
        path.split(separator: "/").map { QueryText.decoded($0, plusIsSpace: false) }
    }

    /// The body as JSON; an empty body is an empty object.
    func json() throws(SandboxFailure) -> JSONValue {
        if body.isEmpty { return .object(JSONObject()) }
        do {
            return try JSONValue.parse(body)
        } catch {
            throw SandboxFailure(400, "invalid JSON: \(error)")
        }
    }

    /// The body as a JSON object.
    func jsonObject() throws(SandboxFailure) -> JSONObject {
        guard let object = try json().object else { throw SandboxFailure(400, "the body must be a JSON object") }
        return object
    }
}

/// An answer before it becomes HTTP.
struct SandboxAnswer: Sendable {
    var status: Int
    var headers: [(name: String, value: String)] = []
    var contentType = "application/json"
    var body: [UInt8]

    init(_ status: Int, _ json: JSONValue) {
        self.status = status
        body = json.serialized()
    }

    init(_ status: Int, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}

/// A refusal: its status and one sentence for the `error` member.
struct SandboxFailure: Error, Sendable {
    var status: Int
    var message: String
    /// What is wrong with which member, for the `errors` member; left out when there is nothing.
    var errors = JSONObject()

    init(_ status: Int, _ message: String, errors: [(path: String, message: String)] = []) {
        self.status = status
        self.message = message
        for (path, message) in errors where self.errors[path] == nil { self.errors[path] = .string(message) }
    }

    var answer: SandboxAnswer {
        var body = JSONObject([("error", .string(message))])
        if !errors.isEmpty { body["errors"] = .object(errors) }
        return SandboxAnswer(status, .object(body))
    }
}

/// Query strings and form bodies.
enum QueryText {
    static func items(_ text: String) -> [(name: String, value: String)] {
        text.split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decoded(parts[0], plusIsSpace: true), parts.count == 2 ? decoded(parts[1], plusIsSpace: true) : "")
        }
    }

    /// Undoes percent-encoding; what is not an encoded byte stays as it is.
    static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = nibble(bytes[index + 1]),
                let low = nibble(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
                continue
            }
            result.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            index += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
