// The Everflow side over real HTTP: keys, budget, paging, filters, objects, reports.

import Models
import Testing

@testable import Sandbox

@Suite("Everflow side", .serialized)
struct EverflowServerTests {
    @Test("a missing or wrong key gets 401 with the documented words, and rate limit headers all the same")
    func authentication() async throws {
        try await RunningSandbox.run { sandbox in
            for key in [nil, "wrong"] {
                let answer = try await sandbox.everflow("/v1/networks", key: key)
                #expect(answer.status == 401)
                #expect(answer.error == "No Authentication Method Found")
                #expect(answer.headers["x-ratelimit-limit"] == "50")
                #expect(answer.headers["x-ratelimit-remaining"].flatMap { Int($0) } != nil)
            }
            let answer = try await sandbox.everflow("/v1/networks")
            #expect(answer.status == 200)
            #expect(answer.headers["date"] == "Tue, 10 Mar 2026 20:20:00 GMT")
            #expect(answer.json["reporting_timezone_id"]?.int64 == 80)
            #expect(try await sandbox.everflow("/networks/info").json == answer.json)
        }
    }

    @Test("unknown paths and ids are 404, known paths with other methods 405")
    func unknownPaths() async throws {
        try await RunningSandbox.run { sandbox in
            let nothing = try await sandbox.everflow("/v1/networks/nothing")
            #expect(nothing.status == 404)
            #expect(nothing.error == "not found")
            #expect(try await sandbox.everflow("/v1/networks/offers/999999").status == 404)
            #expect(try await sandbox.everflow("/v1/networks/offers/table", body: "{}").status == 404)
            #expect(try await sandbox.everflow("/v1/networks/offers", body: "{}").status == 405)
        }
    }

