// An absolute http or https address that captop may talk to. Owns the rule that plain http stays on this machine.

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

    /// Only the plain form, in which no two readers find another host: libcurl, which reads it again, cannot differ.
    ///
    /// - Throws: `.badRequest` with one line saying what is wrong with the address.
    public init(_ text: String) throws(UpstreamError) {
        guard text.utf8.allSatisfy({ $0 > 32 && $0 != 127 }), let parts = WebAddress.parts(text) else {
            throw UpstreamError(.badRequest, "not a web address: it should look like https://host")
        }
        guard !parts.authority.contains("@") else {
            throw UpstreamError(.badRequest, "the address must not hold a user name or a key")
        }
        guard parts.scheme == "https" || parts.scheme == "http" else {
            throw UpstreamError(.badRequest, "the address must start with https://")
        }
        guard let (host, port) = WebAddress.hostAndPort(parts.authority) else {
            throw UpstreamError(.badRequest, "'\(parts.authority)' is not a host: letters, digits, dots and hyphens")
        }
        guard parts.scheme == "https" || WebAddress.isLoopback(host) else {
            throw UpstreamError(.badRequest, "plain http is allowed to this machine only: use https://\(host)")
        }
        self.text = text
        origin = Origin(scheme: parts.scheme, host: host, port: port ?? (parts.scheme == "https" ? 443 : 80))
        path = parts.path
    }

    /// Whether the host is this machine: 127.0.0.0/8, ::1 or `localhost`.
    public var isLoopback: Bool { WebAddress.isLoopback(origin.host) }

    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func parts(_ text: String) -> (scheme: String, authority: Substring, path: String)? {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
        let rest = text[text.index(colon, offsetBy: 3)...]
        let place = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        guard place > rest.startIndex else { return nil }
        let path = rest[place...].prefix { !"?#".contains($0) }
        return (text[..<colon].lowercased(), rest[..<place], path.isEmpty ? "/" : String(path))
    }

    /// The host is lower case, an IPv6 address in its brackets.
    private static func hostAndPort(_ authority: Substring) -> (host: String, port: Int?)? {
        let isAddress = authority.hasPrefix("[")
        let end = isAddress ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
        let host = authority[..<(end ?? authority.endIndex)].lowercased()
        let name = isAddress ? Substring(host.dropFirst().dropLast()) : Substring(host)
        let letters = isAddress ? "0123456789abcdef:." : "0123456789abcdefghijklmnopqrstuvwxyz-._"
        guard !name.isEmpty, name.allSatisfy(letters.contains) else { return nil }
        let rest = authority.dropFirst(host.count)
        guard !rest.isEmpty else { return isAddress && end == nil ? nil : (host, nil) }
        guard rest.hasPrefix(":"), rest.dropFirst().allSatisfy("0123456789".contains),
            let port = UInt16(rest.dropFirst()), port > 0
        else { return nil }
        return (host, Int(port))
    }
}
