// Judges an HTTP answer: data, or which error in which words (Everflow reference 1.1, LeadConduit reference 1.2). Pure.

import Models

struct AnswerCheck: Sendable {
    /// Seconds that no server means (LeadConduit reference, 1.2: the unit is unknown): what is more are milliseconds.
    private static let longestWait = 3600.0

    var kind: NetworkKind
    /// The profile's name.
    var profile: String
    /// What the request carried: servers may echo it.
    var key: Secret
    var now: Timestamp

    /// nil when the answer is JSON with a status of success, or `304`.
    func problem(with response: HTTPResponse) -> UpstreamError? {
        switch response.status {
        case 200...299: return AnswerCheck.isJSON(response) ? nil : AnswerCheck.notAnAPI(response.status)
        case 304: return nil
        default: return failure(response)
        }
    }

    static func notAnAPI(_ status: Int) -> UpstreamError {
        UpstreamError(.notAnAPI, "not an API answer (check key and host)", status: status)
    }

    /// The content type says JSON, or there is none and the body does not look like a page.
    private static func isJSON(_ response: HTTPResponse) -> Bool {
        let first = response.body.first { $0 > 32 }
        if first == UInt8(ascii: "<") { return false }
        guard let type = response.headers.contentType?.lowercased() else { return true }
        return type.contains("json")
    }

    private func failure(_ response: HTTPResponse) -> UpstreamError {
        let status = response.status
        let said = serverMessage(response).map { ": \($0)" } ?? ""
        let wait = response.headers.retryAfter(now: now) ?? AnswerCheck.retryAfter(inBody: response)
        let (kind, words): (UpstreamError.Kind, String) =
            switch status {
            case 300...399: (.redirected, "redirected (check base_url)")
            case 401: (.unauthorized, "not authorised\(said) (check the key of profile \(profile))")
            case 403: (.forbidden, "forbidden\(said) (the key of profile \(profile) lacks permission)")
            case 404: (.notFound, "not found\(said)")
            case 408: (.timeout, "the server gave up waiting")
            case 429: (.rateLimited, "too many requests\(said)")
            case 500...: (.serverFault, "fault at the server\(said)")
            default: (.badRequest, "request refused\(said)")
            }
        return UpstreamError(kind, "\(status) \(words)", status: status, retryAfter: wait)
    }

    /// What the server says is wrong, unless it is a page; on one line, without the key, then cut at 200.
    private func serverMessage(_ response: HTTPResponse) -> String? {
        guard AnswerCheck.isJSON(response) else { return nil }
        let said =
            switch kind {
            case .everflow: Everflow.errorMessage(in: response.body)
            case .leadconduit: LeadConduit.errorMessage(in: response.body)
            }
        guard let said else { return nil }
        let line = Substring(key.redacted(in: said).onOneLine(atMost: 200)).trimmingBlanks
        return line.isEmpty ? nil : String(line)
    }

    private static func retryAfter(inBody response: HTTPResponse) -> Double? {
        guard response.status == 429, isJSON(response), let body = try? JSONValue.parse(response.body) else {
            return nil
        }
        let wait = body["retry_after"]?.quantity?.doubleValue
        return wait.map { $0 > longestWait ? $0 / 1000 : $0 }
    }
}
