// Creating, changing and deleting custom caps over real HTTP, with the reference's own bodies (4.2, 4.3).

import Models
import Testing

@testable import Sandbox

@Suite("Custom cap writes", .serialized)
struct CustomCapWriteTests {
    private static let path = "/v1/networks/custom/caps"
    private static let result = #"{"result":true}"#

    private static func caps(_ sandbox: RunningSandbox) async throws -> [JSONValue] {
        try await sandbox.everflow("\(path)?page_size=2000").json["custom_cap_settings"]?.array ?? []
    }

    private static func id(_ cap: JSONValue?) throws -> Int64 {
        try #require(cap?["network_custom_cap_setting_id"]?.int64)
    }

    /// A pair without a custom cap whose offer and affiliate are active and whose offer has no limits and no group.
    private static func freePair(_ sandbox: RunningSandbox) async throws -> (affiliate: Int64, offer: Int64) {
        let taken = try await caps(sandbox)
        let affiliates = try await sandbox.everflow("/v1/networks/affiliates").json["affiliates"]?.array ?? []
        let offers = try await sandbox.everflow("/v1/networks/offers").json["offers"]?.array ?? []
        let affiliate = try #require(affiliates.first { $0["account_status"]?.text == "active" })
        let id = try #require(affiliate["network_affiliate_id"]?.int64)
        let offer = try #require(
            offers.first { offer in
                offer["offer_status"]?.text == "active" && offer["network_offer_group_id"]?.int64 == 0
                    && LimitSlot.all.allSatisfy { offer[$0.fieldName]?.int64 == 0 }
                    && !taken.contains {
                        $0["network_offer_id"] == offer["network_offer_id"] && $0["network_affiliate_id"]?.int64 == id
                    }
            })
        return (id, try #require(offer["network_offer_id"]?.int64))
    }

    @Test("a created cap is the object that the list shows, with zeros where nothing was sent")
    func create() async throws {
        try await RunningSandbox.run { sandbox in
            let pair = try await Self.freePair(sandbox)
            let body = """
                { "network_affiliate_id": \(pair.affiliate), "network_offer_id": \(pair.offer), "name": "Harbor Media ramp-up",
                  "daily_conversion_cap": 40, "monthly_payout_cap": 12500.5, "is_soft_cap": false }
                """
            let before = try await Self.caps(sandbox)
            let created = try await sandbox.everflow(Self.path, body: body)
            #expect(created.status == 200)
            #expect(created.json["name"]?.text == "Harbor Media ramp-up")
            #expect(created.json["is_soft_cap"] == .bool(false))
            #expect(created.json["time_created"]?.int64 == RunningSandbox.start.seconds)
            #expect(created.json["relationship"]?["offer"]?["network_offer_id"]?.int64 == pair.offer)
            let wanted = ["daily_conversion_cap": "40", "monthly_payout_cap": "12500.5"]
            for slot in LimitSlot.all {
                #expect(created.json[slot.fieldName]?.text == wanted[slot.fieldName] ?? "0")
            }
            #expect(try await Self.caps(sandbox) == before + [created.json])
            let second = try await sandbox.everflow(Self.path, body: body)
            #expect(second.status == 400)
            #expect(second.error?.contains("already") == true)
        }
    }

    @Test(
        "a cap that cannot be is refused with 400 and leaves nothing",
        arguments: [
            "", "[]", #"{"network_offer_id":OFFER,"daily_click_cap":1}"#,
            #"{"network_affiliate_id":AFFILIATE,"daily_click_cap":1}"#,
            #"{"network_affiliate_id":999999,"network_offer_id":OFFER,"daily_click_cap":1}"#,
            #"{"network_affiliate_id":AFFILIATE,"network_offer_id":999999,"daily_click_cap":1}"#,
            #"{"network_affiliate_id":"one","network_offer_id":OFFER,"daily_click_cap":1}"#,
            #"{"network_affiliate_id":AFFILIATE,"network_offer_id":OFFER}"#,
            #"{"network_affiliate_id":AFFILIATE,"network_offer_id":OFFER,"daily_click_cap":0}"#,
            #"{"network_affiliate_id":AFFILIATE,"network_offer_id":OFFER,"daily_click_cap":-1}"#,
            #"{"network_affiliate_id":AFFILIATE,"network_offer_id":OFFER,"daily_click_cap":"7"}"#,
            #"{"network_affiliate_id":AFFILIATE,"network_offer_id":OFFER,"daily_click_cap":1.5}"#,
            #"{"network_affiliate_id":AFFILIATE,"network_offer_id":OFFER,"daily_click_cap":1,"is_soft_cap":"no"}"#,
        ])
    func refusedCreation(body: String) async throws {
        try await RunningSandbox.run { sandbox in
            let pair = try await Self.freePair(sandbox)
            let before = try await Self.caps(sandbox)
            let answer = try await sandbox.everflow(
                Self.path,
                body: body.replacing("OFFER", with: "\(pair.offer)").replacing("AFFILIATE", with: "\(pair.affiliate)"),
                method: "POST")
            #expect(answer.status == 400)
            #expect(answer.error?.isEmpty == false)
            #expect(try await Self.caps(sandbox) == before)
        }
    }

