// The sandbox as a whole: its own events, its limits, its configuration, same seed over the wire.

import Foundation
import Models
import Testing

@testable import Sandbox

@Suite("Sandbox", .serialized)
struct SandboxTests {
    @Test("two sandboxes of one seed and start answer byte for byte the same")
    func sameData() async throws {
        var answers: [[String]] = []
        for _ in 0..<2 {
            try await RunningSandbox.run { sandbox in
                var bodies: [String] = []
                for path in ["/v1/networks/custom/caps?page_size=2000", "/v1/networks/offers?page_size=2000"] {
                    bodies.append(try await sandbox.everflow(path).body)
                }
                bodies.append(try await sandbox.leads("/flows").body)
                bodies.append(try await sandbox.leads("/caps").body)
                answers.append(bodies)
            }
        }
        #expect(answers[0] == answers[1])
    }

    @Test("posted events need a key of either API and answer a single event with a single decision")
    func events() async throws {
        try await RunningSandbox.run { sandbox in
            let body = #"{"type":"click","offer_id":1,"affiliate_id":2}"#
            let refused = try await sandbox.curl("/sandbox/events", body: body, [])
            #expect(refused.status == 401)
            for arguments in [["-H", "X-Eflow-API-Key: sandbox"], ["-u", "API:sandbox"]] {
                let answer = try await sandbox.curl("/sandbox/events", body: body, arguments)
                #expect(answer.status == 200)
                #expect(answer.json["outcome"]?.text == "refused")
                #expect(answer.json["reason"]?.text == "unknown offer 1")
            }
        }
    }

    @Test(
        "malformed events get 400 and nothing of their body counts",
        arguments: [
            "", "nonsense", #"{"events":[]}"#, #"{"events":5}"#, #"{"type":"view","offer_id":1,"affiliate_id":2}"#,
            #"{"type":"click","offer_id":"one","affiliate_id":2}"#, #"{"events":[{"type":"click","offer_id":1}]}"#,
            #"{"type":"event","offer_id":1,"affiliate_id":2}"#,
            #"{"type":"click","offer_id":1,"affiliate_id":2,"payout_revenue_id":7}"#,
            #"{"type":"click","offer_id":1,"affiliate_id":2,"sub1":5}"#,
            #"{"type":"click","offer_id":1,"affiliate_id":2,"country_id":[227]}"#,
            #"{"type":"click","offer_id":1,"affiliate_id":2,"is_proxy":"no"}"#,
            #"{"type":"click","offer_id":1,"affiliate_id":2,"offer_url_id":-1}"#,
            #"{"type":"click","offer_id":1,"affiliate_id":2,"variables":{"sku":7}}"#,
            #"{"type":"conversion","offer_id":1,"affiliate_id":2,"sale_amount":-0.01}"#,
            #"{"type":"conversion","offer_id":1,"affiliate_id":2,"sale_amount":"9"}"#,
            #"{"type":"conversion","offer_id":1,"affiliate_id":2,"sale_amount":1000001}"#,
        ])
    func badEvents(body: String) async throws {
        try await RunningSandbox.run { sandbox in
            let answer = try await sandbox.everflow("/sandbox/events", body: body)
            #expect(answer.status == 400)
            #expect(answer.error?.isEmpty == false)
        }
    }

    @Test("a body beyond the limit gets 413 and the server goes on")
    func largeBody() async throws {
        let file = TemporaryDatabase()
        let path = file.path
        try String(repeating: "x", count: SandboxRouter.bodyLimit + 1).write(
            toFile: path, atomically: true, encoding: .utf8)
        try await RunningSandbox.run { sandbox in
            let answer = try await sandbox.everflow("/sandbox/events", body: "@\(path)")
            #expect(answer.status == 413)
            #expect(try await sandbox.leads("/status").status == 200)
        }
    }

    @Test("settings that cannot be are refused with a sentence that names them")
    func configuration() {
        for (setting, configuration) in [
            ("port", SandboxConfiguration(port: 70_000)), ("key", SandboxConfiguration(key: "")),
            ("caps", SandboxConfiguration(caps: 0)), ("traffic", SandboxConfiguration(trafficPerSecond: -1)),
            ("speed", SandboxConfiguration(speed: .infinity)),
        ] {
            let error = #expect(throws: SandboxError.self) { try Sandbox(configuration) }
            #expect(error?.setting == setting && error?.message.hasPrefix("\(setting) must be ") == true)
        }
    }

    @Test("a file that is no database of the sandbox's is refused with a sentence")
    func foreignFile() throws {
        let file = TemporaryDatabase()
        let path = file.path
        try String(repeating: "not a database ", count: 500).write(toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: SandboxError.self) {
            try Sandbox(SandboxConfiguration(databasePath: path, caps: 20))
        }
        #expect(error?.message.contains(path) == true)
    }

