// What can go wrong with an upstream, as a value: one line for the screen, a hint, and whether trying again may help.

/// Why a network's data could not be read.
public struct UpstreamError: Error, Hashable, Sendable, Codable {
    public enum Kind: String, Codable, Sendable, Hashable {
        case unauthorized, forbidden, notFound, badRequest, rateLimited, serverFault
        case dns, refused, unreachable, tls, timeout, connectionLost, redirected, malformed, notAnAPI, cancelled,
            keyUnavailable
    }

    public var kind: Kind
    /// One line, plain words, no key and no body: `401 authentication failed (check the key of profile acme)`.
    public var message: String
    /// HTTP status, when there was an answer.
    public var status: Int?
    /// Seconds the server asked to wait (`Retry-After` or `retry_after`).
    public var retryAfter: Double?

    public init(_ kind: Kind, _ message: String, status: Int? = nil, retryAfter: Double? = nil) {
        self.kind = kind
        self.message = message
        self.status = status
        self.retryAfter = retryAfter
    }

    /// True when the configuration, not the weather, is at fault: exit code 4 says so at once.
    public var isAuthentication: Bool {
        kind == .unauthorized || kind == .forbidden || kind == .keyUnavailable
    }

    /// True when the network was only too slow for captop or for a gateway before it: what was asked for may still be done.
    public var isPatienceLost: Bool { kind == .timeout || status.map(UpstreamError.gatewayTimeouts.contains) == true }

    /// 504, and what Cloudflare and others say in its place.
    private static let gatewayTimeouts: Set<Int> = [504, 522, 524, 598]
}
