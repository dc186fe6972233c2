// Faults on request: what the client sees, and what the server holds afterwards.

import Models
import Testing

@testable import Sandbox

@Suite("Faults", .serialized)
struct FaultTests {
    private static let path = "/v1/networks/custom/caps"

    /// Sets the faults, then a name on the first custom cap; answers what came back and the name that is stored then.
    private static func edit(
        _ fault: String, _ sandbox: RunningSandbox, _ arguments: [String] = []
    ) async throws -> (answer: CurlAnswer, name: String?, before: String?) {
        let list = { try await sandbox.everflow("\(path)?page_size=1").json["custom_cap_settings"]?[0] }
        let cap = try #require(try await list())
        let id = try #require(cap["network_custom_cap_setting_id"]?.int64)
        _ = try await sandbox.everflow("/sandbox/faults", body: #"{"faults":["PATCH \#(path)=\#(fault)"]}"#)
        let body = """
            {"network_custom_cap_setting_ids":[\(id)],"fields":[{"field_type":"name","field_value":"new name"}]}
            """
        let answer = try await sandbox.curl(
            path, body: body, ["-X", "PATCH", "-H", "X-Eflow-API-Key: sandbox"] + arguments)
        return (answer, try await list()?["name"]?.text, cap["name"]?.text)
    }

    @Test("a status refuses before anything happens", arguments: [400, 401, 403, 404, 429, 500, 503])
    func status(code: Int) async throws {
        try await RunningSandbox.run { sandbox in
            let seen = try await Self.edit("\(code)", sandbox)
            #expect(seen.answer.status == code)
            #expect(seen.answer.error?.isEmpty == false)
            #expect(seen.answer.headers["retry-after"] == nil)
            #expect(seen.name == seen.before && seen.name != "new name")
        }
    }

    @Test("a status can ask to be tried again later")
    func retryAfter() async throws {
        try await RunningSandbox.run { sandbox in
            let seen = try await Self.edit("429:7", sandbox)
            #expect(seen.answer.status == 429)
            #expect(seen.answer.headers["retry-after"] == "7")
        }
    }

    @Test("a connection cut before leaves things as they were, one cut after leaves them changed, neither answers")
    func cuts() async throws {
        try await RunningSandbox.run { sandbox in
            let early = try await Self.edit("cut-before", sandbox)
            #expect(early.answer.status == 0 && early.answer.body.isEmpty)
            #expect(early.name == early.before)
            let late = try await Self.edit("cut-after", sandbox)
            #expect(late.answer.status == 0 && late.answer.body.isEmpty)
            #expect(late.name == "new name")
        }
    }

    @Test("a malformed answer and a late one are of writes that were made")
    func malformedAndSlow() async throws {
        try await RunningSandbox.run { sandbox in
            let broken = try await Self.edit("malformed", sandbox)
            #expect(broken.answer.status == 200)
            #expect(broken.answer.body == #"{"resul"#)
            #expect(broken.name == "new name")
        }
        try await RunningSandbox.run { sandbox in
            let late = try await Self.edit("slow:600s", sandbox, ["--max-time", "5"])
            #expect(late.answer.status == 0)
            #expect(late.name == "new name")
            let start = ContinuousClock.now
            let waited = try await Self.edit("slow:120ms", sandbox)
            #expect(waited.answer.status == 200)
            #expect(start.duration(to: .now) >= .milliseconds(120))
        }
    }

    @Test("LeadConduit's server faults are pages, and a page can come with 200")
    func pages() async throws {
        try await RunningSandbox.run { sandbox in
            let body = #"{"faults":["GET /flows=500","GET /caps=html","POST /flows/*/deploy=404"]}"#
            _ = try await sandbox.leads("/sandbox/faults", body: body)
            let flows = try await sandbox.leads("/flows")
            #expect(flows.status == 500 && flows.headers["content-type"]?.hasPrefix("text/html") == true)
            let caps = try await sandbox.leads("/caps")
            #expect(caps.status == 200 && caps.body.hasPrefix("<"))
            let deploy = try await sandbox.leads("/flows/0123/deploy", ["-X", "POST"])
            #expect(deploy.status == 404 && deploy.error == "made to fail with 404")
        }
    }

    @Test("a fault happens as often as it says, then no more, and faults of the start are in force from the start")
    func times() async throws {
        let rule = try #require(FaultRule(text: "GET /status=503*2"))
        let sandbox = try Sandbox(SandboxConfiguration(port: 0, caps: 20, trafficPerSecond: 0, faults: [rule]))
        let running = RunningSandbox(port: try await sandbox.start())
        var statuses: [Int] = []
        for _ in 0..<3 { statuses.append(try await running.leads("/status").status) }
        let list = try await running.leads("/sandbox/faults").body
        await sandbox.stop()
        #expect(statuses == [503, 503, 200])
        #expect(list == #"{"faults":[{"fault":"GET /status=503*2","left":0}]}"#)
    }

    @Test("faults are listed and replaced with a key, and a bad one changes nothing")
    func door() async throws {
        try await RunningSandbox.run { sandbox in
            let door = "/sandbox/faults"
            #expect(try await sandbox.everflow(door, key: nil).status == 401)
            let set = try await sandbox.everflow(door, body: #"{"faults":["* /**=500"]}"#)
            #expect(set.body == #"{"faults":[{"fault":"* /**=500","left":null}]}"#)
            let bad = try await sandbox.everflow(door, body: #"{"faults":["GET /flows=200"]}"#)
            #expect(bad.status == 400 && bad.error?.contains("GET /flows=200") == true)
            #expect(try await sandbox.everflow(door).body == set.body)
            #expect(try await sandbox.everflow("/v1/networks").status == 500)
            #expect(try await sandbox.leads("/flows").status == 500)
            #expect(try await sandbox.everflow(door, body: #"{"faults":[]}"#).body == #"{"faults":[]}"#)
            #expect(try await sandbox.everflow("/v1/networks").status == 200)
        }
    }

    @Test(
        "texts that are no rules are refused",
        arguments: [
            "", "PATCH", "PATCH /a", "PATCH a=500", "/a=500", "GET /=500", "GET /a=200", "GET /a=600", "GET /a=slow",
            "GET /a=slow:3", "GET /a=slow:-1s", "GET /a=slow:601s", "GET /a=500*0", "GET /a=500*x", "GET /**/a=500",
            "GET /a=cut", "G3T /a=500", "GET /a=429:x",
        ])
    func badRules(text: String) {
        #expect(FaultRule(text: text) == nil)
    }

    @Test("rules read back from their own text and fit the paths they name")
    func rules() throws {
        for text in [
            "PATCH /v1/networks/custom/caps=500", "* /flows/*=slow:250ms*3", "GET /caps=429:0", "PUT /**=cut-after",
        ] {
            #expect(FaultRule(text: text)?.description == text)
        }
        let one = try #require(FaultRule(text: "get /v1/networks/offers/*=500"))
        #expect(one.matches("GET", ["networks", "offers", "204"]))
        #expect(!one.matches("PUT", ["networks", "offers", "204"]))
        #expect(!one.matches("GET", ["networks", "offers"]))
        let open = try #require(FaultRule(text: "* /networks/**=500"))
        #expect(open.matches("GET", ["networks", "offers", "204"]) && !open.matches("GET", ["networks"]))
    }
}