    @Test("the three paging notations ask for the same page, and the query string wins")
    func paging() async throws {
        try await RunningSandbox.run { sandbox in
            let all = try await sandbox.everflow("/v1/networks/offerstable?page_size=2000", body: "{}").json
            let ids = all["offers"]?.array?.compactMap { $0["network_offer_id"]?.int64 } ?? []
            #expect(all["paging"]?["total_count"]?.int64 == 40)
            #expect(Set(ids).count == 40)
            for (query, body) in [
                ("?page=3&page_size=7", "{}"), ("", #"{"page":3,"page_size":7}"#),
                ("", #"{"paging":{"page":3,"page_size":7}}"#), ("?page=3", #"{"page":5,"page_size":7}"#),
            ] {
                let page = try await sandbox.everflow("/v1/networks/offerstable\(query)", body: body).json
                #expect(page["offers"]?.array?.compactMap { $0["network_offer_id"]?.int64 } == Array(ids[14..<21]))
                #expect(page["paging"]?["page"]?.int64 == 3)
            }
            let beyond = try await sandbox.everflow("/v1/networks/offers?page=9").json
            #expect(beyond["offers"]?.array?.isEmpty == true)
            for bad in ["page=0", "page_size=2001", "page=x"] {
                #expect(try await sandbox.everflow("/v1/networks/offers?\(bad)").status == 400)
            }
        }
    }

    @Test("the three filter notations agree, operators compare and filters combine")
    func filters() async throws {
        try await RunningSandbox.run(caps: 200) { sandbox in
            let all = try await sandbox.everflow("/v1/networks/custom/caps?page_size=2000").json
            let caps = all["custom_cap_settings"]?.array ?? []
            let offer = try #require(caps.first?["network_offer_id"]?.int64)
            let expected = caps.filter { $0["network_offer_id"]?.int64 == offer }
            for query in [
                "filter=network_offer_id%3D\(offer)", "filter[network_offer_id]=\(offer)", "network_offer_id=\(offer)",
            ] {
                let found = try await sandbox.everflow("/v1/networks/custom/caps?page_size=2000&\(query)").json
                #expect(found["custom_cap_settings"]?.array == expected)
            }
            let saved = caps.compactMap { $0["time_saved"]?.int64 }.sorted()
            let middle = saved[saved.count / 2]
            let later = try await sandbox.everflow("/v1/networks/custom/caps?filter=time_saved%3E\(middle)").json
            #expect(later["paging"]?["total_count"]?.int64 == Int64(saved.filter { $0 > middle }.count))
            let both = try await sandbox.everflow(
                "/v1/networks/custom/caps?filter=time_saved%3E\(middle)&filter=network_offer_id%3D\(offer)"
            ).json
            let expectedBoth = expected.filter { ($0["time_saved"]?.int64 ?? 0) > middle }.count
            #expect(both["paging"]?["total_count"]?.int64 == Int64(expectedBoth))
            #expect(try await sandbox.everflow("/v1/networks/custom/caps?filter=colour%3Dred").status == 400)
        }
    }

    @Test("tables search by name and id and filter by their own filters")
    func tables() async throws {
        try await RunningSandbox.run { sandbox in
            let byName = try await sandbox.everflow(
                "/v1/networks/affiliatestable", body: #"{"search_terms":[{"search_type":"name","value":"harbor"}]}"#
            ).json
            #expect(byName["affiliates"]?.array?.compactMap { $0["name"]?.text } == ["Harbor Media"])
            let paused = try await sandbox.everflow(
                "/v1/networks/offerstable?page_size=100", body: #"{"filters":{"offer_status":"paused"}}"#
            ).json
            let rows = paused["offers"]?.array ?? []
            #expect(!rows.isEmpty && rows.allSatisfy { $0["offer_status"]?.text == "paused" })
        }
    }

    @Test("the wire types of Models read every answer without a complaint")
    func wireTypes() async throws {
        try await RunningSandbox.run(caps: 200) { sandbox in
            let caps = try Everflow.CustomCap.readPage(
                Array(try await sandbox.everflow("/v1/networks/custom/caps?page_size=2000").body.utf8))
            #expect(caps.skipped.isEmpty && caps.items.allSatisfy { !$0.caps.isEmpty && $0.affiliate != nil })
            let offers = try Everflow.Offer.readPage(
                Array(try await sandbox.everflow("/v1/networks/offers?page_size=2000").body.utf8))
            #expect(offers.skipped.isEmpty && offers.items.count == 40)
            let rows = try Everflow.OfferRow.readPage(
                Array(try await sandbox.everflow("/v1/networks/offerstable?page_size=2000", body: "{}").body.utf8))
            #expect(rows.skipped.isEmpty && rows.items.allSatisfy { $0.remainingCaps != nil })
            let groups = try Everflow.OfferGroup.readPage(
                Array(try await sandbox.everflow("/v1/networks/offergroups").body.utf8))
            #expect(groups.skipped.isEmpty && !groups.items.isEmpty)
            let zones = try Everflow.Timezone.readList(
                Array(try await sandbox.everflow("/v1/meta/timezones").body.utf8))
            #expect(zones.items.first { $0.id == 90 }?.timezone == "America/Los_Angeles")
            #expect(zones.items.first { $0.id == 85 }?.utcOffset == "-05:00")
        }
    }

    @Test("remaining is the sentinel where there is no cap, and only there")
    func remaining() async throws {
        try await RunningSandbox.run { sandbox in
            let rows = try await sandbox.everflow("/v1/networks/offerstable?page_size=100", body: "{}").json
            var slots = [true: 0, false: 0]
            for row in rows["offers"]?.array ?? [] {
                for slot in LimitSlot.all {
                    let isCapped = (row[slot.fieldName]?.quantity ?? .zero) > .zero
                    let remaining = row["relationship"]?["remaining_caps"]?[slot.remainingName]?.quantity
                    #expect(remaining != nil && isCapped == (remaining != Quantity(-1000)))
                    slots[isCapped, default: 0] += 1
                }
            }
            #expect(slots.values.allSatisfy { $0 > 0 })
        }
    }

    @Test("requests beyond the burst of 50 get 429 in Everflow's words")
    func rateLimit() async throws {
        let sandbox = try Sandbox(SandboxConfiguration(port: 0, caps: 20, trafficPerSecond: 0))
        let running = RunningSandbox(port: try await sandbox.start())
        // An hour ahead, so that nothing is filled up again before the request comes.
        let ahead = ContinuousClock.now + .seconds(3600)
        for _ in 0..<RateLimiter.burst { #expect(sandbox.limiter.take(at: ahead).isAllowed) }
        let refused = try await running.everflow("/v1/networks")
        #expect(refused.status == 429 && refused.error == "Rate limit exceeded.")
        #expect(refused.headers["x-ratelimit-remaining"] == "0" && refused.headers["x-ratelimit-limit"] == "50")
        await sandbox.stop()
    }

    @Test("cap reports admit to know nothing, and ask for a time zone")
    func capReports() async throws {
        try await RunningSandbox.run { sandbox in
            let body = #"{"timezone_id":67}"#
            let offers = try await sandbox.everflow("/v1/networks/reporting/caps/offer", body: body)
            #expect(offers.body == #"{"caps":[]}"#)
            #expect(try await sandbox.everflow("/v1/networks/reporting/custom/caps", body: body).body == "{}")
            #expect(try await sandbox.everflow("/v1/networks/reporting/caps/offer", body: "{}").status == 400)
        }
    }

    @Test(
        "malformed bodies and reports get 400 with a sentence",
        arguments: [
            "", "{", "[]", #"{"from":"2026-03-10"}"#,
            #"{"from":"2026-03-10","to":"2026-03-09","timezone_id":67,"currency_id":"USD","columns":[{"column":"offer"}]}"#,
            #"{"from":"2025-03-01","to":"2026-03-10","timezone_id":67,"currency_id":"USD","columns":[{"column":"offer"}]}"#,
            #"{"from":"2026-03-10","to":"2026-03-10","timezone_id":999,"currency_id":"USD","columns":[{"column":"offer"}]}"#,
            #"{"from":"2026-03-10","to":"2026-03-10","timezone_id":67,"currency_id":"USD","columns":[]}"#,
            #"{"from":"2026-03-10","to":"2026-03-10","timezone_id":67,"currency_id":"USD","columns":[{"column":"mood"}]}"#,
            #"{"from":"2026-03-10","to":"2026-03-10","timezone_id":67,"columns":[{"column":"offer"}]}"#,
        ])
    func badReports(body: String) async throws {
        try await RunningSandbox.run { sandbox in
            let answer = try await sandbox.everflow("/v1/networks/reporting/entity/table", body: body)
            #expect(answer.status == 400)
            #expect(answer.error?.isEmpty == false)
        }
    }
}
