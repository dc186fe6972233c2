// Saving and deploying flows over real HTTP: what is kept, what is refused, what counts when. LeadConduit reference, 3.5,
// 3.6, 5.3, 7.8 and 7.9.

import Models
import Testing

@testable import Sandbox

@Suite("Flow writes", .serialized)
struct FlowWriteTests {
    /// A flow that takes leads, and the first of its sources.
    private static func flow(_ sandbox: RunningSandbox) async throws -> (tree: JSONValue, id: String, entity: String) {
        let flows = try await sandbox.leads("/flows").json.array ?? []
        let flow = try #require(flows.first { $0["enabled"] == .bool(true) })
        return (
            flow, try #require(flow["id"]?.text), try #require(flow["sources"]?[0]?["entity"]?["id"]?.text)
        )
    }

    private static func text(_ tree: JSONValue) -> String { String(decoding: tree.serialized(), as: UTF8.self) }

    private static func put(
        _ tree: JSONValue, _ id: String, _ sandbox: RunningSandbox
    ) async throws -> CurlAnswer {
        try await sandbox.leads("/flows/\(id)", body: text(tree), ["-X", "PUT"])
    }

    private static func deploy(_ id: String, _ sandbox: RunningSandbox) async throws {
        let answer = try await sandbox.leads("/flows/\(id)/deploy", ["-X", "POST"])
        #expect(answer.status == 200)
        #expect(answer.body == #"{"message":"Flow deployed"}"#)
    }

    /// A flow with nothing but `caps`, a source and what the reference requires.
    private static func bare(_ flow: JSONValue, caps: String) throws -> JSONValue {
        var tree = flow
        tree["caps"] = try JSONValue.parse(Array(caps.utf8))
        tree["sources"]?[0]?["caps"] = .null
        tree["steps"] = .array([])
        return tree
    }

    private static func submit(
        _ flow: (tree: JSONValue, id: String, entity: String), state: String = "TX", _ sandbox: RunningSandbox
    ) async throws -> JSONValue {
        try await sandbox.curl(
            "/flows/\(flow.id)/sources/\(flow.entity)/submit", body: #"{"email":"a@b.example","state":"\#(state)"}"#, []
        ).json
    }

    private static let capID = "6980cafbd3e4b5a6978877a1"

    private static func cap(
        _ maximum: Int = 2, unit: String = "day", duration: Int = 1, state: String? = nil,
        zone: String = "America/Chicago"
    ) -> String {
        let rules =
            state.map {
                #","rule_set":{"id":"9f3a1c","op":"and","rules":[{"id":"b27d40","lhv":"lead.state","op":"is equal to","rhv":"\#($0)"}]}"#
            } ?? ""
        return """
            [{"id":"\(capID)","type":"volume","maximum":\(maximum),"duration":\(duration),"duration_units":"\(unit)",
              "time_zone":"\(zone)"\(rules)}]
            """
    }

