// A LeadConduit account over HTTP: counters every time, flows only when there is a reason.

import Models
import Synchronization
import Testing

@testable import Upstream

@Suite struct LeadConduitSyncTests {
    private final class Fake: Sendable {
        struct State: Sendable {
            var caps = "[]"
            var flows = "[]"
            var account = #"{"id":"a","name":"Acme","time_zone":"America/Chicago"}"#
            var faults: [String: Reply] = [:]
            var usesTags = true
        }

        let state = Mutex(State())

        func change(_ body: @Sendable (inout State) -> Void) {
            state.withLock { body(&$0) }
        }

        func answer(_ request: Received) -> Reply {
            state.withLock { state in
                if let fault = state.faults[request.path] { return fault }
                switch request.path {
                case "/caps": return .json(state.caps)
                case "/account": return .json(state.account)
                case "/flows":
                    let tag = "W/\"\(state.flows.utf8.count)\""
                    if state.usesTags && request.headers["if-none-match"] == tag {
                        return .answer(status: 304, headers: [("ETag", tag)], body: [])
                    }
                    return .json(state.flows, headers: [("ETag", tag)])
                default: return .json(#"{"error":"not found"}"#, status: 404)
                }
            }
        }
    }

    private let fake = Fake()

    private func server() throws -> FixtureServer {
        let fake = fake
        fake.change { state in
            state.flows = LeadConduitSyncTests.flow(#"{"id":"c1","maximum":10,"duration":1,"duration_units":"day"}"#)
            state.caps = "[\(LeadConduitSyncTests.counter("c1", 4))]"
        }
        return try FixtureServer { fake.answer($0) }
    }

    private static func flow(_ caps: String) -> String {
        #"[{"id":"f1","name":"Solar","enabled":true,"fields":[],"sources":[],"steps":[],"caps":[\#(caps)]}]"#
    }

    private static func counter(_ id: String, _ count: Int) -> String {
        #"{"id":"\#(id)","type":"volume","count":\#(count),"maximum":10,"duration":1,"duration_units":"day","flow_id":"f1"}"#
    }

    private func flowReads(_ server: FixtureServer) -> Int { server.received.count { $0.path == "/flows" } }

    @Test("flows are read at first and with every fifth refresh, with their tag; counters always")
    func cadence() async throws {
        let server = try server()
        let sync = try server.sync(.leadconduit)
        for _ in 0..<11 {
            let snapshot = try await sync.refresh().snapshot()
            #expect(snapshot.meters.map(\.count) == [Quantity(4)])
            #expect(snapshot.offers.map(\.name) == ["Solar"])
        }
        #expect(server.received.count { $0.path == "/caps" } == 11)
        #expect(flowReads(server) == 3)
        let tags = server.received.filter { $0.path == "/flows" }.map { $0.headers["if-none-match"] }
        #expect(tags[0] == nil && tags[1] != nil && tags[2] == tags[1])
    }

    @Test("after a change flows are read with the next refresh, and with those that follow until that succeeds")
    func afterChange() async throws {
        let server = try server()
        let sync = try server.sync(.leadconduit)
        _ = try await sync.refresh().snapshot()
        fake.change { state in
            state.flows = state.flows.replacing(#""Solar""#, with: #""Solar, renamed""#)
            state.faults["/flows"] = .json("[1")
        }
        await sync.noteChange()
        #expect(try await sync.refresh().snapshot().offers.map(\.name) == ["Solar"])
        fake.change { $0.faults = [:] }
        #expect(try await sync.refresh().snapshot().offers.map(\.name) == ["Solar, renamed"])
        _ = try await sync.refresh().snapshot()
        #expect(flowReads(server) == 3)
    }

    @Test("flows that are refused after a change are asked for at the usual pace again")
    func refusedAfterChange() async throws {
        let server = try server()
        let sync = try server.sync(.leadconduit)
        _ = try await sync.refresh().snapshot()
        fake.change { $0.faults["/flows"] = .json(#"{"error":"not authorized"}"#, status: 401) }
        await sync.noteChange()
        for _ in 0..<3 { _ = try await sync.refresh().snapshot() }
        #expect(flowReads(server) == 2)
    }

    @Test("a counter that the flows do not know has them read again, once")
    func unknownCounter() async throws {
        let server = try server()
        let sync = try server.sync(.leadconduit)
        _ = try await sync.refresh().snapshot()
        fake.change { state in
            state.caps = "[\(LeadConduitSyncTests.counter("c1", 4)),\(LeadConduitSyncTests.counter("ghost", 1))]"
        }
        for _ in 0..<3 {
            #expect(try await sync.refresh().snapshot().meters.map(\.object.id.key) == ["c1", "ghost"])
        }
        #expect(flowReads(server) == 2)
        fake.change { state in
            state.usesTags = false
            state.flows = LeadConduitSyncTests.flow(
                #"{"id":"c1","maximum":10,"duration":1,"duration_units":"day"},"#
                    + #"{"id":"c2","name":"two","maximum":10,"duration":1,"duration_units":"day"}"#)
            state.caps = "[\(LeadConduitSyncTests.counter("c2", 9))]"
        }
        let snapshot = try await sync.refresh().snapshot()
        #expect(snapshot.meters.map(\.object.id.key) == ["c1", "c2"])
        #expect(snapshot.meters.map(\.count) == [.zero, Quantity(9)])
    }

    @Test(
        "an account and flows that were once answered wrong are put right by the full reload, due or asked for, tag or no tag",
        arguments: [false, true])
    func fullReload(isAskedFor: Bool) async throws {
        let server = try server()
        let right = fake.state.withLock { $0 }
        let clock = StandingClock()
        fake.change { state in
            state.account = #"{"id":"a","name":"Acme"}"#
            state.flows = state.flows.replacing(#""c1""#, with: #""c9""#)
        }
        let sync = try server.sync(.leadconduit, clock: clock)
        let wrong = try await sync.refresh().snapshot()
        #expect(wrong.network.timeZone == nil)
        #expect(wrong.meters.map(\.id.object.key) == ["c9", "c1"])
        // The same number of bytes, so the same tag: the server says that nothing has changed.
        fake.change { $0 = right }
        clock.advance(minutes: 29)
        #expect(try await sync.refresh().snapshot().network.timeZone == nil)
        if !isAskedFor { clock.advance(minutes: 1) }
        let mended = try await sync.refresh(isWhole: isAskedFor).snapshot()
        #expect(mended.network.timeZone == "America/Chicago")
        #expect(mended.meters.map(\.id.object.key) == ["c1"])
        #expect(server.received.count { $0.path == "/account" } == 2)
    }

    @Test(
        "a plan without flows and a key without the account still show counters, and say so",
        arguments: [401, 403, 404])
    func withoutFlows(status: Int) async throws {
        let server = try server()
        fake.change { state in
            state.faults["/flows"] = .json(#"{"error":"not authorized"}"#, status: status)
            state.faults["/account"] = .json(#"{"error":"not authorized"}"#, status: status)
        }
        let sync = try server.sync(.leadconduit)
        _ = try await sync.refresh().snapshot()
        let snapshot = try await sync.refresh().snapshot()
        #expect(flowReads(server) == 1)
        #expect(snapshot.meters.map(\.count) == [Quantity(4)])
        #expect(snapshot.meters.first?.object.offer == NamedID(id: "f1", name: "f1"))
        #expect(snapshot.notes.contains { $0.hasPrefix("flows: \(status)") })
        #expect(snapshot.notes.contains { $0.hasPrefix("account: \(status)") })
    }

    @Test("requests go out one at a time")
    func oneInFlight() async throws {
        let fake = fake
        let gate = Gate()
        let server = try FixtureServer { .after(gate, fake.answer($0)) }
        // However long it takes until all have lined up, none is given up.
        var options = HTTPOptions()
        (options.totalTimeout, options.stallTimeout) = (1_200_000, 1_200_000)
        let client = AccountClient(
            account: try server.account(.leadconduit), client: HTTPClient(options: options), now: { tuesday })
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<5 {
                group.addTask { _ = try? await client.read(LeadConduit.Requests.caps()) }
            }
            await server.arrived(1)
            while await client.gate.waiting < 4, server.received.count == 1 { await Task.yield() }
            #expect(server.received.count == 1, "the first has no answer yet")
            gate.open()
        }
        #expect(server.received.count == 5)
    }
}
