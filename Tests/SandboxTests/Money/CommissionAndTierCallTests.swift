// Round trips of tiered commissions and affiliate tiers over real HTTP, with the reference's own bodies (10, 11).

import Models
import TestSupport
import Testing

@testable import Sandbox

@Suite("Commission and tier calls", .serialized)
struct CommissionAndTierCallTests {
    private static func saved(_ value: JSONValue, _ resource: MoneyResource, id: Int64) -> JSONValue {
        var value = value
        value[resource.idName] = .int(id)
        for name in ["time_created", "time_saved"] { value[name] = .int(RunningSandbox.start.seconds) }
        return value
    }

    @Test("a commission created with the example's members is answered, got and found as the example")
    func createCommission() async throws {
        try await RunningSandbox.run(seed: MoneyPaths.seed) { sandbox in
            let answer = try await sandbox.everflow(MoneyPaths.commissions, body: MoneyExamples.tieredCommissionBody)
            #expect(answer.status == 200)
            let id = try #require(answer.json["network_tiered_commission_id"]?.int64)
            var expected = Self.saved(try MoneyPaths.parsed(MoneyExamples.tieredCommission), .tieredCommission, id: id)
            // What the body said: the reference allows "" for a change that is off.
            for side in ["payout", "revenue"] { expected["retroactive_\(side)_action"] = .string("") }
            #expect(answer.json == expected)
            #expect(try await sandbox.everflow("\(MoneyPaths.commissions)/\(id)").json == expected)
            #expect(try await sandbox.all(.tieredCommission).last == expected)
        }
    }

    @Test("a commission's example can be put back, and what is left out gets its default")
    func replaceCommission() async throws {
        try await RunningSandbox.run(seed: MoneyPaths.seed) { sandbox in
            let id = try await sandbox.create(
                .tieredCommission, try MoneyPaths.parsed(MoneyExamples.tieredCommissionBody))
            let path = "\(MoneyPaths.commissions)/\(id)"
            let example = Self.saved(try MoneyPaths.parsed(MoneyExamples.tieredCommission), .tieredCommission, id: id)
            #expect(try await sandbox.everflow(path, body: MoneyPaths.text(example), method: "PUT").json == example)
            var short = try MoneyPaths.parsed(MoneyExamples.tieredCommissionBody)
            for name in ["notes", "network_affiliate_ids", "conversion_max"] { short[name] = nil }
            short["is_retroactive_revenue_enabled"] = .bool(true)
            short["retroactive_revenue_action"] = .string("exact")
            short["retroactive_revenue_value"] = .int(25)
            let answer = try await sandbox.everflow(path, body: MoneyPaths.text(short), method: "PUT").json
            #expect(answer["notes"] == .string("") && answer["conversion_max"] == .int(0))
            #expect(answer["network_affiliate_ids"] == .array([]))
            #expect(answer["retroactive_revenue_type"] == .string("rpa"))
            #expect(try await sandbox.everflow(path).json == answer)
            let unknown = "\(MoneyPaths.commissions)/99999"
            #expect(try await sandbox.everflow(unknown, body: MoneyPaths.text(short), method: "PUT").status == 404)
            #expect(try await sandbox.everflow(path, method: "DELETE").status == 405)
        }
    }

