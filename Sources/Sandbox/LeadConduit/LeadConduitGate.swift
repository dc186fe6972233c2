// What stands around every LeadConduit call: Basic authentication, the web application's answer to callers that do not ask
// for JSON, weak entity tags. LeadConduit reference, 1.1 and 7 (points 2 to 4).

struct LeadConduitGate: Sendable {
    let key: String

    func isAuthenticated(_ headers: [String: String]) -> Bool {
        BasicCredentials.password(in: headers["authorization"]).map { BasicCredentials.isEqual($0, key) } ?? false
    }

    static let unauthenticated = SandboxFailure(401, "authentication failed")

    /// Whether `Accept` is missing or admits JSON.
    static func acceptsJSON(_ accept: String?) -> Bool {
        guard let accept else { return true }
        return accept.split(separator: ",").contains { range in
            let type = range.split(separator: ";").first.map { LeadValue.trimmed(String($0)).lowercased() } ?? ""
            return ["application/json", "application/*", "*/*"].contains(type)
        }
    }

    static var webApplication: SandboxAnswer {
        let page = "<!DOCTYPE html><html><head><title>LeadConduit</title></head><body>Sign in</body></html>\n"
        return SandboxAnswer(200, contentType: "text/html; charset=utf-8", body: Array(page.utf8))
    }

    /// Adds the headers of JSON answers, and turns a GET whose tag the caller has into a 304.
    static func tagged(_ answer: SandboxAnswer, _ request: SandboxRequest) -> SandboxAnswer {
        var answer = answer
        answer.contentType = "application/json; charset=utf-8"
        answer.headers.append(("Vary", "Accept, Accept-Encoding"))
        guard request.method == "GET", answer.status == 200 else { return answer }
        let tag = "W/\"\(String(answer.body.count, radix: 16))-\(hash(answer.body))\""
        answer.headers.append(("ETag", tag))
        if let known = request.headers["if-none-match"], matches(known, tag) {
            answer.status = 304
            answer.body = []
        }
        return answer
    }

    private static func matches(_ header: String, _ tag: String) -> Bool {
        header.split(separator: ",").contains { candidate in
            let text = LeadValue.trimmed(String(candidate))
            return text == "*" || text == tag || "W/" + text == tag
        }
    }

    /// FNV-1a, 64 bits.
    private static func hash(_ bytes: [UInt8]) -> String {
        String(bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
    }
}
