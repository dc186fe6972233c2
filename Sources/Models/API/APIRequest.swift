// A request as data: what to ask of an upstream. Knows no address, no key and no socket; Upstream performs it.

public enum HTTPMethod: String, Codable, Sendable, Hashable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
}

/// One request, relative to a network's base address.
public struct APIRequest: Hashable, Sendable, Codable {
    public struct QueryItem: Hashable, Sendable, Codable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public var method: HTTPMethod
    /// Starts with `/`: `/networks/custom/caps`, `/flows/696f…`. Path segments from outside are percent-encoded.
    public var path: String
    public var query: [QueryItem]
    /// JSON text in UTF-8.
    public var body: [UInt8]?

    public init(_ method: HTTPMethod, _ path: String, query: [QueryItem] = [], body: [UInt8]? = nil) {
        self.method = method
        self.path = path
        self.query = query
        self.body = body
    }
}

extension APIRequest {
    /// Whether the upstream stays as it is: every GET, and Everflow's POSTs that search, report or preview (reference, 4.1,
    /// 6.1, 8.1, 12). Everything else needs a `WriteToken`.
    public var isRead: Bool {
        switch method {
        case .get: return true
        case .post: return APIRequest.readingPosts.contains(path) || isTableOrReport
        case .put, .patch, .delete: return false
        }
    }

    private static let readingPosts: Set<String> = [
        "/networks/patch/offers/submit", "/networks/patch/affiliates/submit",
    ]

    /// `/networks/custom/capstable`, `/networks/reporting/entity`: plain paths only, so that nothing hides behind `?` or `..`.
    private var isTableOrReport: Bool {
        let isPlain = path.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "/") }
        guard isPlain, path.hasPrefix("/networks/") else { return false }
        return path.hasPrefix("/networks/reporting/") || path.hasSuffix("table")
    }
}