    @Test("the table searches by name and filters by affiliates, offers and advertisers, page by page")
    func table() async throws {
        try await RunningSandbox.run(seed: MoneyPaths.seed) { sandbox in
            try await sandbox.create(.tieredCommission, try MoneyPaths.parsed(MoneyExamples.tieredCommissionBody))
            let all = try await sandbox.all(.tieredCommission)
            let find = { (body: String) in
                try await sandbox.everflow("\(MoneyPaths.commissions)/table?page_size=2000", body: body)
                    .json["tiered_commissions"]?.array ?? []
            }
            let named = try await find(#"{"search_terms":[{"search_type":"name","value":"KETTLE VOL"}]}"#)
            #expect(named == all.filter { $0["name"]?.text?.lowercased().contains("kettle vol") == true })
            #expect(!named.isEmpty)
            let holds = { (row: JSONValue, name: String, id: Int64) in
                row[name]?.array?.contains { $0.int64 == id } == true
            }
            #expect(
                try await find(
                    #"{"filters":{"network_offer_ids":[204],"network_affiliate_ids":[],"network_advertiser_ids":[]}}"#)
                    == all.filter { holds($0, "network_offer_ids", 204) })
            let affiliates = try await find(#"{"filters":{"network_affiliate_ids":[64]}}"#)
            #expect(
                affiliates
                    == all.filter {
                        holds($0, "network_affiliate_ids", 64) || $0["is_apply_all_affiliates"] == .bool(true)
                    })
            #expect(affiliates.count < all.count)
            #expect(try await find(#"{"filters":{"network_advertiser_ids":[19]}}"#).isEmpty)
            let page = try await sandbox.everflow("\(MoneyPaths.commissions)/table?page=2&page_size=2", body: "{}").json
            #expect(page["tiered_commissions"]?.array == Array(all[2..<4]))
            #expect(page["paging"]?["total_count"]?.int64 == Int64(all.count))
            let bad = #"{"search_terms":[{"search_type":"colour","value":"x"}]}"#
            #expect(try await sandbox.everflow("\(MoneyPaths.commissions)/table", body: bad).status == 400)
        }
    }

    @Test("a tier is created and replaced as the example shows it, with its labels where all is asked for")
    func tiers() async throws {
        try await RunningSandbox.run(seed: MoneyPaths.seed) { sandbox in
            let answer = try await sandbox.everflow(MoneyPaths.tiers, body: MoneyExamples.affiliateTierBody)
            #expect(answer.status == 200)
            let id = try #require(answer.json["network_affiliate_tier_id"]?.int64)
            let example = try #require(try MoneyPaths.parsed(MoneyExamples.affiliateTiers)["tiers"]?[0])
            let expected = Self.saved(example, .affiliateTier, id: id)
            #expect(answer.json == expected)
            #expect(try await sandbox.all(.affiliateTier).last == expected)
            var whole = expected
            let labels = try MoneyPaths.parsed("{\(MoneyExamples.tierRelationship)}")
            whole["relationship"] = labels["relationship"]
            let path = "\(MoneyPaths.tiers)/\(id)"
            #expect(try await sandbox.everflow("\(path)?relationship=all").json == whole)
            #expect(try await sandbox.everflow(path).json == expected)
            // A full update without the optional members.
            let short = #"{"name":"Harbor tier","status":"deleted","payout_margin":12.5,"is_default_tier":false}"#
            let replaced = try await sandbox.everflow(path, body: short, method: "PUT").json
            #expect(replaced["network_affiliate_ids"] == .null && replaced["description"] == .string(""))
            #expect(replaced["status"] == .string("deleted"))
            let emptied = try await sandbox.everflow("\(path)?relationship=all").json
            #expect(emptied["relationship"]?["labels"]?["total"]?.int64 == 0)
        }
    }

    @Test("ids that do not exist are refused in the field's name, and nothing is stored")
    func unknownIDs() async throws {
        let cases: [(MoneyResource, String, String)] = [
            (.customPayout, "network_offer_id", "999999"), (.customPayout, "network_affiliate_ids", "[51,999999]"),
            (.customPayout, "network_offer_payout_revenue_id", "730"),
            (.tieredCommission, "network_offer_ids", "[999999]"),
            (.tieredCommission, "network_affiliate_ids", "[999999]"),
            (.tieredCommission, "network_advertiser_ids", "[999999]"), (.affiliateTier, "network_affiliate_ids", "[1]"),
        ]
        try await RunningSandbox.run(seed: MoneyPaths.seed) { sandbox in
            for (resource, name, value) in cases {
                let before = try await sandbox.all(resource)
                var body = resource.validBody
                body[name] = try MoneyPaths.parsed(value)
                let answer = try await sandbox.everflow(resource.path, body: MoneyPaths.text(body))
                #expect(answer.status == 400)
                #expect(answer.error?.hasPrefix("\(name): ") == true, "\(answer.body)")
                #expect(try await sandbox.all(resource) == before)
            }
        }
    }
}