    @Test("everything sent is stored as it came, unknown members and the text of numbers too")
    func unknownMembers() async throws {
        try await RunningSandbox.run { sandbox in
            let flow = try await Self.flow(sandbox)
            var tree = flow.tree
            tree["level"] = .string("gold")
            tree["x_custom"] = try JSONValue.parse(Array(#"{"deep":[1,{"b":60.0,"a":null,"ü":"☂"}],"big":1e30}"#.utf8))
            tree["sources"]?[0]?["x_source"] = .array([.bool(true)])
            tree["caps"]?[0]?["x_cap"] = .string("kept")
            let saved = try await Self.put(tree, flow.id, sandbox)
            #expect(saved.status == 200)
            tree["updated_at"] = .string("2026-03-10T20:20:00.000Z")
            #expect(Self.text(saved.json) == Self.text(tree))
            #expect(saved.body == Self.text(tree))
            #expect(try await sandbox.leads("/flows/\(flow.id)").body == Self.text(tree))
        }
    }

    @Test("what only the server may say is not taken from the client")
    func readOnlyMembers() async throws {
        try await RunningSandbox.run { sandbox in
            let flow = try await Self.flow(sandbox)
            var tree = flow.tree
            tree["id"] = .string("000000000000000000000000")
            tree["created_at"] = .string("1999-01-01T00:00:00.000Z")
            tree["errors"] = .object([("name", .string("is bad"))])
            tree["caps"]?[0]?["created_at"] = .string("1999-01-01T00:00:00Z")
            let saved = try await Self.put(tree, flow.id, sandbox).json
            for name in ["id", "created_at"] { #expect(saved[name] == flow.tree[name]) }
            #expect(saved["errors"] == nil)
            #expect(saved["caps"]?[0]?["created_at"] == flow.tree["caps"]?[0]?["created_at"])
        }
    }

    @Test("a new cap gets an id and its time, and those that were there keep theirs")
    func newCap() async throws {
        try await RunningSandbox.run { sandbox in
            let flow = try await Self.flow(sandbox)
            var tree = flow.tree
            let new = try JSONValue.parse(
                Array(#"{"type":"volume","maximum":5,"duration":1,"duration_units":"day","caps":[{"maximum":1}]}"#.utf8)
            )
            tree["caps"] = .array((tree["caps"]?.array ?? []) + [new])
            let saved = try await Self.put(tree, flow.id, sandbox).json["caps"]?.array ?? []
            #expect(saved.dropLast() == (flow.tree["caps"]?.array ?? [])[...])
            let added = try #require(saved.last)
            let ids = [added["id"]?.text, added["caps"]?[0]?["id"]?.text].compactMap { $0 }
            #expect(ids.allSatisfy { $0.count == 24 && $0.allSatisfy(\.isHexDigit) } && Set(ids).count == 2)
            #expect(added["created_at"]?.text == "2026-03-10T20:20:00Z")
        }
    }

    @Test(
        "a flow that cannot be gets 422 with the member that is wrong, and nothing is saved",
        arguments: [
            ("caps.0.duration", #"{"caps":[{"duration":0}]}"#), ("caps.0.duration", #"{"caps":[{"duration":"1"}]}"#),
            ("caps.0.duration_units", #"{"caps":[{"duration_units":"year"}]}"#),
            ("caps.0.type", #"{"caps":[{"type":"budget"}]}"#), ("caps.0.maximum", #"{"caps":[{"maximum":-1}]}"#),
            ("caps.0.caps.0.duration", #"{"caps":[{"caps":[{"duration":0.5}]}]}"#), ("caps", #"{"caps":[]}"#),
            ("caps.0.time_zone", #"{"caps":[{"time_zone":"Moon/Base"}]}"#),
            ("caps.0.rule_set.rules", #"{"caps":[{"rule_set":{"op":"and","rules":[]}}]}"#),
            ("name", #"{"name":""}"#), ("name", #"{"name":null}"#), ("enabled", #"{"enabled":null}"#),
            ("fields", #"{"fields":null}"#), ("sources", #"{"sources":null}"#), ("steps", #"{"steps":{}}"#),
            ("sources.0.entity", #"{"sources":[{"integration":{}}]}"#),
            ("sources.0.integration", #"{"sources":[{"entity":{"id":"6909cea04b5a69788796a5b4"}}]}"#),
            ("steps.0.type", #"{"steps":[{"type":"detour"}]}"#),
            ("steps.0.rule_set", #"{"steps":[{"type":"filter","outcome":"failure"}]}"#),
        ])
    func invalid(path: String, change: String) async throws {
        try await RunningSandbox.run { sandbox in
            let flow = try await Self.flow(sandbox)
            var tree = flow.tree
            for member in try JSONValue.parse(Array(change.utf8)).object?.members ?? [] {
                tree[member.name] = member.value
            }
            let answer = try await Self.put(tree, flow.id, sandbox)
            #expect(answer.status == 422)
            #expect(answer.error == "invalid flow")
            #expect(answer.json["errors"]?.object?.members.map(\.name) == [path])
            #expect(try await sandbox.leads("/flows/\(flow.id)").json == flow.tree)
        }
    }

    @Test("a cap of another flow and an id that occurs twice are refused")
    func strangeIDs() async throws {
        try await RunningSandbox.run(caps: 150) { sandbox in
            let flows = try await sandbox.leads("/flows").json.array ?? []
            let id = try #require(flows[0]["id"]?.text)
            var tree = flows[0]
            tree["caps"] = flows[1]["caps"]
            #expect(try await Self.put(tree, id, sandbox).status == 422)
            tree["caps"] = .array(Array(repeating: try #require(flows[0]["caps"]?[0]), count: 2))
            #expect(try await Self.put(tree, id, sandbox).status == 422)
            #expect(try await sandbox.leads("/flows/0123", body: "{}", ["-X", "PUT"]).status == 404)
            #expect(try await sandbox.leads("/flows/0123/deploy", ["-X", "POST"]).status == 404)
            #expect(try await sandbox.leads("/flows/\(id)", body: "[", ["-X", "PUT"]).status == 400)
            #expect(try await sandbox.leads("/flows/\(id)", body: "{}", ["-X", "PATCH"]).status == 405)
        }
    }

    @Test("lead handling and counters follow a saved limit only once it is deployed")
    func deployment() async throws {
        try await RunningSandbox.run { sandbox in
            let flow = try await Self.flow(sandbox)
            _ = try await Self.put(Self.bare(flow.tree, caps: Self.cap(1)), flow.id, sandbox)
            try await Self.deploy(flow.id, sandbox)
            #expect(try await Self.submit(flow, sandbox)["outcome"]?.text == "success")
            #expect(try await Self.submit(flow, sandbox)["reason"]?.text == "Cap reached")
            _ = try await Self.put(Self.bare(flow.tree, caps: Self.cap(2)), flow.id, sandbox)
            #expect(try await Self.submit(flow, sandbox)["outcome"]?.text == "failure")
            #expect(try await sandbox.leads("/caps/\(Self.capID)").json["maximum"]?.int64 == 1)
            try await Self.deploy(flow.id, sandbox)
            let counter = try await sandbox.leads("/caps/\(Self.capID)").json
            #expect(counter["maximum"]?.int64 == 2)
            #expect(counter["count"]?.int64 == 1)
            #expect(counter["failed_count"]?.int64 == 2)
            #expect(try await Self.submit(flow, sandbox)["outcome"]?.text == "success")
            #expect(try await Self.submit(flow, sandbox)["outcome"]?.text == "failure")
        }
    }

    /// After three leads of Texas at 15:20 in Chicago on Tuesday, 10 March 2026.
    @Test(
        "counters follow the table of edits",
        arguments: [
            // edit, count after it, start and end of the interval after it
            (cap(500), 3, "2026-03-10T05:00:00.000Z", "2026-03-11T04:59:59.999Z"),
            (cap(900, state: "TX"), 0, "2026-03-10T05:00:00.000Z", "2026-03-11T04:59:59.999Z"),
            (cap(500, unit: "hour"), 0, "2026-03-10T20:00:00.000Z", "2026-03-10T20:59:59.999Z"),
            (cap(500, unit: "week"), 3, "2026-03-09T05:00:00.000Z", "2026-03-16T04:59:59.999Z"),
            (cap(500, duration: 3), 3, "2026-03-10T05:00:00.000Z", "2026-03-13T04:59:59.999Z"),
            (cap(500, zone: "UTC"), 0, "2026-03-10T00:00:00.000Z", "2026-03-10T23:59:59.999Z"),
        ])
    func edits(caps: String, count: Int64, start: String, end: String) async throws {
        try await RunningSandbox.run { sandbox in
            let flow = try await Self.flow(sandbox)
            _ = try await Self.put(Self.bare(flow.tree, caps: Self.cap(100)), flow.id, sandbox)
            try await Self.deploy(flow.id, sandbox)
            for _ in 0..<3 { _ = try await Self.submit(flow, sandbox) }
            _ = try await Self.put(Self.bare(flow.tree, caps: caps), flow.id, sandbox)
            #expect(try await sandbox.leads("/caps/\(Self.capID)").json["count"]?.int64 == 3)
            try await Self.deploy(flow.id, sandbox)
            let counter = try await sandbox.leads("/caps/\(Self.capID)").json
            #expect(counter["count"]?.int64 == count)
            #expect(counter["started_at"]?.text == start)
            #expect(counter["expires_at"]?.text == end)
        }
    }

    @Test("changing part of a rule restarts the counter, the limit of a cap with rules does not")
    func ruleEdits() async throws {
        try await RunningSandbox.run { sandbox in
            let flow = try await Self.flow(sandbox)
            let counts = { (caps: String) async throws -> Int64? in
                _ = try await Self.put(Self.bare(flow.tree, caps: caps), flow.id, sandbox)
                try await Self.deploy(flow.id, sandbox)
                return try await sandbox.leads("/caps/\(Self.capID)").json["count"]?.int64
            }
            #expect(try await counts(Self.cap(9, state: "TX")) == nil)
            _ = try await Self.submit(flow, sandbox)
            #expect(try await counts(Self.cap(10, state: "TX")) == 1)
            #expect(try await counts(Self.cap(10, state: "NM")) == 0)
            _ = try await Self.submit(flow, state: "NM", sandbox)
            #expect(try await counts(Self.cap(10)) == 0)
        }
    }

    @Test("a removed cap loses its counter, and one of the same id starts at nothing")
    func removal() async throws {
        try await RunningSandbox.run { sandbox in
            let flow = try await Self.flow(sandbox)
            for caps in [Self.cap(9), "null", Self.cap(9)] {
                _ = try await Self.put(Self.bare(flow.tree, caps: caps), flow.id, sandbox)
                try await Self.deploy(flow.id, sandbox)
                #expect(try await sandbox.leads("/caps/\(Self.capID)").status == 404)
                _ = try await Self.submit(flow, sandbox)
            }
            #expect(try await sandbox.leads("/caps/\(Self.capID)").json["count"]?.int64 == 1)
        }
    }

    @Test("the change log tells who changed which member from what to what, newest first")
    func changelog() async throws {
        try await RunningSandbox.run { sandbox in
            let flow = try await Self.flow(sandbox)
            let path = "/flows/\(flow.id)/changelogs"
            #expect(try await sandbox.leads(path).body == "[]")
            let old = try #require(flow.tree["caps"]?[0]?["maximum"]?.text)
            var tree = flow.tree
            tree["caps"]?[0]?["maximum"] = .int(2_000_001)
            _ = try await Self.put(tree, flow.id, sandbox)
            tree["name"] = .string("Renamed")
            _ = try await Self.put(tree, flow.id, sandbox)
            let answer = try await sandbox.leads(path)
            let log = try LeadConduit.ChangelogEntry.readList(Array(answer.body.utf8)).items
            #expect(log.map { $0.changes.map(\.deltaPath) } == [["name"], ["caps.0.maximum"]])
            let change = try #require(log.last?.changes.first)
            #expect(change.action == "changed" && change.target == "caps")
            #expect(change.previous?.value == .string(old) && change.current?.value == .string("2000001"))
            #expect(log.first?.currentRevision?["name"]?.text == "Renamed")
            let delta = try #require(log.last?.delta)
            #expect(Self.text(delta) == #"{"caps":{"0":{"maximum":[\#(old),2000001]}}}"#)
            #expect(log.first?.user?.email == "dana@example.com")
            #expect(!answer.body.contains("api_key"))
        }
    }

    @Test("saved and deployed documents, counters and the change log are the same after a restart")
    func restart() async throws {
        let file = TemporaryDatabase()
        let path = file.path
        var before: [String] = []
        var known: (tree: JSONValue, id: String, entity: String)?
        let seen = { (sandbox: RunningSandbox, id: String) async throws -> [String] in
            [
                try await sandbox.leads("/flows/\(id)").body, try await sandbox.leads("/caps").body,
                try await sandbox.leads("/flows/\(id)/changelogs").body,
            ]
        }
        try await RunningSandbox.run(path: path) { sandbox in
            let flow = try await Self.flow(sandbox)
            known = flow
            _ = try await Self.put(Self.bare(flow.tree, caps: Self.cap(1)), flow.id, sandbox)
            try await Self.deploy(flow.id, sandbox)
            _ = try await Self.submit(flow, sandbox)
            _ = try await Self.put(Self.bare(flow.tree, caps: Self.cap(50)), flow.id, sandbox)
            before = try await seen(sandbox, flow.id)
        }
        let flow = try #require(known)
        try await RunningSandbox.run(path: path) { sandbox in
            #expect(try await seen(sandbox, flow.id) == before)
            #expect(try await Self.submit(flow, sandbox)["outcome"]?.text == "failure")
            try await Self.deploy(flow.id, sandbox)
            #expect(try await Self.submit(flow, sandbox)["outcome"]?.text == "success")
        }
    }
}
