// The HTTP client against a real socket: what goes out, what comes back, and every way an exchange can fail.

import CCurl
import Foundation
import Models
import Testing

@testable import Upstream

@Suite struct HTTPClientTests {
    private func send(
        _ server: FixtureServer, _ path: String = "/x", options: HTTPOptions = HTTPOptions(), method: HTTPMethod = .get,
        headers: [(name: String, value: String)] = [], body: [UInt8]? = nil
    ) async throws -> HTTPResponse {
        let request = HTTPRequest(method, try WebAddress(server.base + path), headers: headers, body: body)
        return try await HTTPClient(options: options).send(request)
    }

    private func failure(
        options: HTTPOptions = HTTPOptions(), method: HTTPMethod = .get,
        _ reply: @escaping @Sendable (Received) -> Reply
    ) async throws -> UpstreamError {
        let server = try FixtureServer(reply)
        let request = HTTPRequest(method, try WebAddress(server.base + "/x"))
        let client = HTTPClient(options: options)
        return try #require(await #expect(throws: UpstreamError.self) { try await client.send(request) })
    }

    @Test("method, path, headers and body arrive as given, with captop as user agent and gzip accepted")
    func requestArrives() async throws {
        let server = try FixtureServer { _ in .json("{}") }
        let body = Array(#"{"a":1}"#.utf8)
        _ = try await send(server, "/a/b?c=d%20e", method: .patch, headers: [("X-One", "1")], body: body)
        let received = try #require(server.received.first)
        #expect(received.method == "PATCH")
        #expect(received.target == "/a/b?c=d%20e")
        #expect(received.headers["x-one"] == "1")
        #expect(received.headers["user-agent"] == "captop")
        #expect(received.headers["accept-encoding"] == "gzip")
        #expect(received.headers["expect"] == nil)
        #expect(received.body == body)
    }

    @Test("a POST without a body says so instead of waiting for one")
    func emptyPost() async throws {
        let server = try FixtureServer { _ in .json("{}") }
        _ = try await send(server, method: .post)
        #expect(server.received.first?.method == "POST")
        #expect(server.received.first?.headers["content-length"] == "0")
    }

    @Test("status, headers and body come back; any status is an answer")
    func answerArrives() async throws {
        let server = try FixtureServer { _ in .json("[1]", status: 418, headers: [("X-A", " b ")]) }
        let response = try await send(server)
        #expect(response.status == 418)
        #expect(response.headers["x-a"] == "b")
        #expect(response.body == Array("[1]".utf8))
    }

    @Test("requests one after the other share a connection")
    func keepsAlive() async throws {
        let server = try FixtureServer { _ in .json("{}") }
        let client = HTTPClient()
        let request = HTTPRequest(.get, try WebAddress(server.base + "/x"))
        for _ in 0..<5 { _ = try await client.send(request) }
        // A loaded machine may see the first connection as not yet idle when the second request is made.
        #expect(Set(server.received.map(\.connection).dropFirst()).count == 1)
    }

    @Test("a gzip answer is unpacked")
    func unpacksGzip() async throws {
        let packed = gzipHello
        let server = try FixtureServer { _ in
            .answer(status: 200, headers: [("Content-Encoding", "gzip"), ("Content-Type", "text/plain")], body: packed)
        }
        #expect(try await send(server).body == Array("hello hello hello\n".utf8))
    }

    @Test("broken gzip is a malformed answer")
    func brokenGzip() async throws {
        let error = try await failure { _ in
            .answer(status: 200, headers: [("Content-Encoding", "gzip")], body: Array("not gzip at all".utf8))
        }
        #expect(error.kind == .malformed)
    }

    @Test("nobody listening is refused, with host and port")
    func refused() async throws {
        let port = freePort()
        let address = try WebAddress("http://127.0.0.1:\(port)/")
        let error = try #require(
            await #expect(throws: UpstreamError.self) { try await HTTPClient().send(HTTPRequest(.get, address)) })
        #expect(error == UpstreamError(.refused, "connection to 127.0.0.1:\(port) refused"))
    }

    @Test("a host with nothing but IPv6 is reached")
    func onlyIPv6() async throws {
        let server = try FixtureServer(isIPv6: true) { _ in .json("[6]") }
        #expect(try await send(server).body == Array("[6]".utf8))
    }

    @Test("a host that does not exist is a DNS failure that names it")
    func unknownHost() async throws {
        // No label may be longer than 63 bytes, so that no name server need be asked.
        let host = String(repeating: "x", count: 64) + ".invalid"
        let error = try #require(
            await #expect(throws: UpstreamError.self) {
                try await HTTPClient().send(HTTPRequest(.get, try WebAddress("https://\(host)/")))
            })
        #expect(error.kind == .dns)
        #expect(error.message.contains(host))
    }

    @Test("a server that does not speak TLS is a TLS failure with its reason")
    func plainServerBehindHTTPS() async throws {
        let server = try FixtureServer(greeting: Reply.text("HTTP/1.1 400 Bad Request\r\n\r\n"))
        let address = try WebAddress("https://127.0.0.1:\(server.port)/")
        let error = try #require(
            await #expect(throws: UpstreamError.self) { try await HTTPClient().send(HTTPRequest(.get, address)) })
        #expect(error.kind == .tls)
        #expect(error.message.contains("wrong version number"))
    }

    @Test("no answer within the total time is a timeout that says so")
    func noAnswer() async throws {
        var options = HTTPOptions()
        options.totalTimeout = 2500
        let error = try await failure(options: options) { _ in .hold([]) }
        #expect(error == UpstreamError(.timeout, "no answer from 127.0.0.1 within 2.5 s"))
    }

    @Test("an answer that trickles is a timeout that says it was not complete")
    func slowAnswer() async throws {
        var options = HTTPOptions()
        options.totalTimeout = 2500
        let error = try await failure(options: options) { _ in
            .hold(Reply.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"))
        }
        #expect(error == UpstreamError(.timeout, "the answer of 127.0.0.1 was not complete within 2.5 s"))
    }

    @Test("an answer that stops coming is given up long before one that is merely slow, and says so")
    func stalledAnswer() async throws {
        var options = HTTPOptions()
        options.stallTimeout = 1000
        let error = try await failure(options: options) { _ in
            .hold(Reply.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"))
        }
        #expect(error == UpstreamError(.timeout, "nothing came from 127.0.0.1 for 1 s"))
    }

    @Test(
        "a connection cut before, in or after the head is lost, not an empty answer",
        arguments: [
            "", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Le",
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"a\"",
        ])
    func cut(bytes: String) async throws {
        let error = try await failure { _ in .cut(Reply.text(bytes)) }
        #expect(error.kind == .connectionLost || (bytes == "HTTP/1.1 200" && error.kind == .notAnAPI))
    }

    @Test("bytes that are no HTTP are not an API answer")
    func notHTTP() async throws {
        let error = try await failure { _ in .cut(Reply.text("SSH-2.0-OpenSSH_9.2\r\n")) }
        #expect(error.kind == .notAnAPI)
    }

    @Test("a body beyond the limit is refused, however it is packed")
    func tooLarge() async throws {
        var options = HTTPOptions()
        options.maximumBody = 1000
        let error = try await failure(options: options) { _ in .json(String(repeating: " ", count: 1001)) }
        #expect(error.kind == .malformed)
        options.maximumBody = 17
        let packed = try await failure(options: options) { _ in
            .answer(status: 200, headers: [("Content-Encoding", "gzip")], body: gzipHello)
        }
        #expect(packed.kind == .malformed)
    }

    @Test("what comes at once is held within one budget: a body beyond it is refused, and gives back what it had")
    func tooMuchAtOnce() async throws {
        var options = HTTPOptions()
        options.maximumBodies = 1 << 20
        let server = try FixtureServer { received in
            if received.path == "/held" {
                return .hold(Reply.text("HTTP/1.1 200 OK\r\nContent-Length: 700001\r\n\r\n" + spaces(700_000)))
            }
            return .json(spaces(received.path == "/small" ? 300_000 : 700_000))
        }
        let client = HTTPClient(options: options)
        func ask(_ path: String) async throws -> Int {
            try await client.send(HTTPRequest(.get, try WebAddress(server.base + path))).body.count
        }
        // One after the other they have room, as often as one likes.
        for _ in 0..<3 { #expect(try await ask("/large") == 700_000) }
        let held = try WebAddress(server.base + "/held")
        try await withThrowingTaskGroup(of: UpstreamError?.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    do throws(UpstreamError) {
                        _ = try await client.send(HTTPRequest(.get, held))
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            let refusal: UpstreamError? = try await group.next() ?? nil
            #expect(refusal == UpstreamError(.malformed, "the answers under way are larger than 1 MiB"))
            #expect(try await ask("/small") == 300_000, "there is room beside the other one")
            group.cancelAll()
        }
        #expect(try await ask("/large") == 700_000)
    }

    @Test("endless headers are refused")
    func endlessHeaders() async throws {
        let error = try await failure { _ in
            .hold(
                Reply.text(
                    "HTTP/1.1 200 OK\r\n"
                        + String(repeating: "X-A: \(String(repeating: "b", count: 1000))\r\n", count: 400)))
        }
        #expect(error.kind == .malformed)
    }

    @Test("a GET follows redirects within its origin")
    func sameOrigin() async throws {
        let server = try FixtureServer { request in
            request.path == "/x"
                ? .answer(status: 302, headers: [("Location", "/y")], body: []) : .json(#"{"at":"y"}"#)
        }
        #expect(try await send(server, headers: [("X-Key", "k")]).body == Array(#"{"at":"y"}"#.utf8))
        #expect(server.received.map(\.path) == ["/x", "/y"])
    }

    @Test("a redirect to another host, port or scheme is reported and never followed")
    func otherOrigin() async throws {
        let other = try FixtureServer { _ in .json("{}") }
        let locations = ["\(other.base)/y", "https://127.0.0.1/y", "http://localhost:1/y", "http://example.com/"]
        for location in locations {
            let error = try await failure { _ in .answer(status: 307, headers: [("Location", location)], body: []) }
            #expect(error == UpstreamError(.redirected, "307 redirected to another host (check base_url)", status: 307))
        }
        #expect(other.received.isEmpty)
    }

    @Test("a redirected write is reported, and a circle ends")
    func redirectedWrite() async throws {
        let write = try await failure(method: .put) { _ in
            .answer(status: 301, headers: [("Location", "/y")], body: [])
        }
        #expect(write.kind == .redirected)
        let circle = try await failure { _ in .answer(status: 301, headers: [("Location", "/x")], body: []) }
        #expect(circle.kind == .redirected)
    }

    @Test("cancelling the task ends the exchange at once")
    func cancellation() async throws {
        let server = try FixtureServer { _ in .hold([]) }
        // No time limit may come before the cancelling, however busy the machine is.
        var options = HTTPOptions()
        options.totalTimeout = 3_600_000
        options.stallTimeout = 3_600_000
        let client = HTTPClient(options: options)
        let request = HTTPRequest(.get, try WebAddress(server.base + "/x"))
        let task = Task { try await client.send(request) }
        await server.arrived(1)
        task.cancel()
        let error = await #expect(throws: UpstreamError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
    }

    @Test("a task cancelled before it sends sends nothing")
    func cancelledBefore() async throws {
        let server = try FixtureServer { _ in .json("{}") }
        let client = HTTPClient()
        let request = HTTPRequest(.get, try WebAddress(server.base + "/x"))
        let gate = Gate()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.send(request)
        }
        gate.open()
        let error = await #expect(throws: UpstreamError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        #expect(server.received.isEmpty)
    }

    @Test("failures leave the client usable: the next exchange succeeds")
    func recovers() async throws {
        let count = Counter()
        let server = try FixtureServer { _ in count.next() <= 3 ? .cut([]) : .json("{}") }
        let client = HTTPClient()
        let request = HTTPRequest(.get, try WebAddress(server.base + "/x"))
        var failures = 0
        while (try? await client.send(request)) == nil, failures < 10 { failures += 1 }
        #expect((1...3).contains(failures))
    }

    @Test("many exchanges at once all come back, each with its own answer")
    func concurrent() async throws {
        let server = try FixtureServer { request in .json(request.target) }
        let client = HTTPClient()
        let base = server.base
        let answers = try await withThrowingTaskGroup(of: (String, String).self) { group in
            for index in 0..<100 {
                group.addTask {
                    let response = try await client.send(HTTPRequest(.get, try WebAddress("\(base)/\(index)")))
                    return ("/\(index)", String(decoding: response.body, as: UTF8.self))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 100)
        #expect(answers.allSatisfy { $0.0 == $0.1 })
    }

    @Test("a request that libcurl does not take is not begun, so that its end is not waited for")
    func notTaken() throws {
        try #require(ccurl_load() == nil)
        // No handle of libcurl's: it takes nothing for that.
        let other = UnsafeMutableRawPointer.allocate(byteCount: 4096, alignment: 16)
        other.initializeMemory(as: UInt8.self, repeating: 0, count: 4096)
        defer { other.deallocate() }
        let transfer = Transfer(HTTPRequest(.get, try WebAddress("http://127.0.0.1:9/x")))
        let begun = CurlTransfer(transfer, options: HTTPOptions(), multi: other)
        #expect(begun?.easy == nil)
    }

    @Test("a request never describes its headers")
    func redacted() throws {
        let request = HTTPRequest(.get, try WebAddress("https://h/x"), headers: [("X-Key", "sesame")])
        var dumped = ""
        dump(request, to: &dumped)
        for text in ["\(request)", String(reflecting: request), dumped] {
            #expect(!text.contains("sesame"))
        }
    }
}

private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
