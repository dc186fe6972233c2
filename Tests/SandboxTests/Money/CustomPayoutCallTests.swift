// Round trips of custom payout and revenue over real HTTP, with the reference's own bodies (9.1, 9.2).

import Models
import TestSupport
import Testing

@testable import Sandbox

@Suite("Custom payout calls", .serialized)
struct CustomPayoutCallTests {
    /// The example of 9.2 as the sandbox's account has it.
    private static func example(_ id: Int64, in sandbox: RunningSandbox) async throws -> JSONValue {
        let offer = try await sandbox.everflow("/v1/networks/offers/204").json
        var expected = try MoneyPaths.parsed(MoneyExamples.customPayout)
        expected["network_custom_payout_revenue_setting_id"] = .int(id)
        for name in ["time_created", "time_saved"] { expected[name] = .int(RunningSandbox.start.seconds) }
        let entry = try #require(offer["relationship"]?["payout_revenue"]?["entries"]?[0])
        for name in ["revenue_amount", "time_created"] {
            expected["relationship"]?["payout_revenue"]?[name] = entry[name]
        }
        return expected
    }

    @Test("what is created with the example's members is answered as the example, and got, listed and found as such")
    func create() async throws {
        try await RunningSandbox.run(seed: MoneyPaths.seed) { sandbox in
            let before = try await sandbox.all(.customPayout)
            let answer = try await sandbox.everflow(MoneyPaths.payouts, body: MoneyExamples.customPayoutBody)
            #expect(answer.status == 200)
            let id = try #require(answer.json["network_custom_payout_revenue_setting_id"]?.int64)
            #expect(!before.contains { $0["network_custom_payout_revenue_setting_id"]?.int64 == id })
            let expected = try await Self.example(id, in: sandbox)
            #expect(answer.json == expected)
            #expect(try await sandbox.everflow("\(MoneyPaths.payouts)/\(id)").json == expected)
            let list = try await sandbox.everflow("\(MoneyPaths.payouts)?filter=network_offer_id%3D204").json
            #expect(list["custom_payout_revenue_settings"]?.array?.last == expected)
            #expect(list["paging"] == nil)
            let table = try await sandbox.everflow(
                "\(MoneyPaths.payouts)table?relationship=affiliates&relationship=offer",
                body:
                    #"{"search_terms":[{"search_type":"name","value":"Harbor Media bonus rate"}],"filters":{"network_affiliate_ids":[51]}}"#
            ).json
            let row = try #require(table["custom_payout_revenue_settings"]?.array?.last)
            #expect(row["relationship"]?["affiliates"] == expected["relationship"]?["affiliates"])
            #expect(row["relationship"]?["payout_revenue"] == nil)
            #expect(table["paging"]?["page"]?.int64 == 1)
        }
    }

    @Test("variables and targeting come when they are asked for, as they were sent")
    func targeting() async throws {
        try await RunningSandbox.run(seed: MoneyPaths.seed) { sandbox in
            let body = try MoneyPaths.parsed(MoneyExamples.customPayoutBody)
            let path = "\(MoneyPaths.payouts)/\(try await sandbox.create(.customPayout, body))"
            #expect(try await sandbox.everflow(path).json["variables"] == nil)
            let variables = try await sandbox.everflow("\(path)?relationship=variables").json
            #expect(variables["variables"] == body["variables"])
            #expect(variables["ruleset"] == nil)
            let both = try await sandbox.everflow("\(path)?relationship=variables&relationship=targeting").json
            #expect(both["ruleset"]?["countries"] == body["ruleset"]?["countries"])
            #expect(both["ruleset"]?["platforms"] == body["ruleset"]?["platforms"])
            #expect(both["ruleset"]?["isps"] == .array([]))
            #expect(both["ruleset"]?["is_block_proxy"] == .bool(true))
            #expect(both["variables"] == body["variables"])
        }
    }

