// Posts JSON to an address of the operator's: one try, and what came of it. When to try again is its caller's affair. Its
// address may hold a secret and is in no message.

import Models

/// What came of one try.
public enum WebhookVerdict: Hashable, Sendable {
    case taken
    /// The receiver answered and did not want this one; others may fare better.
    case rejected(String)
    /// The receiver cannot take anything at the moment.
    ///
    /// - retryAfter: seconds that it asked to wait.
    case unavailable(String, retryAfter: Double?)
}

public struct Webhook: Sendable {
    private let address: WebAddress
    private let client: HTTPClient
    private let now: @Sendable () -> Timestamp

    /// - Parameter now: the wall clock, for a `Retry-After` that is a date.
    public init(_ address: WebAddress, client: HTTPClient, now: @escaping @Sendable () -> Timestamp) {
        self.address = address
        self.client = client
        self.now = now
    }

    /// Posts a body of JSON. Redirects are not followed: the address is to be the receiver's own.
    public func post(_ body: [UInt8]) async -> WebhookVerdict {
        let headers = [(name: "Content-Type", value: "application/json"), (name: "Accept", value: "*/*")]
        do {
            let answer = try await client.send(HTTPRequest(.post, address, headers: headers, body: body))
            switch answer.status {
            case 200..<300: return .taken
            case 408, 425, 429, 500...:
                let wish = answer.headers.retryAfter(now: now())
                return .unavailable("answered \(answer.status)", retryAfter: wish)
            default: return .rejected("answered \(answer.status)")
            }
        } catch  where error.kind == .redirected {
            return .unavailable("redirects elsewhere: the configuration has to name the final address", retryAfter: nil)
        } catch  where error.kind == .notAnAPI || error.kind == .malformed {
            return .unavailable("does not answer as a web server does", retryAfter: nil)
        } catch {
            return .unavailable(error.message, retryAfter: nil)
        }
    }
}
