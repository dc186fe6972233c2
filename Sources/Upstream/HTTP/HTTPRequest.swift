// One HTTP exchange as values: what goes out and what comes back. Knows no account and no meaning of a status.

import Models

/// One request to an absolute address.
public struct HTTPRequest: Sendable {
    public var method: HTTPMethod
    public var url: WebAddress
    /// Names and values; values may hold a key and are never printed.
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]?
    /// Sent over a connection of its own: libcurl sends again by itself what a kept-alive connection swallowed.
    public var isSentOnce = false
    /// Takes the body of an answer with a status of success, which then comes without.
    public var reader: (any BodyReader)?

    public init(
        _ method: HTTPMethod, _ url: WebAddress, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    /// Method and address; neither headers nor body, which may hold secrets.
    public var description: String { "\(method.rawValue) \(url)" }

    public var customMirror: Mirror { Mirror(self, children: ["request": description]) }
}

/// One answer, whatever its status.
public struct HTTPResponse: Sendable, Equatable {
    public var status: Int
    public var headers: HTTPHeaders
    /// Decompressed.
    public var body: [UInt8]

    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Limits of every exchange of one client.
public struct HTTPOptions: Sendable, Equatable {
    /// Name look-up, connection and TLS together, in milliseconds.
    public var connectTimeout = 10_000
    /// The whole exchange, in milliseconds.
    public var totalTimeout = 60_000
    /// How long not one byte may come, in milliseconds, rounded up to whole seconds: what hangs is given up long before what
    /// is merely large.
    public var stallTimeout = 20_000
    /// Bytes of one decompressed answer.
    public var maximumBody = 128 << 20
    /// Bytes of all decompressed answers that are held while they come.
    public var maximumBodies = 256 << 20

    public init() {}
}
