// Which addresses captop talks to, how a base address is read, and what answer headers mean.

import Models
import Testing

@testable import Upstream

@Suite struct AddressTests {
    private func base(_ text: String?, _ kind: NetworkKind = .everflow) throws -> String {
        let network = Network(name: "acme", kind: kind, environment: .production)
        return try NetworkAccount(network: network, baseURL: text, key: .env("K")).baseURL.text
    }

    @Test(
        "https goes anywhere, plain http to this machine only",
        arguments: [
            ("https://api.eflow.team", true), ("http://localhost:8787", true), ("http://127.0.0.1", true),
            ("http://127.9.8.7:80/x", true), ("http://[::1]:8787", true), ("http://api.eflow.team", false),
            ("http://127.0.0.1.example.com", false), ("http://localhost.example.com", false),
            ("http://10.0.0.1", false),
            ("ftp://localhost", false), ("file:///etc/passwd", false), ("https://user:key@host", false),
            ("api.eflow.team", false), ("https://", false), ("", false),
            ("https://host?x=1", true), ("https://[2001:db8::1]/", true), ("https://HOST:65535/a/../b", true),
            ("https://host:0", false), ("https://host:65536", false), ("https://host:+80", false),
            ("https://host:", false),
            ("https://[::1", false), ("https://[::1]x", false), ("https://[host]", false), ("https://::1", false),
            ("https:///x", false), ("https://host name", false), ("https://host\n", false),
            ("https://h\u{F6}st", false),
            (#"https://good\@evil"#, false), ("https://good%00.evil", false), ("https://host#@evil", true),
        ])
    func schemes(text: String, isAllowed: Bool) {
        if isAllowed {
            #expect(throws: Never.self) { try WebAddress(text) }
        } else {
            #expect(throws: UpstreamError.self) { try WebAddress(text) }
        }
    }

    @Test("the origin knows the scheme's own port")
    func defaultPort() throws {
        #expect(try WebAddress("https://Host/x").origin == WebAddress("https://host:443/y").origin)
        #expect(try WebAddress("https://host/").origin != WebAddress("https://host:8443/").origin)
    }

    /// As Python's `urllib.parse.urlsplit` reads them.
    @Test(
        "host, port and path",
        arguments: [
            ("https://Api.Example.com/v1/x?y=z#w", "api.example.com", 443, "/v1/x"),
            ("http://localhost:8787", "localhost", 8787, "/"), ("https://h?x=/y", "h", 443, "/"),
            ("https://[2001:DB8::1]:8443/a", "[2001:db8::1]", 8443, "/a"), ("https://h#/y", "h", 443, "/"),
            ("http://127.0.0.1/", "127.0.0.1", 80, "/"), ("HTTPS://a-b_c.d:80/p:q@r", "a-b_c.d", 80, "/p:q@r"),
        ])
    func parts(text: String, host: String, port: Int, path: String) throws {
        let address = try WebAddress(text)
        #expect(
            address.origin
                == WebAddress.Origin(scheme: text.hasPrefix("http:") ? "http" : "https", host: host, port: port))
        #expect(address.path == path)
    }

    @Test("an Everflow base is the same with /v1, without it, and with slashes; eu is a shorthand")
    func everflowBases() throws {
        #expect(try base(nil) == "https://api.eflow.team")
        #expect(try base("eu") == "https://api-eu.eflow.team")
        for text in ["https://h", "https://h/", "https://h/v1", "https://h/v1/"] {
            #expect(try base(text) == "https://h")
        }
        #expect(try base(nil, .leadconduit) == "https://app.leadconduit.com")
        #expect(throws: UpstreamError.self) { try base("eu", .leadconduit) }
        #expect(throws: UpstreamError.self) { try base("https://h/?x=1") }
    }

    @Test("a request's address carries the version, and its query is encoded")
    func requestAddress() throws {
        let network = Network(name: "acme", kind: .everflow, environment: .production)
        let account = try NetworkAccount(network: network, baseURL: "https://h/v1", key: .env("K"))
        let request = APIRequest(.get, "/networks/offers", query: [.init("filter", "time_saved>1735689600 é")])
        #expect(
            try account.address(of: request).text
                == "https://h/v1/networks/offers?filter=time_saved%3E1735689600%20%C3%A9")
    }

    @Test("Retry-After is read as seconds or as a date against the server's own clock")
    func retryAfter() {
        let now = Timestamp(seconds: 0)
        func wait(_ headers: [(String, String)]) -> Double? { HTTPHeaders(headers).retryAfter(now: now) }
        #expect(wait([("Retry-After", "120")]) == 120)
        let server = ("Date", "Tue, 10 Mar 2026 20:20:41 GMT")
        #expect(wait([server, ("retry-after", "Tue, 10 Mar 2026 20:21:11 GMT")]) == 30)
        #expect(wait([server, ("retry-after", "Tue, 10 Mar 2026 20:00:00 GMT")]) == 0)
        #expect(wait([("Retry-After", "-5")]) == nil)
        #expect(wait([("Retry-After", "soon")]) == nil)
        #expect(wait([]) == nil)
    }

    @Test("the budget and the clock are read from their headers")
    func otherHeaders() {
        let headers = HTTPHeaders([
            ("X-RateLimit-Limit", "900"), ("x-ratelimit-remaining", "88"), ("Date", "Tue, 10 Mar 2026 20:20:41 GMT"),
        ])
        #expect(headers.rateLimit == 900)
        #expect(headers.rateRemaining == 88)
        // date -u -d '2026-03-10 20:20:41' +%s
        #expect(headers.date == Timestamp(seconds: 1_773_174_041))
    }
}
