// What every sync keeps to: one refresh at a time, failures as values, recovery, cancellation.

import Models
import Testing

@testable import Upstream

@Suite struct NetworkSyncTests {
    private let caps = #"[{"id":"c","type":"volume","count":3,"maximum":5,"duration":1,"duration_units":"day"}]"#

    private func answer(_ request: Received) -> Reply {
        switch request.path {
        case "/caps": .json(caps)
        case "/flows": .json("[]")
        case "/account": .json(#"{"id":"a","name":"Acme","time_zone":"America/Chicago"}"#)
        default: .json("{}", status: 404)
        }
    }

    @Test("refreshes asked for while one is running join it")
    func singleFlight() async throws {
        let gate = Gate()
        let server = try FixtureServer { request in
            request.path == "/caps" ? .after(gate, answer(request)) : answer(request)
        }
        let sync = try server.sync(.leadconduit)
        let asking = Counter()
        let all = Task {
            await withTaskGroup(of: SyncResult.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        _ = asking.next()
                        return await sync.refresh()
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        await server.arrived(1)
        while asking.value < 8 { await Task.yield() }
        gate.open()
        let results = await all.value
        #expect(results.count == 8)
        #expect(try results.allSatisfy { try $0.snapshot() == results[0].snapshot() })
        let asked = server.received.count { $0.path == "/caps" }
        // Who is about to ask when the first refresh ends gets a second one; the others have joined.
        #expect(asked <= 2)
    }

    @Test("every kind of failure is a value, with a delay, and the next refresh succeeds")
    func recovery() async throws {
        let html = Reply.answer(status: 200, headers: [("Content-Type", "text/html")], body: Array("<html>".utf8))
        let faults: [(Reply, UpstreamError.Kind)] = [
            (.cut([]), .connectionLost), (html, .notAnAPI), (.json(#"{"error":"x"}"#, status: 401), .unauthorized),
            (.json("{}", status: 403), .forbidden), (.json("[1", status: 200), .malformed),
            (.json("{}", status: 400), .badRequest), (.json("{}", status: 404), .notFound),
            (.json("{}", status: 429, headers: [("Retry-After", "60")]), .rateLimited),
            (.json("{}", status: 503, headers: [("Retry-After", "60")]), .serverFault),
            (.answer(status: 302, headers: [("Location", "https://example.com/")], body: []), .redirected),
        ]
        let step = Counter()
        let server = try FixtureServer { request in
            let index = step.value
            return index < faults.count && request.path == "/caps" ? faults[index].0 : answer(request)
        }
        let sync = try server.sync(.leadconduit)
        for (index, fault) in faults.enumerated() {
            guard case .failed(let error, let delay) = await sync.refresh() else {
                Issue.record("fault \(index) was not noticed")
                continue
            }
            #expect(error.kind == fault.1)
            #expect(!error.message.isEmpty && !error.message.contains("\n") && !error.message.contains("sesame"))
            #expect(error.retryAfter == nil ? (500...15_000).contains(delay) : delay == 60_000)
            _ = step.next()
        }
        #expect(try await sync.refresh().snapshot().meters.first?.count == Quantity(3))
    }

    @Test("an unreachable server is a failure whose delay stays under the ceiling for ever")
    func unreachable() async throws {
        let network = Network(name: "leads", kind: .leadconduit, environment: .sandbox)
        let account = try NetworkAccount(
            network: network, baseURL: "http://127.0.0.1:\(freePort())", key: .inProcess("sesame"))
        var options = SyncOptions()
        options.limits = .unhurried
        options.retryCeiling = 4000
        let sync = NetworkSync(account: account, client: HTTPClient(), options: options, now: { tuesday })
        for _ in 0..<20 {
            guard case .failed(let error, let delay) = await sync.refresh() else {
                Issue.record("loaded from nobody")
                return
            }
            #expect(error.kind == .refused)
            #expect((500...4000).contains(delay))
        }
    }

    @Test(
        "after a failure one request has to succeed before others are sent",
        arguments: [NetworkKind.everflow, .leadconduit])
    func probing(kind: NetworkKind) async throws {
        let server = try FixtureServer { _ in .json("{}", status: 500, headers: [("Retry-After", "60")]) }
        let sync = try server.sync(kind)
        _ = await sync.refresh()
        for _ in 0..<5 {
            let before = server.received.count
            #expect(await sync.refresh().error?.kind == .serverFault)
            #expect(server.received.count == before + 1)
        }
    }

    @Test("a network where everything fails later is a failure, not old data with a new time")
    func laterFailure() async throws {
        let fake = FakeEverflow()
        fake.change { $0.offers = [.init(id: 1, saved: 5, members: #""daily_click_cap":5"#)] }
        let isDown = Counter()
        let server = try FixtureServer { request in
            isDown.value > 0 ? .json("{}", status: 500, headers: [("Retry-After", "60")]) : fake.answer(request)
        }
        let sync = try server.sync(.everflow)
        _ = try await sync.refresh().snapshot()
        _ = isDown.next()
        #expect(await sync.refresh().error?.kind == .serverFault)
        isDown.back()
        _ = try await sync.refresh().snapshot()
    }

    @Test("cancelling the only caller ends the refresh; the next one works")
    func cancellation() async throws {
        let count = Counter()
        let server = try FixtureServer { request in count.next() == 1 ? .hold([]) : answer(request) }
        let sync = try server.sync(.leadconduit)
        let task = Task { await sync.refresh() }
        await server.arrived(1)
        task.cancel()
        #expect(await task.value.error?.kind == .cancelled)
        _ = try await sync.refresh().snapshot()
    }

    @Test("a success that is a refusal brings the key neither into a failure nor into the notes")
    func refusedSuccess() async throws {
        // printf 'API:sesame' | base64
        let refusal = Reply.json(#"{"error":"invalid key sesame (Basic QVBJOnNlc2FtZQ==)"}"#)
        let said = "invalid key [key] (Basic [key])"
        let noCaps = try FixtureServer { request in request.path == "/caps" ? refusal : answer(request) }
        #expect(await (try noCaps.sync(.leadconduit)).refresh().error?.message == "caps: \(said)")
        let noFlows = try FixtureServer { request in request.path == "/flows" ? refusal : answer(request) }
        #expect(try await noFlows.sync(.leadconduit).refresh().snapshot().notes.contains("flows: \(said)"))
        let fake = FakeEverflow()
        fake.change { state in
            state.offers = [.init(id: 1, saved: 5, members: #""daily_click_cap":5"#)]
            state.faults["/v1/networks/offergroups"] = refusal
        }
        let noGroups = try FixtureServer { fake.answer($0) }
        #expect(try await noGroups.sync(.everflow).refresh().snapshot().notes.contains("offer groups: \(said)"))
    }

    @Test("what a server says at length is cut once the key has gone from it")
    func longRefusal() async throws {
        let start = String(repeating: "x", count: 490)
        let server = try FixtureServer { _ in .json(#"{"error":"\#(start)sesame"}"#) }
        // 500 in all: 6 of `caps: `, 490, and 4 of `[key]`.
        #expect(await (try server.sync(.leadconduit)).refresh().error?.message == "caps: \(start)[key")
    }

    @Test(
        "an edit keeps to the one request at a time that LeadConduit gets, and goes before the next of a refresh",
        .timeLimit(.minutes(20)))
    func editsShareThePace() async throws {
        let gate = Gate()
        let flow = Reply.json(String(decoding: FakeObject.flow.serialized(), as: UTF8.self))
        let server = try FixtureServer { request in
            switch request.path {
            case "/caps": return .after(gate, answer(request))
            case "/flows/f1": return flow
            default: return answer(request)
            }
        }
        let sync = try server.sync(.leadconduit) { $0.limits = RateGate.Limits.of(.leadconduit) }
        let writer = EditWriter(
            client: sync.client, journal: MemoryJournal(), options: WriterOptions(who: "ines@desk"), now: { tuesday })
        let refresh = Task { await sync.refresh() }
        await server.arrived(1)
        let target = EditTarget(network: "leads", kind: .leadCap, key: "c1", flowID: "f1")
        let reading = Task { try await writer.read(target) }
        while await sync.client.gate.waiting == 0 { await Task.yield() }
        #expect(server.received.map(\.path) == ["/caps"])
        gate.open()
        #expect(try await reading.value?.values["maximum"]?.text == "2000")
        _ = try await refresh.value.snapshot()
        #expect(server.received.map(\.path) == ["/caps", "/flows/f1", "/account", "/flows"])
    }

    @Test("no custom caps and no offers is a failure, the key's fault first")
    func nothingReadable() async throws {
        let forbidden = try FixtureServer { _ in .json(#"{"error":"Out of realm"}"#, status: 403) }
        #expect(await (try forbidden.sync(.everflow)).refresh().error?.kind == .forbidden)
        let unauthorized = try FixtureServer { request in
            request.path.hasSuffix("/custom/caps") ? .json("{}", status: 401) : .json("{}", status: 500)
        }
        #expect(await (try unauthorized.sync(.everflow)).refresh().error?.kind == .unauthorized)
    }
}
