// The LeadConduit side over real HTTP: authentication, `Accept`, tags, listing rules, submissions.

import Models
import Testing

@testable import Sandbox

@Suite("LeadConduit side", .serialized)
struct LeadConduitServerTests {
    @Test("wrong or missing credentials get 401 with the documented words and no challenge; any user name will do")
    func authentication() async throws {
        try await RunningSandbox.run { sandbox in
            for key in [nil, "wrong"] {
                let answer = try await sandbox.leads("/caps", key: key)
                #expect(answer.status == 401)
                #expect(answer.body == #"{"error":"authentication failed"}"#)
                #expect(answer.headers["www-authenticate"] == nil)
            }
            let other = try await sandbox.curl("/status", ["-u", "someone:sandbox"])
            #expect(other.status == 200)
            #expect(other.body == #"{"version":"13.5.0"}"#)
        }
    }

    @Test("a caller that does not take JSON gets the web application")
    func accept() async throws {
        try await RunningSandbox.run { sandbox in
            let page = try await sandbox.leads("/caps", accept: "text/html")
            #expect(page.status == 200)
            #expect(page.headers["content-type"]?.hasPrefix("text/html") == true)
            for accept in ["application/json", "*/*", "text/html, application/json;q=0.5"] {
                let answer = try await sandbox.leads("/caps", accept: accept)
                #expect(answer.headers["content-type"] == "application/json; charset=utf-8")
            }
        }
    }

    @Test("a matching tag gets 304 without a body, another one the answer")
    func tags() async throws {
        try await RunningSandbox.run { sandbox in
            let first = try await sandbox.leads("/flows")
            let tag = try #require(first.headers["etag"])
            #expect(tag.hasPrefix("W/\""))
            let same = try await sandbox.leads("/flows", ["-H", "If-None-Match: \(tag)"])
            #expect(same.status == 304 && same.body.isEmpty)
            let other = try await sandbox.leads("/flows", ["-H", "If-None-Match: W/\"other\""])
            #expect(other.status == 200 && other.body == first.body)
        }
    }

    @Test("counters are listed, filtered by flow, and got by id; malformed filters are 400 and unknown ones empty")
    func listing() async throws {
        try await RunningSandbox.run(caps: 150) { sandbox in
            let all = try LeadConduit.CapCounter.readList(Array(try await sandbox.leads("/caps").body.utf8))
            #expect(all.skipped.isEmpty && !all.items.isEmpty)
            let flow = try #require(all.items.first?.flowID)
            let some = try await sandbox.leads("/caps?flow_id=\(flow)").json.array ?? []
            #expect(some.count == all.items.filter { $0.flowID == flow }.count)
            let id = try #require(all.items.first?.id)
            #expect(try await sandbox.leads("/caps/\(id)").json == (some.first { $0["id"]?.text == id }))
            #expect(try await sandbox.leads("/caps?flow_id=000000000000000000000000").body == "[]")
            #expect(try await sandbox.leads("/caps?flow_id=zz").status == 400)
            let missing = try await sandbox.leads("/caps/000000000000000000000000")
            #expect(missing.status == 404 && missing.error == "not found")
            let configured = try await sandbox.leads("/flows").json.array?.flatMap { PlacedCap.all(in: $0) } ?? []
            #expect(configured.count > all.items.count)
            #expect(all.items.allSatisfy { item in configured.contains { $0.id == item.id } })
        }
    }

    @Test("known paths refuse other methods, unknown ones are not found, names and zones are there")
    func paths() async throws {
        try await RunningSandbox.run { sandbox in
            #expect(try await sandbox.leads("/account").json["time_zone"]?.text == "America/Chicago")
            #expect(try await sandbox.leads("/user").json["accounts"]?[0]?["name"]?.text == "Acme, Inc.")
            #expect(try await sandbox.leads("/caps", body: "{}").status == 405)
            #expect(try await sandbox.leads("/sources").status == 404)
            #expect(try await sandbox.leads("/ping_limits").body == "[]")
            let entities = try LeadConduit.Entity.readList(Array(try await sandbox.leads("/entities").body.utf8))
            #expect(entities.skipped.isEmpty && entities.items.contains { $0.name == "WebForm A" })
        }
    }

    @Test("a submitted lead is answered 201 with its outcome, moves its counters and is listed as an event")
    func submission() async throws {
        try await RunningSandbox.run { sandbox in
            let flow = try #require(try await sandbox.leads("/flows").json.array?.first { $0["enabled"]?.bool == true })
            let id = try #require(flow["id"]?.text)
            let source = try #require(flow["sources"]?[0]?["entity"]?["id"]?.text)
            let path = "/flows/\(id)/sources/\(source)/submit"
            let counts = { (text: String) in
                try LeadConduit.CapCounter.readList(Array(text.utf8)).items.reduce(Quantity.zero) {
                    $0 + ($1.count ?? .zero) + ($1.failedCount ?? .zero)
                }
            }
            let before = try counts(try await sandbox.leads("/caps?flow_id=\(id)").body)
            let lead = try await sandbox.leads(path, body: #"{"email":"a@b.example","state":"TX"}"#, key: nil)
            #expect(lead.status == 201)
            #expect(lead.json["price"]?.int64 == 0)
            #expect(try counts(try await sandbox.leads("/caps?flow_id=\(id)").body) > before)
            let form = try await sandbox.curl(path, ["-d", "email=&state=TX"])
            #expect(form.status == 201)
            #expect(form.json["outcome"]?.text == "failure" && form.json["reason"]?.text == "Missing email")
            let events = try await sandbox.leads("/events?sort=asc").json.array ?? []
            #expect(events.map { $0["id"]?.text } == [lead, form].map { $0.json["lead"]?["id"]?.text })
            #expect(events[1]["vars"]?["source"]?["id"]?.text == source)
            #expect(try await sandbox.leads("/flows/\(id)/sources/none/submit", body: "{}").status == 404)
            #expect(try await sandbox.leads(path, body: "{\"email\":").status == 400)
        }
    }

    @Test("statistics by minute count the leads that came")
    func statistics() async throws {
        try await RunningSandbox.run { sandbox in
            let flow = try #require(try await sandbox.leads("/flows").json.array?.first { $0["enabled"]?.bool == true })
            let id = try #require(flow["id"]?.text)
            let source = try #require(flow["sources"]?[0]?["entity"]?["id"]?.text)
            let rule =
                "%7B%22lhv%22%3A%22vars.flow.id%22%2C%22op%22%3A%22is%20equal%20to%22%2C%22rhv%22%3A%22\(id)%22%7D"
            let path =
                "/events/stats?interval=minutely&rule=\(rule)&column=source-failure&start=2026-03-10T20%3A20%3A00Z"
                + "&end=2026-03-10T20%3A20%3A59Z"
            let count = { (answer: CurlAnswer) in answer.json[0]?["source-failure"]?.int64 ?? 0 }
            let before = count(try await sandbox.leads(path))
            for _ in 0..<2 {
                _ = try await sandbox.leads("/flows/\(id)/sources/\(source)/submit", body: #"{"state":"TX"}"#)
            }
            let answer = try await sandbox.leads(path)
            #expect(count(answer) == before + 2)
            #expect(answer.json[0]?["start"]?.text == "2026-03-10T20:20:00.000Z")
            #expect(answer.json[0]?["end"]?.text == "2026-03-10T20:21:00.000Z")
        }
    }
}