    @Test("the reference's bulk edit sets its fields on each cap named and nothing else")
    func edit() async throws {
        try await RunningSandbox.run { sandbox in
            let before = try await Self.caps(sandbox)
            let ids = [try Self.id(before[0]), try Self.id(before[1])]
            let body = """
                { "network_custom_cap_setting_ids": [\(ids[0]), \(ids[1])],
                  "fields": [ { "field_type": "daily_conversion_cap", "field_value": 60 },
                              { "field_type": "monthly_payout_cap", "field_value": 300.25 },
                              { "field_type": "name", "field_value": "Ü \\"quoted\\"" },
                              { "field_type": "is_soft_cap", "field_value": true } ] }
                """
            let answer = try await sandbox.everflow(Self.path, body: body, method: "PATCH")
            #expect(answer.status == 200)
            #expect(answer.body == Self.result)
            var expected = before
            for index in 0...1 {
                expected[index]["daily_conversion_cap"] = .int(60)
                expected[index]["monthly_payout_cap"] = JSONNumber(text: "300.25").map(JSONValue.number)
                expected[index]["name"] = .string(#"Ü "quoted""#)
                expected[index]["is_soft_cap"] = .bool(true)
                expected[index]["time_saved"] = .int(RunningSandbox.start.seconds)
            }
            #expect(try await Self.caps(sandbox) == expected)
            #expect(try await sandbox.everflow("\(Self.path)/\(ids[1])").json == expected[1])
        }
    }

    @Test(
        "a bulk edit with one bad part changes none of its caps",
        arguments: [
            (400, #"{"network_custom_cap_setting_ids":[],"fields":[{"field_type":"name","field_value":"x"}]}"#),
            (400, #"{"fields":[{"field_type":"name","field_value":"x"}]}"#),
            (400, #"{"network_custom_cap_setting_ids":[ID],"fields":[]}"#),
            (400, #"{"network_custom_cap_setting_ids":[ID],"fields":[{"field_type":"name"}]}"#),
            (400, #"{"network_custom_cap_setting_ids":[ID],"fields":[{"field_type":"colour","field_value":1}]}"#),
            (
                400,
                #"{"network_custom_cap_setting_ids":[ID],"fields":[{"field_type":"name","field_value":"x"},{"field_type":"daily_click_cap","field_value":-1}]}"#
            ),
            (
                404,
                #"{"network_custom_cap_setting_ids":[ID,999999],"fields":[{"field_type":"name","field_value":"x"}]}"#
            ),
        ])
    func refusedEdit(status: Int, body: String) async throws {
        try await RunningSandbox.run { sandbox in
            let before = try await Self.caps(sandbox)
            let id = try Self.id(before[0])
            let answer = try await sandbox.everflow(
                Self.path, body: body.replacing("ID", with: "\(id)"), method: "PATCH")
            #expect(answer.status == status)
            #expect(answer.error?.isEmpty == false)
            #expect(try await Self.caps(sandbox) == before)
        }
    }

    @Test("the engine obeys a new, a raised and a deleted cap with the next click")
    func engine() async throws {
        try await RunningSandbox.run { sandbox in
            let pair = try await Self.freePair(sandbox)
            let click = #"{"type":"click","offer_id":\#(pair.offer),"affiliate_id":\#(pair.affiliate)}"#
            let outcome = { try await sandbox.everflow("/sandbox/events", body: click).json["outcome"]?.text }
            #expect(try await outcome() == "accepted")
            let created = try await sandbox.everflow(
                Self.path,
                body: """
                    {"network_affiliate_id":\(pair.affiliate),"network_offer_id":\(pair.offer),"daily_click_cap":1}
                    """)
            let id = try Self.id(created.json)
            let clicks = try await sandbox.everflow("/sandbox/events", body: click).json
            #expect(clicks["outcome"]?.text == "refused")
            #expect(clicks["binding_cap"]?["cap"]?.text == "custom:\(id)")
            let used = try #require(clicks["binding_cap"]?["count"]?.int64)
            let patch = """
                {"network_custom_cap_setting_ids":[\(id)],"fields":[{"field_type":"daily_click_cap","field_value":\(used + 1)}]}
                """
            #expect(try await sandbox.everflow(Self.path, body: patch, method: "PATCH").body == Self.result)
            #expect(try await outcome() == "accepted")
            #expect(try await outcome() == "refused")
            let deleted = try await sandbox.everflow("\(Self.path)/\(id)", method: "DELETE")
            #expect(deleted.body == Self.result)
            #expect(try await outcome() == "accepted")
            #expect(try await sandbox.everflow("\(Self.path)/\(id)").status == 404)
            #expect(try await sandbox.everflow("\(Self.path)/\(id)", method: "DELETE").status == 404)
        }
    }

    @Test("created, changed and deleted caps are the same after a restart, and time_saved follows the clock")
    func restart() async throws {
        let file = TemporaryDatabase()
        let path = file.path
        var after: [JSONValue] = []
        try await RunningSandbox.run(path: path, speed: 100_000) { sandbox in
            let pair = try await Self.freePair(sandbox)
            let caps = try await Self.caps(sandbox)
            let body = """
                {"network_affiliate_id":\(pair.affiliate),"network_offer_id":\(pair.offer),"weekly_revenue_cap":7.5}
                """
            #expect(try await sandbox.everflow(Self.path, body: body).status == 200)
            let first = try Self.id(caps[0])
            #expect(try await sandbox.everflow("\(Self.path)/\(first)", method: "DELETE").status == 200)
            let patch = """
                {"network_custom_cap_setting_ids":[\(try Self.id(caps[1]))],
                 "fields":[{"field_type":"global_click_cap","field_value":99}]}
                """
            #expect(try await sandbox.everflow(Self.path, body: patch, method: "PATCH").status == 200)
            after = try await Self.caps(sandbox)
            #expect(after.count == caps.count)
            #expect((after[0]["time_saved"]?.int64 ?? 0) > RunningSandbox.start.seconds)
        }
        try await RunningSandbox.run(path: path) { sandbox in
            let kept = try await Self.caps(sandbox)
            #expect(kept == after)
        }
    }
}
