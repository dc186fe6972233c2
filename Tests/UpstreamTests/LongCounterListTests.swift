// A list of counters so long that it is read while it comes, over HTTP: what spoils it on its way spoils nothing that is known.

import Models
import Synchronization
import Testing

@testable import Upstream

@Suite struct LongCounterListTests {
    private static let length = 30_000

    private static func caps(first count: Int) -> String { "[\(counter(0, count))\(others)]" }

    private static let others = (1..<length).map { "," + counter($0, 3) }.joined()

    private static func counter(_ id: Int, _ count: Int) -> String {
        #"{"id":"c\#(id)","type":"volume","count":\#(count),"maximum":10,"duration":1,"#
            + #""duration_units":"day","started_at":"2026-03-10T05:00:00Z","expires_at":"2026-03-11T04:59:59.999Z"}"#
    }

    /// Answers what is asked for caps with these one after the other, and then the last of them.
    private func server(_ replies: [Reply]) throws -> FixtureServer {
        let left = Left(replies)
        return try FixtureServer { request in
            switch request.path {
            case "/caps": left.next()
            case "/account": .json(#"{"id":"a","name":"Acme","time_zone":"America/Chicago"}"#)
            default: .json("[]")
            }
        }
    }

    private final class Left: Sendable {
        private let replies: Mutex<[Reply]>

        init(_ replies: [Reply]) {
            self.replies = Mutex(replies)
        }

        func next() -> Reply {
            replies.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        }
    }

    private static func head(_ length: Int) -> [UInt8] {
        Reply.text("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(length)\r\n\r\n")
    }

    private func asked(_ server: FixtureServer) -> Int { server.received.count { $0.path == "/caps" } }

    @Test("each refresh brings its counts, with one request")
    func refreshes() async throws {
        let server = try server((1...4).map { .json(Self.caps(first: $0)) })
        let sync = try server.sync(.leadconduit)
        for count in 1...4 {
            let meters = try await sync.refresh().snapshot().meters
            #expect(meters.count == Self.length)
            #expect(meters[0].count == Quantity(count) && meters[Self.length - 1].count == Quantity(3))
        }
        #expect(asked(server) == 4)
    }

    @Test("an answer that breaks off is an error, and the refresh after it knows what it knew")
    func cut() async throws {
        let second = Reply.text(Self.caps(first: 2))
        let server = try server([
            .json(Self.caps(first: 1)), .cut(Self.head(second.count) + second.prefix(second.count / 2)),
            .json(Self.caps(first: 3)),
        ])
        let sync = try server.sync(.leadconduit)
        _ = try await sync.refresh().snapshot()
        #expect(await sync.refresh().error != nil)
        #expect(try await sync.refresh().snapshot().meters.map(\.count).prefix(2) == [Quantity(3), Quantity(3)])
        #expect(asked(server) == 3)
    }

    @Test("an answer of a fault is no list, and what is asked again is taken from its beginning")
    func fault() async throws {
        let server = try server([
            .json(Self.caps(first: 1)), .json(#"{"error":"down"}"#, status: 500), .json(Self.caps(first: 2)),
        ])
        let sync = try server.sync(.leadconduit)
        _ = try await sync.refresh().snapshot()
        #expect(try await sync.refresh().snapshot().meters[0].count == Quantity(2))
        #expect(asked(server) == 3)
    }

    @Test(
        "a list with something else in it is asked for whole, which tells what was passed over; so are those that follow"
    )
    func passedOver() async throws {
        let spoilt = "[7," + Self.caps(first: 2).dropFirst()
        let server = try server([.json(Self.caps(first: 1)), .json(spoilt)])
        let sync = try server.sync(.leadconduit)
        _ = try await sync.refresh().snapshot()
        for asked in [3, 4] {
            let snapshot = try await sync.refresh().snapshot()
            #expect(snapshot.meters.count == Self.length && snapshot.meters[0].count == Quantity(2))
            #expect(snapshot.notes.contains { $0.contains("cap counter") })
            #expect(self.asked(server) == asked)
        }
    }

    @Test("a page in place of the list is said to be one")
    func page() async throws {
        let server = try server([
            .json(Self.caps(first: 1)),
            .answer(status: 200, headers: [("Content-Type", "text/html")], body: Reply.text("<html></html>")),
        ])
        let sync = try server.sync(.leadconduit)
        _ = try await sync.refresh().snapshot()
        #expect(await sync.refresh().error?.kind == .notAnAPI)
    }
}
