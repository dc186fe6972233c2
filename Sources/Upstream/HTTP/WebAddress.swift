// An absolute http or https address that captop may talk to. Owns the rule that plain http stays on this machine.

import CCurl
import Models

/// A checked address: https anywhere, http to loopback only, no user name in it.
public struct WebAddress: Sendable, Hashable, CustomStringConvertible {
    /// What `Authorization` may be sent to: scheme, host and port together.
    public struct Origin: Sendable, Hashable {
        public let scheme: String
        public let host: String
        public let port: Int
    }

    public let text: String
    public let origin: Origin
    /// Starts with `/`, without the query.
    public let path: String

    public var description: String { text }

    /// - Throws: `.badRequest` with one line saying what is wrong with the address.
    public init(_ text: String) throws(UpstreamError) {
        guard let handle = curl_url() else { throw UpstreamError(.badRequest, "out of memory") }
        defer { curl_url_cleanup(handle) }
        guard curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK,
            let scheme = WebAddress.part(CURLUPART_SCHEME, of: handle)?.lowercased(),
            let host = WebAddress.part(CURLUPART_HOST, of: handle)?.lowercased(), !host.isEmpty,
            let port = WebAddress.part(CURLUPART_PORT, of: handle).flatMap({ Int($0) })
        else { throw UpstreamError(.badRequest, "not a web address: it should look like https://host") }
        guard WebAddress.part(CURLUPART_USER, of: handle) == nil else {
            throw UpstreamError(.badRequest, "the address must not hold a user name or a key")
        }
        guard scheme == "https" || scheme == "http" else {
            throw UpstreamError(.badRequest, "the address must start with https://")
        }
        guard scheme == "https" || WebAddress.isLoopback(host) else {
            throw UpstreamError(.badRequest, "plain http is allowed to this machine only: use https://\(host)")
        }
        self.text = text
        origin = Origin(scheme: scheme, host: host, port: port)
        path = WebAddress.part(CURLUPART_PATH, of: handle) ?? "/"
    }

    /// Whether the host is this machine: 127.0.0.0/8, ::1 or `localhost`.
    public var isLoopback: Bool { WebAddress.isLoopback(origin.host) }

    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        let flags = part == CURLUPART_PORT ? UInt32(CURLU_DEFAULT_PORT) : 0
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
