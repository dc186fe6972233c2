// What stands before every Everflow call: the key, the request budget, the number of reports in flight. Everflow
// reference, 1.1, 1.2.

import Models

struct EverflowGate: Sendable {
    let key: String
    let limiter: RateLimiter

    /// Checks the key and takes a request out of the budget. The headers belong on the answer, whatever it is.
    func enter(apiKey: String?) -> (headers: [(name: String, value: String)], refusal: SandboxFailure?) {
        let budget = limiter.take()
        let headers = [
            ("X-RateLimit-Limit", String(RateLimiter.burst)), ("X-RateLimit-Remaining", String(budget.remaining)),
        ].map { (name: $0.0, value: $0.1) }
        guard budget.isAllowed else { return (headers, SandboxFailure(429, "Rate limit exceeded.")) }
        guard let apiKey, BasicCredentials.isEqual(apiKey, key) else {
            return (headers, SandboxFailure(401, "No Authentication Method Found"))
        }
        return (headers, nil)
    }

    static func isReport(_ segments: [String]) -> Bool {
        segments.starts(with: ["networks", "reporting"])
    }
}