    @Test("a file of the first version is brought up to this one and keeps what is in it")
    func upgrade() async throws {
        let file = TemporaryDatabase()
        let path = file.path
        var before: [String] = []
        let seen = { (sandbox: RunningSandbox) async throws -> [String] in
            [
                try await sandbox.everflow("/v1/networks/affiliates").body,
                try await sandbox.everflow("/v1/networks/offergroups").body, try await sandbox.leads("/flows").body,
            ]
        }
        try await RunningSandbox.run(path: path) { sandbox in before = try await seen(sandbox) }
        // What versions 2 and 3 added, taken away again.
        let statements =
            Self.withoutVersion3 + """
                DROP TABLE changelogs; ALTER TABLE affiliates DROP COLUMN details;
                ALTER TABLE offer_groups DROP COLUMN details; PRAGMA user_version = 1;
                """
        try await Self.execute(statements, in: path)
        try await RunningSandbox.run(path: path) { sandbox in
            let after = try await seen(sandbox)
            #expect(after == before)
            let flow = try #require(try await sandbox.leads("/flows").json[0])
            let id = try #require(flow["id"]?.text)
            let body = String(decoding: flow.serialized(), as: UTF8.self)
            #expect(try await sandbox.leads("/flows/\(id)", body: body, ["-X", "PUT"]).status == 200)
            #expect(try await sandbox.leads("/flows/\(id)/changelogs").json.array?.count == 1)
        }
    }

    private static let withoutVersion3 = """
        DROP TABLE custom_payouts; DROP TABLE tiered_commissions; DROP TABLE affiliate_tiers; DROP TABLE offer_events;
        DROP TABLE earnings; DROP TABLE commission_settlements; ALTER TABLE ledger DROP COLUMN events;
        ALTER TABLE ledger DROP COLUMN event_payout; ALTER TABLE ledger DROP COLUMN event_revenue;
        ALTER TABLE ledger DROP COLUMN sales;
        """

    private static func execute(_ statements: String, in path: String) async throws {
        let script = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2]); print('done')"
        #expect(try await RunningSandbox.output(of: "python3", ["-c", script, path, statements]) == "done\n")
    }

    @Test("a file of the second version counts as before, has no settings, and takes them")
    func upgradeToMoney() async throws {
        let file = TemporaryDatabase()
        let path = file.path
        let rows = { (sandbox: RunningSandbox) in
            try await sandbox.everflow("/v1/networks/offerstable?page_size=2000", body: "{}").body
        }
        var before = ""
        try await RunningSandbox.run(path: path) { sandbox in before = try await rows(sandbox) }
        try await Self.execute(Self.withoutVersion3 + "PRAGMA user_version = 2;", in: path)
        try await RunningSandbox.run(path: path) { sandbox in
            let after = try await rows(sandbox)
            #expect(after == before)
            for resource in MoneyResource.allCases { #expect(try await sandbox.all(resource).isEmpty) }
            let tier = #"{"name":"First","status":"active","payout_margin":20,"is_default_tier":true}"#
            #expect(
                try await sandbox.everflow(MoneyPaths.tiers, body: tier).json["network_affiliate_tier_id"] == .int(1))
        }
    }

    @Test("HEAD tells what GET would, without a body")
    func head() async throws {
        try await RunningSandbox.run { sandbox in
            let get = try await sandbox.leads("/flows")
            let head = try await sandbox.leads("/flows", ["--head"])
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head.headers["content-length"] == String(get.body.utf8.count))
            #expect(head.headers["etag"] == get.headers["etag"])
        }
    }

    @Test("the configuration snippet names both profiles and holds no literal key")
    func snippet() {
        let text = Sandbox.configurationSnippet(port: 8787, key: "sandbox")
        #expect(text.contains(#"base_url = "http://127.0.0.1:8787""#))
        #expect(text.contains(#"key = { env = "CAPTOP_SANDBOX_KEY" }"#))
        #expect(Sandbox.configurationSnippet(port: 1, key: "it's").contains(#"KEY='it'\''s'"#))
        #expect(text.contains("[profile.acme]") && text.contains("[profile.leads]"))
    }

    @Test("generated traffic at speed moves counters through the same engine", .timeLimit(.minutes(20)))
    func traffic() async throws {
        let configuration = SandboxConfiguration(
            port: 0, seed: 7, caps: 60, trafficPerSecond: 20, speed: 600, startDate: RunningSandbox.start)
        let world = try SandboxWorld(configuration)
        let clicks = { (world: SandboxWorld) async -> Int64 in
            await world.read { state, now in
                state.everflow.countedToday(at: now).values.reduce(Int64(0)) { $0 + $1.clicks }
            }
        }
        let before = await clicks(world)
        while await clicks(world) <= before, !Task.isCancelled { try await world.advanceTraffic() }
        #expect(await clicks(world) > before)
        try await world.close()
    }

    @Test("the budget is fifty at once and thirty a second after that")
    func limiter() {
        let start = ContinuousClock.now
        let limiter = RateLimiter(now: start)
        let burst = (0..<51).map { _ in limiter.take(at: start).isAllowed }
        #expect(burst == Array(repeating: true, count: 50) + [false])
        let later = start.advanced(by: .seconds(1))
        #expect((0..<31).map { _ in limiter.take(at: later).isAllowed }.filter { $0 }.count == 30)
        #expect((0..<11).map { _ in limiter.beginReport() } == Array(repeating: true, count: 10) + [false])
        limiter.endReport()
        #expect(limiter.beginReport())
    }
}
