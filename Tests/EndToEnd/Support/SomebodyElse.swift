// Another client of the same networks: curl, with the key in its hand. What it sees and does owes nothing to captop.
import Models
import TestSupport
import Testing

struct SomebodyElse {
    struct NoAnswer: Error, CustomStringConvertible { var description: String }

    /// The sandbox itself, not a proxy before it.
    let address: String

    init(at sandbox: SandboxServer) { address = sandbox.address }

    /// The body of an answer of 200 as it came.
    func raw(_ path: String) throws -> [UInt8] { try ask("GET", path, nil) }

    func get(_ path: String) throws -> JSONValue { try JSONValue.parse(try raw(path)) }

    /// nil for 404.
    func find(_ path: String) throws -> JSONValue? {
        let (status, body) = try answer("GET", path, nil)
        guard status != 404 else { return nil }
        guard status == 200 else { throw NoAnswer(description: "GET \(path): \(status)") }
        return try JSONValue.parse(body)
    }

    @discardableResult
    func send(_ method: String, _ path: String, _ body: JSONValue? = nil) throws -> JSONValue {
        try JSONValue.parse(try ask(method, path, body))
    }

    /// What goes wrong from now on, in place of what did before.
    func makeFail(_ faults: [String]) throws {
        try send("POST", "/sandbox/faults", .object([("faults", .array(faults.map(JSONValue.string)))]))
    }

    private func ask(_ method: String, _ path: String, _ body: JSONValue?) throws -> [UInt8] {
        let (status, answer) = try answer(method, path, body)
        guard status == 200 else {
            throw NoAnswer(description: "\(method) \(path): \(status) \(String(decoding: answer, as: UTF8.self))")
        }
        return answer
    }

    /// The budget of requests is captop's too, and may have been spent: a moment later there is some again.
    private func answer(_ method: String, _ path: String, _ body: JSONValue?) throws -> (Int, [UInt8]) {
        let deadline = Deadline(seconds: 10)
        var (status, answer) = try once(method, path, body)
        while status == 429, !deadline.hasPassed { (status, answer) = try once(method, path, body) }
        return (status, answer)
    }

    private func once(_ method: String, _ path: String, _ body: JSONValue?) throws -> (Int, [UInt8]) {
        var arguments = [
            "-s", "-X", method, "-w", "\n%{http_code}", "-H", "X-Eflow-API-Key: \(SandboxServer.key)", "-u",
            "API:\(SandboxServer.key)", "-H", "Content-Type: application/json", address + path,
        ]
        if let body { arguments += ["--data-binary", String(decoding: body.serialized(), as: UTF8.self)] }
        let curl = try PipedProgram("curl", arguments)
        guard curl.exitCode() == 0, let line = curl.output.lastIndex(of: UInt8(ascii: "\n")),
            let status = Int(String(decoding: curl.output[(line + 1)...], as: UTF8.self))
        else { throw NoAnswer(description: "\(method) \(path): no answer \(curl.messages)") }
        return (status, Array(curl.output[..<line]))
    }
}
