// One try of a webhook against a real socket, and programs that are given something to read.
import Models
import Testing

@testable import Upstream

@Suite("Webhooks and programs")
struct WebhookTests {
    private func post(_ reply: @escaping @Sendable (Received) -> Reply) async throws -> (WebhookVerdict, [Received]) {
        let server = try FixtureServer(reply)
        let webhook = Webhook(try WebAddress(server.base + "/hook?token=t0k3n"), client: HTTPClient()) {
            Timestamp(seconds: 1_773_174_041)
        }
        let verdict = await webhook.post(Array(#"{"id":"1"}"#.utf8))
        return (verdict, server.received)
    }

    @Test("the body arrives as JSON, and any 2xx takes it")
    func taken() async throws {
        for status in [200, 202, 204] {
            let (verdict, received) = try await post { _ in .answer(status: status, headers: [], body: []) }
            #expect(verdict == .taken)
            #expect(received.map(\.method) == ["POST"])
            #expect(received.first?.target == "/hook?token=t0k3n")
            #expect(received.first?.headers["content-type"] == "application/json")
            #expect(received.first.map { String(decoding: $0.body, as: UTF8.self) } == #"{"id":"1"}"#)
        }
    }

    @Test("what a receiver refuses is told from a receiver that takes nothing")
    func verdicts() async throws {
        for status in [400, 401, 404, 413] {
            #expect(try await post { _ in .json("{}", status: status) }.0 == .rejected("answered \(status)"))
        }
        for status in [408, 500, 503] {
            #expect(
                try await post { _ in .json("{}", status: status) }.0
                    == .unavailable("answered \(status)", retryAfter: nil))
        }
        #expect(
            try await post { _ in .json("{}", status: 429, headers: [("Retry-After", "7")]) }.0
                == .unavailable("answered 429", retryAfter: 7))
        // Ninety seconds after the answer's own date.
        let date = [("Date", "Tue, 10 Mar 2026 20:20:41 GMT"), ("Retry-After", "Tue, 10 Mar 2026 20:22:11 GMT")]
        #expect(
            try await post { _ in .json("{}", status: 503, headers: date) }.0
                == .unavailable("answered 503", retryAfter: 90))
    }

    @Test("a redirect is not followed, here or elsewhere, and no message shows the address")
    func redirects() async throws {
        let other = try FixtureServer { _ in .json("{}") }
        for target in ["/else", other.base + "/hook"] {
            for status in [302, 307, 308] {
                let (verdict, received) = try await post { _ in
                    .json("{}", status: status, headers: [("Location", target)])
                }
                guard case .unavailable(let reason, _) = verdict else {
                    Issue.record("\(verdict)")
                    continue
                }
                #expect(received.count == 1)
                #expect(!reason.contains("t0k3n") && reason.contains("final address"), "\(reason)")
            }
        }
        #expect(other.received.isEmpty)
    }

    @Test("a connection that breaks says so without the address")
    func broken() async throws {
        let (verdict, _) = try await post { _ in .cut(Reply.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")) }
        guard case .unavailable(let reason, nil) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(!reason.contains("t0k3n"), "\(reason)")
    }

    @Test("a program reads its input, however long, and has the variables that it should")
    func program() async throws {
        let script = "wc -c; echo $CAPTOP_TEST_ONE; echo ${PATH-none}; grep SigIgn /proc/self/status"
        var run = ProgramRun(["sh", "-c", script])
        run.input = [UInt8](repeating: UInt8(ascii: "x"), count: 300_000)
        run.environment = ["CAPTOP_TEST_ONE": "a;b $(c)"]
        let lines = String(decoding: try await run.run(), as: UTF8.self).split(separator: "\n")
        #expect(lines[0] == "300000")
        #expect(lines[1] == "a;b $(c)")
        #expect(lines[2] != "none")
        let ignored = try #require(UInt64(lines[3].split(separator: "\t")[1], radix: 16))
        #expect(ignored & (1 << 12) == 0, "SIGPIPE ends it as it expects")
        run = ProgramRun(["sh", "-c", "echo ${HOME-none}"])
        run.environment = ["HOME": nil]
        #expect(String(decoding: try await run.run(), as: UTF8.self) == "none\n")
    }

    @Test("a program that reads nothing, or whose output nobody wants, comes to its end")
    func unread() async throws {
        var run = ProgramRun(["sh", "-c", "yes | head -c 1000000; exit 3"])
        run.input = [UInt8](repeating: 1, count: 200_000)
        run.takesOutput = false
        let error = await #expect(throws: ProgramFailure.self) { try await run.run() }
        #expect(error?.reason == "failed (exit 3)")
    }
}
