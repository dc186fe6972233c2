// Finds the handler of a method and path, and tells an unknown path from a known one asked in the wrong way.

/// One operation. `*` in the path stands for any one segment.
struct Route<Handler: Sendable>: Sendable {
    var method: String
    var path: [String]
    var handler: Handler

    init(_ method: String, _ path: String, _ handler: Handler) {
        self.method = method
        self.path = path.split(separator: "/").map(String.init)
        self.handler = handler
    }

    func matches(_ segments: [String]) -> Bool {
        path.count == segments.count && zip(path, segments).allSatisfy { $0 == "*" || $0 == $1 }
    }
}

struct RouteTable<Handler: Sendable>: Sendable {
    let routes: [Route<Handler>]

    /// The first route that fits; earlier ones win, so fixed paths stand before those with `*`.
    func handler(_ method: String, _ segments: [String]) throws(SandboxFailure) -> Handler {
        let fitting = routes.filter { $0.matches(segments) }
        if let route = fitting.first(where: { $0.method == method }) { return route.handler }
        throw fitting.isEmpty ? SandboxFailure(404, "not found") : SandboxFailure(405, "method not allowed")
    }
}
