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
