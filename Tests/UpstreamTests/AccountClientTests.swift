// What an account's requests carry, how answers are judged, and when they are tried again.

import Models
import Testing

@testable import Upstream

@Suite struct AccountClientTests {
    private let request = APIRequest(.get, "/networks/offers", query: [.init("page", "1")])

    private func failure(_ reply: Reply, kind: NetworkKind = .everflow) async throws -> UpstreamError {
        let server = try FixtureServer { _ in reply }
        let client = try server.client(kind)
        return try #require(await #expect(throws: UpstreamError.self) { try await client.read(request) })
    }

    @Test("Everflow gets its key header under /v1, LeadConduit Basic authentication without a version")
    func headers() async throws {
        let server = try FixtureServer { _ in .json("{}") }
        _ = try await server.client(.everflow).read(request)
        _ = try await server.client(.leadconduit).read(APIRequest(.get, "/caps"), entityTag: #"W/"1""#)
        let (everflow, leads) = (server.received[0], server.received[1])
        #expect(everflow.target == "/v1/networks/offers?page=1")
        #expect(everflow.headers["x-eflow-api-key"] == "sesame")
        #expect(everflow.headers["accept"] == "application/json")
        #expect(everflow.headers["content-type"] == nil)
        #expect(leads.target == "/caps")
        // printf 'API:sesame' | base64
        #expect(leads.headers["authorization"] == "Basic QVBJOnNlc2FtZQ==")
        #expect(leads.headers["if-none-match"] == #"W/"1""#)
        #expect(leads.headers["x-eflow-api-key"] == nil)
    }

    @Test("a POST says that its body is JSON")
    func post() async throws {
        let server = try FixtureServer { _ in .json("{}") }
        let body = Array("{}".utf8)
        _ = try await server.client(.everflow).read(APIRequest(.post, "/networks/offerstable", body: body))
        #expect(server.received.first?.headers["content-type"] == "application/json")
        #expect(server.received.first?.body == body)
    }

    @Test(
        "every status has its kind, and says what the server says",
        arguments: [
            (400, .badRequest, "400 request refused: no good"), (403, .forbidden, "403 forbidden: no good"),
            (401, .unauthorized, "401 not authorised: no good (check the key of profile acme)"),
            (404, .notFound, "404 not found: no good"), (422, .badRequest, "422 request refused: no good"),
            (408, .timeout, "408 "),
        ] as [(Int, UpstreamError.Kind, String)])
    func statuses(status: Int, kind: UpstreamError.Kind, message: String) async throws {
        for name in ["error", "Error", "message"] {
            let error = try await failure(.json(#"{"\#(name)":"no good"}"#, status: status))
            #expect(error.kind == kind)
            #expect(error.status == status)
            #expect(error.message.hasPrefix(message))
        }
    }

    @Test("a page in place of JSON is not an API answer, whatever it calls itself")
    func pages() async throws {
        let page = Array("  <!doctype html><title>Log in</title>".utf8)
        for type in ["text/html", "application/json"] {
            let error = try await failure(.answer(status: 200, headers: [("Content-Type", type)], body: page))
            #expect(error == UpstreamError(.notAnAPI, "not an API answer (check key and host)", status: 200))
        }
        let fault = try await failure(.answer(status: 401, headers: [("Content-Type", "text/html")], body: page))
        #expect(fault.message == "401 not authorised (check the key of profile acme)")
    }

    @Test("429 and 5xx are tried again within the call, then reported with the server's wish")
    func retries() async throws {
        let count = Counter()
        let server = try FixtureServer { _ in
            count.next() <= 2
                ? .json("{}", status: count.value == 1 ? 500 : 429, headers: [("Retry-After", "0")]) : .json("{}")
        }
        #expect(try await server.client(.everflow).read(request).status == 200)
        #expect(server.received.count == 3)
        let wish = try FixtureServer { _ in .json("{}", status: 429, headers: [("Retry-After", "120")]) }
        let client = try wish.client(.everflow)
        let error = try #require(await #expect(throws: UpstreamError.self) { try await client.read(request) })
        #expect(error.kind == .rateLimited && error.retryAfter == 120)
        #expect(wish.received.count == 1)
    }

    @Test("retry_after in the body is heard when there is no header")
    func bodyWish() async throws {
        let error = try await failure(
            .json(#"{"status":429,"message":"Too Many Requests","retry_after":139335}"#, status: 429))
        #expect(error.retryAfter == 139_335)
    }

    @Test("a refused key is read again from its file, and the request sent once more")
    func rotation() async throws {
        let file = try TemporaryFile("old", mode: 0o600)
        let server = try FixtureServer { request in
            request.headers["x-eflow-api-key"] == "new" ? .json("{}") : .json(#"{"error":"revoked"}"#, status: 401)
        }
        let client = try server.client(.everflow, key: .file(path: file.path))
        let first = try #require(await #expect(throws: UpstreamError.self) { try await client.read(request) })
        #expect(first.kind == .unauthorized)
        #expect(server.received.count == 1)
        try file.write("new")
        #expect(try await client.read(request).status == 200)
        #expect(server.received.map { $0.headers["x-eflow-api-key"] } == ["old", "old", "new"])
    }

    @Test("a server that echoes the key does not get it into an error")
    func echo() async throws {
        for status in [400, 401, 403, 404] {
            let error = try await failure(.json(#"{"error":"bad key sesame\u001b[31m"}"#, status: status))
            #expect(error.message.contains("bad key [key]"))
            #expect(!error.message.contains("sesame"))
            #expect(error.message.unicodeScalars.allSatisfy { $0.value >= 32 })
        }
    }

    @Test("a server's clock more than two seconds off is followed")
    func skew() async throws {
        // The clock of the test stands at 20:20:41.
        for (date, skew) in [("20:20:42", 0), ("20:20:39", 0), ("20:21:41", 60_500), ("20:19:41", -59_500)] {
            let server = try FixtureServer { _ in .json("{}", headers: [("Date", "Tue, 10 Mar 2026 \(date) GMT")]) }
            let client = try server.client(.everflow)
            _ = try await client.read(request)
            #expect(client.clockSkew == Int64(skew))
            #expect(client.serverNow == tuesday.adding(milliseconds: Int64(skew)))
        }
    }

    @Test("an unusable key is reported before anything is sent")
    func noKey() async throws {
        let server = try FixtureServer { _ in .json("{}") }
        let client = try server.client(.everflow, key: .env("CAPTOP_NO_SUCH_KEY"))
        let error = try #require(await #expect(throws: UpstreamError.self) { try await client.read(request) })
        #expect(error.kind == .keyUnavailable)
        #expect(server.received.isEmpty)
    }
}
