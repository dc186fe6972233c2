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

    @Test(
        "retry_after in the body is heard when there is no header: its unit is unknown, and no server means days",
        arguments: [("139335", 139.335), ("90", 90), ("3600", 3600)])
    func bodyWish(said: String, seconds: Double) async throws {
        let error = try await failure(
            .json(#"{"status":429,"message":"Too Many Requests","retry_after":\#(said)}"#, status: 429))
        #expect(error.retryAfter == seconds)
    }

    @Test("a refusal without an error's name is quoted at Everflow; LeadConduit's says which members are wrong")
    func reasons() async throws {
        let odd = try await failure(.json(#"{"code":3,"hint":"sesame"}"#, status: 400))
        #expect(odd.message == #"400 request refused: {"code":3,"hint":"[key]"}"#)
        let flow = Reply.json(#"{"errors":{"caps.0.duration":"must be at least 1"}}"#, status: 422)
        let refused = try await failure(flow, kind: .leadconduit)
        #expect(refused.message == "422 request refused: caps.0.duration must be at least 1")
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

    @Test("a key that lies across the cut of a long message leaves nothing of itself")
    func echoAcrossTheCut() async throws {
        let start = String(repeating: "x", count: 197)
        let error = try await failure(.json(#"{"error":"\#(start)sesame"}"#, status: 400))
        #expect(error.message == "400 request refused: \(start)[ke")
    }

    @Test("an echoed Authorization header is quoted without the key in it")
    func echoedHeader() async throws {
        // printf 'API:sesame' | base64
        let echo = Reply.json(#"{"error":"cannot use Basic QVBJOnNlc2FtZQ=="}"#, status: 404)
        #expect(try await failure(echo, kind: .leadconduit).message == "404 not found: cannot use Basic [key]")
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

    @Test("the time that an answer takes is no skew: only a date from before it was asked for or after it came is")
    func longAnswer() async throws {
        // The request is sent at 20:20:41 and answered at 20:21:41.
        let dates = [
            ("20:20:39", 0), ("20:20:41", 0), ("20:21:10", 0), ("20:21:42", 0), ("20:22:41", 60_500),
            ("20:19:41", -59_500),
        ]
        for (date, skew) in dates {
            let clock = StandingClock()
            let server = try FixtureServer { _ in
                clock.advance(minutes: 1)
                return .json("{}", headers: [("Date", "Tue, 10 Mar 2026 \(date) GMT")])
            }
            let client = try server.client(.everflow, clock: clock)
            _ = try await client.read(request)
            #expect(client.clockSkew == Int64(skew), "\(date)")
        }
    }

    @Test("a skew that is known stays while a long answer agrees with it, and goes with a quick one that does not")
    func knownSkew() async throws {
        let clock = StandingClock()
        let count = Counter()
        // Half a minute ahead at 20:20:41; so at the beginning of an answer that takes a minute; then the same as here.
        let dates = ["20:21:11", "20:21:11", "20:21:41"]
        let server = try FixtureServer { _ in
            let number = count.next()
            if number == 2 { clock.advance(minutes: 1) }
            return .json("{}", headers: [("Date", "Tue, 10 Mar 2026 \(dates[number - 1]) GMT")])
        }
        let client = try server.client(.everflow, clock: clock)
        for skew in [30_500, 30_500, 0] as [Int64] {
            _ = try await client.read(request)
            #expect(client.clockSkew == skew)
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