    @Test("the reference's own answer can be put back: nothing of it changes but time_saved, which follows the clock")
    func replace() async throws {
        let file = TemporaryDatabase()
        let path = file.path
        var id: Int64 = 0
        try await RunningSandbox.run(seed: MoneyPaths.seed, path: path) { sandbox in
            id = try await sandbox.create(.customPayout, try MoneyPaths.parsed(MoneyExamples.customPayoutBody))
        }
        // A thousand days a second: the first answer is later already.
        try await RunningSandbox.run(seed: MoneyPaths.seed, path: path, speed: 86_400_000 / 1000) { sandbox in
            var body = try MoneyPaths.parsed(MoneyExamples.customPayout)
            body["network_custom_payout_revenue_setting_id"] = .int(id)
            body["payout_amount"] = .quantity(try #require(Quantity(text: "18.35")))
            let put = try await sandbox.everflow(
                "\(MoneyPaths.payouts)/\(id)", body: MoneyPaths.text(body), method: "PUT")
            #expect(put.status == 200)
            var expected = try await Self.example(id, in: sandbox)
            expected["payout_amount"] = body["payout_amount"]
            let saved = try #require(put.json["time_saved"]?.int64)
            #expect(saved > RunningSandbox.start.seconds)
            expected["time_saved"] = .int(saved)
            #expect(put.json == expected)
            // A full update: what the body left out has gone.
            let whole = try await sandbox.everflow("\(MoneyPaths.payouts)/\(id)?relationship=variables").json
            #expect(whole["variables"] == .array([]))
            body["network_custom_payout_revenue_setting_id"] = .int(id + 1)
            let other = try await sandbox.everflow(
                "\(MoneyPaths.payouts)/\(id)", body: MoneyPaths.text(body), method: "PUT")
            #expect(other.status == 400)
        }
        try await RunningSandbox.run(seed: MoneyPaths.seed, path: path) { sandbox in
            let kept = try await sandbox.everflow("\(MoneyPaths.payouts)/\(id)").json
            #expect(kept["payout_amount"]?.quantity == Quantity(text: "18.35"))
        }
    }

    @Test("the reference's own bulk edit sets a status, and deleting is final")
    func patchAndDelete() async throws {
        try await RunningSandbox.run(seed: MoneyPaths.seed) { sandbox in
            let id = try await sandbox.create(.customPayout, try MoneyPaths.parsed(MoneyExamples.customPayoutBody))
            let body = MoneyExamples.customPayoutPatch.replacing("318", with: "\(id)")
            let patch = try await sandbox.everflow(MoneyPaths.payouts, body: body, method: "PATCH")
            #expect(patch.status == 200 && patch.body == MoneyPaths.done)
            var expected = try await Self.example(id, in: sandbox)
            expected["custom_setting_status"] = .string("inactive")
            #expect(try await sandbox.everflow("\(MoneyPaths.payouts)/\(id)").json == expected)
            let deleted = try await sandbox.everflow("\(MoneyPaths.payouts)/\(id)", method: "DELETE")
            #expect(deleted.status == 200 && deleted.body == MoneyPaths.done)
            #expect(try await sandbox.everflow("\(MoneyPaths.payouts)/\(id)").status == 404)
            #expect(try await sandbox.everflow("\(MoneyPaths.payouts)/\(id)", method: "DELETE").status == 404)
            let again = try await sandbox.everflow(MoneyPaths.payouts, body: body, method: "PATCH")
            #expect(again.status == 404)
        }
    }

    /// A value for each `field_type` of 9.2, valid on the example.
    static let fields: [(type: String, value: String)] = [
        ("custom_setting_status", #""deleted""#), ("date_valid_from", #""2026-07-01""#), ("date_valid_to", #""""#),
        ("description", #""by phone""#), ("is_custom_payout_enabled", "true"), ("name", #""作者 rate""#),
        ("network_affiliate_ids", "[64, 51]"), ("payout_amount", "17.255"), ("payout_percentage", "12"),
        ("revenue_amount", "30.5"), ("revenue_percentage", "8"), ("revenue_type", #""rpa""#),
        ("is_postback_disabled", "true"), ("is_custom_revenue_enabled", "false"), ("payout_type", #""cpa_cps""#),
        ("variables", #"[{"variable":"sku","variable_value":"A","comparison_method":"does_not_match"}]"#),
        ("is_apply_all_affiliates", "false"), ("network_offer_id", "204"), ("ruleset_is_block_proxy", "false"),
        ("ruleset_countries", #"[{"country_id":81,"match_type":"exact","targeting_type":"include"}]"#),
        ("ruleset_platforms", #"[{"platform_id":3,"match_type":"exact","targeting_type":"include"}]"#),
        ("ruleset_device_types", #"[{"device_type_id":1,"match_type":"exact","targeting_type":"exclude"}]"#),
        ("ruleset_os_versions", #"[{"os_version_id":17,"match_type":"minimum","targeting_type":"include"}]"#),
        ("ruleset_browsers", #"[{"browser_id":4,"match_type":"exact","targeting_type":"include"}]"#),
        ("ruleset_languages", #"[{"language_id":41,"match_type":"exact","targeting_type":"include"}]"#),
        ("ruleset_regions", #"[{"region_id":5,"match_type":"exact","targeting_type":"include"}]"#),
        ("ruleset_cities", #"[{"city_id":77,"match_type":"exact","targeting_type":"include"}]"#),
        ("ruleset_dmas", #"[{"dma_id":501,"match_type":"exact","targeting_type":"include"}]"#),
        ("ruleset_mobile_carriers", #"[{"mobile_carrier_id":9,"match_type":"exact","targeting_type":"exclude"}]"#),
        ("ruleset_isps", #"[{"isp_id":12,"match_type":"exact","targeting_type":"include"}]"#),
        ("ruleset_connection_types", #"[{"connection_type_id":2,"match_type":"exact","targeting_type":"include"}]"#),
        ("ruleset_ips", #"[{"ip":"192.0.2.1","match_type":"exact","targeting_type":"exclude"}]"#),
    ]

    @Test("every documented field_type changes its field of each setting named and nothing else")
    func everyField() async throws {
        #expect(Set(Self.fields.map(\.type)) == Set(Everflow.CustomPayoutField.allCases.map(\.rawValue)))
        try await RunningSandbox.run(seed: MoneyPaths.seed) { sandbox in
            let body = try MoneyPaths.parsed(MoneyExamples.customPayoutBody)
            let ids = [try await sandbox.create(.customPayout, body), try await sandbox.create(.customPayout, body)]
            let read = { (id: Int64) in
                try await sandbox.everflow("\(MoneyPaths.payouts)/\(id)?relationship=variables&relationship=targeting")
                    .json
            }
            var expected = try await read(ids[1])
            for field in Self.fields {
                let patch = """
                    {"network_custom_payout_revenue_setting_ids":[\(ids[0]),\(ids[1])],
                     "fields":[{"field_type":"\(field.type)","field_value":\(field.value)}]}
                    """
                let answer = try await sandbox.everflow(MoneyPaths.payouts, body: patch, method: "PATCH")
                #expect(answer.body == MoneyPaths.done, "\(field.type)")
                let value = try MoneyPaths.parsed(field.value)
                if field.type.hasPrefix("ruleset_") {
                    expected["ruleset"]?[String(field.type.dropFirst(8))] = value
                } else {
                    expected[field.type] = value
                }
                var found = try await read(ids[1])
                found["relationship"] = nil
                var wanted = expected
                wanted["relationship"] = nil
                #expect(found == wanted, "\(field.type)")
            }
            let first = try await read(ids[0])
            #expect(first["name"]?.text == "作者 rate" && first["ruleset"] == expected["ruleset"])
        }
    }

    @Test(
        "a bulk edit with one bad part changes none of its settings",
        arguments: [
            (
                400,
                #"{"network_custom_payout_revenue_setting_ids":[],"fields":[{"field_type":"name","field_value":"x"}]}"#
            ),
            (400, #"{"network_custom_payout_revenue_setting_ids":[ID],"fields":[]}"#),
            (
                400,
                #"{"network_custom_payout_revenue_setting_ids":[ID],"fields":[{"field_type":"colour","field_value":1}]}"#
            ),
            (
                400,
                #"{"network_custom_payout_revenue_setting_ids":[ID],"fields":[{"field_type":"public_description","field_value":"x"}]}"#
            ),
            (
                400,
                #"{"network_custom_payout_revenue_setting_ids":[ID],"fields":[{"field_type":"payout_type","field_value":"blank"}]}"#
            ),
            (
                400,
                #"{"network_custom_payout_revenue_setting_ids":[ID],"fields":[{"field_type":"network_offer_id","field_value":999999}]}"#
            ),
            (
                400,
                #"{"network_custom_payout_revenue_setting_ids":[ID],"fields":[{"field_type":"network_affiliate_ids","field_value":[1]}]}"#
            ),
            (
                404,
                #"{"network_custom_payout_revenue_setting_ids":[ID,999999],"fields":[{"field_type":"name","field_value":"x"}]}"#
            ),
        ])
    func refusedPatch(status: Int, body: String) async throws {
        try await RunningSandbox.run(seed: MoneyPaths.seed) { sandbox in
            let id = try await sandbox.create(.customPayout, try MoneyPaths.parsed(MoneyExamples.customPayoutBody))
            let before = try await sandbox.all(.customPayout)
            let answer = try await sandbox.everflow(
                MoneyPaths.payouts, body: body.replacing("ID", with: "\(id)"), method: "PATCH")
            #expect(answer.status == status)
            #expect(answer.error?.isEmpty == false)
            #expect(try await sandbox.all(.customPayout) == before)
        }
    }

    @Test("the three filter notations agree, operators compare, and a page is given when it is asked for")
    func filters() async throws {
        try await RunningSandbox.run(seed: MoneyPaths.seed) { sandbox in
            let all = try await sandbox.everflow(MoneyPaths.payouts).json["custom_payout_revenue_settings"]?.array ?? []
            let offer = try #require(all.first?["network_offer_id"]?.int64)
            let own = all.filter { $0["network_offer_id"]?.int64 == offer }
            for query in [
                "filter=network_offer_id%3D\(offer)", "filter[network_offer_id]=\(offer)", "network_offer_id=\(offer)",
            ] {
                let found = try await sandbox.everflow("\(MoneyPaths.payouts)?\(query)").json
                #expect(found["custom_payout_revenue_settings"]?.array == own)
            }
            let saved = all.compactMap { $0["time_saved"]?.int64 }.sorted()[all.count / 2]
            let later = try await sandbox.everflow("\(MoneyPaths.payouts)?filter=time_saved%3E\(saved)").json
            #expect(
                later["custom_payout_revenue_settings"]?.array == all.filter { $0["time_saved"]?.int64 ?? 0 > saved })
            let page = try await sandbox.everflow("\(MoneyPaths.payouts)?page=2&page_size=3").json
            #expect(page["custom_payout_revenue_settings"]?.array == Array(all[3..<6]))
            #expect(page["paging"]?["total_count"]?.int64 == Int64(all.count))
            #expect(try await sandbox.everflow("\(MoneyPaths.payouts)?filter=colour%3Dred").status == 400)
        }
    }
}
