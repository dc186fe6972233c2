// What the server does with requests that are still being sent, and with connections that stay open.

import Glibc
import Models
import TestSupport
import Testing

@testable import Sandbox

/// A connection that sends what it is told and nothing more. Closed when forgotten.
private final class RawConnection {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0)
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        try #require(write(descriptor, bytes, bytes.count) == bytes.count)
    }
}

@Suite("Open connections", .serialized)
struct OpenConnectionTests {
    private static let head = """
        POST /v1/networks/reporting/entity/summary HTTP/1.1\r
        Host: localhost\r
        X-Eflow-API-Key: sandbox\r
        Content-Length: 100\r
        \r

        """

    @Test("an eleventh report in flight gets 429 until one of the others ends")
    func reportsInFlight() async throws {
        let sandbox = try Sandbox(SandboxConfiguration(port: 0, caps: 20, trafficPerSecond: 0))
        let running = RunningSandbox(port: try await sandbox.start())
        let body = #"{"from":"2026-03-10","to":"2026-03-10","timezone_id":67,"currency_id":"USD"}"#
        let ask = { try await running.everflow("/v1/networks/reporting/entity/summary", body: body) }
        // Asking until they have arrived would empty the budget that they need to get in.
        let deadline = Deadline(seconds: 600)
        var open = try (0..<RateLimiter.reportsInFlight).map { _ in try RawConnection(port: running.port) }
        for connection in open { try connection.send(Self.head) }
        while sandbox.limiter.reports < open.count, !deadline.hasPassed { await Task.yield() }
        #expect(sandbox.limiter.reports == open.count)
        let refused = try await ask()
        #expect(refused.status == 429)
        #expect(refused.error == "Too many concurrent reporting requests.")
        let other = try await running.leads("/status")
        #expect(other.status == 200)
        open.removeLast()
        while sandbox.limiter.reports > open.count, !deadline.hasPassed { await Task.yield() }
        let answer = try await ask()
        #expect(answer.status == 200)
        await sandbox.stop()
    }

    @Test("stopping does not wait for idle connections or half-sent requests")
    func stopping() async throws {
        let sandbox = try Sandbox(SandboxConfiguration(port: 0, caps: 20, trafficPerSecond: 0))
        let port = try await sandbox.start()
        let idle = try RawConnection(port: port)
        let half = try RawConnection(port: port)
        try half.send(Self.head)
        let answer = try await RunningSandbox(port: port).leads("/status")
        #expect(answer.status == 200)
        await sandbox.stop()
        withExtendedLifetime((idle, half)) {}
    }

    @Test("a port that is taken is said in a sentence")
    func takenPort() async throws {
        try await RunningSandbox.run(caps: 20) { running in
            let second = try Sandbox(SandboxConfiguration(port: running.port, caps: 20, trafficPerSecond: 0))
            await #expect(throws: SandboxError.self) { try await second.start() }
        }
    }
}
