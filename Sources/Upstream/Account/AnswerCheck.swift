// Judges an HTTP answer: data, or which error in which words (Everflow reference 1.1, LeadConduit reference 1.2). Pure.

import Models

struct AnswerCheck: Sendable {
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

    /// What the server says is wrong, when it says so in JSON; on one line, without the key, then cut at 200.
    private func serverMessage(_ response: HTTPResponse) -> String? {
        guard AnswerCheck.isJSON(response), let body = try? JSONValue.parse(response.body) else { return nil }
        let names = ["error", "Error", "message"]
        guard let text = names.lazy.compactMap({ body[$0]?.text }).first(where: { !$0.isEmpty }) else { return nil }
        return String(Substring(key.redacted(in: text).onOneLine(atMost: 200)).trimmingBlanks)
    }

    private static func retryAfter(inBody response: HTTPResponse) -> Double? {
        guard response.status == 429, isJSON(response), let body = try? JSONValue.parse(response.body) else {
            return nil
        }
        return body["retry_after"]?.quantity.map(\.doubleValue)
    }
}
