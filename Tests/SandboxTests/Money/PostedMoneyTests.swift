// What posted conversions are paid over real HTTP: the decision, the report, the counters and what a restart keeps.

import Models
import TestSupport
import Testing

@testable import Sandbox

@Suite("Posted money", .serialized)
struct PostedMoneyTests {
    private static func payout(_ sandbox: RunningSandbox, _ more: String = "") async throws -> JSONValue {
        try await sandbox.everflow(
            "/sandbox/events", body: #"{"type":"conversion","offer_id":204,"affiliate_id":51\#(more)}"#
        ).json
    }

    /// What the report says of the pair today in New York.
    private static func report(_ sandbox: RunningSandbox) async throws -> JSONValue {
        let body = """
            {"from":"2026-03-10","to":"2026-03-10","timezone_id":80,"currency_id":"USD","columns":[{"column":"date"}],
             "query":{"filters":[{"resource_type":"offer","filter_id_value":204},
                                 {"resource_type":"affiliate","filter_id_value":51}]}}
            """
        let answer = try await sandbox.everflow("/v1/networks/reporting/entity/table", body: body).json
        return answer["table"]?[0]?["reporting"] ?? .null
    }

    /// Takes away what the seed pays offer 204 and affiliate 51 by, and every limit in their way.
    private static func clear(_ sandbox: RunningSandbox) async throws {
        for setting in try await sandbox.all(.customPayout) where setting["network_offer_id"]?.int64 == 204 {
            let id = setting["network_custom_payout_revenue_setting_id"]?.text ?? ""
            _ = try await sandbox.everflow("\(MoneyPaths.payouts)/\(id)", method: "DELETE")
        }
        for tier in try await sandbox.all(.affiliateTier) {
            var body = tier
            body["status"] = .string("paused")
            let id = tier["network_affiliate_tier_id"]?.text ?? ""
            _ = try await sandbox.everflow("\(MoneyPaths.tiers)/\(id)", body: MoneyPaths.text(body), method: "PUT")
        }
        for commission in try await sandbox.all(.tieredCommission) {
            var body = commission
            body["status"] = .string("inactive")
            let path = "\(MoneyPaths.commissions)/\(commission["network_tiered_commission_id"]?.text ?? "")"
            _ = try await sandbox.everflow(path, body: MoneyPaths.text(body), method: "PUT")
        }
        let off = #"{"network_offer_ids":[204],"fields":[{"field_type":"is_caps_enabled","field_value":false}]}"#
        _ = try await sandbox.everflow("/v1/networks/patch/offers/apply", body: off, method: "PATCH")
    }

    @Test("settings, tiers and commissions pay the next conversion, and the report adds the decisions up")
    func paid() async throws {
        let file = TemporaryDatabase()
        let path = file.path
        var before = JSONValue.null
        var after = JSONValue.null
        try await RunningSandbox.run(seed: MoneyPaths.seed, path: path) { sandbox in
            try await Self.clear(sandbox)
            before = try await Self.report(sandbox)
            #expect(try await Self.payout(sandbox)["payout"]?.quantity == Quantity(15))
            var setting = try MoneyPaths.parsed(MoneyExamples.customPayoutBody)
            for name in ["date_valid_from", "date_valid_to"] { setting[name] = .string("") }
            let id = try await sandbox.create(.customPayout, setting)
            #expect(try await Self.payout(sandbox)["payout"]?.quantity == Quantity(15))
            let vip = #","sub1":"vip-7","country_id":227,"platform_id":1"#
            #expect(try await Self.payout(sandbox, vip)["payout"]?.quantity == Quantity(18))
            #expect(try await Self.payout(sandbox, vip + #","is_proxy":true"#)["payout"]?.quantity == Quantity(15))
            // 12.5 percent of the revenue of 21.95 stay: 19.20625.
            try await sandbox.create(.affiliateTier, try MoneyPaths.parsed(MoneyExamples.affiliateTierBody))
            #expect(try await Self.payout(sandbox)["payout"]?.quantity == Quantity(text: "19.21"))
            #expect(try await Self.payout(sandbox, vip)["payout"]?.quantity == Quantity(18))
            _ = try await sandbox.everflow("\(MoneyPaths.payouts)/\(id)", method: "DELETE")
            #expect(try await Self.payout(sandbox, vip)["payout"]?.quantity == Quantity(text: "19.21"))
            after = try await Self.report(sandbox)
        }
        let gained = (after["payout"]?.quantity ?? .zero) - (before["payout"]?.quantity ?? .zero)
        // 3 x 15 + 2 x 18 + 2 x 19.21
        #expect(gained == Quantity(text: "119.42"))
        try await RunningSandbox.run(seed: MoneyPaths.seed, path: path) { sandbox in
            let kept = try await Self.report(sandbox)
            #expect(kept == after)
            #expect(try await Self.payout(sandbox)["payout"]?.quantity == Quantity(text: "19.21"))
        }
    }

    @Test("a goal goes on counting after a restart, and what looks back changes the report of earlier conversions once")
    func retroactive() async throws {
        let file = TemporaryDatabase()
        let path = file.path
        var before = JSONValue.null
        try await RunningSandbox.run(seed: MoneyPaths.seed, path: path) { sandbox in
            try await Self.clear(sandbox)
            before = try await Self.report(sandbox)
            let conversions = (before["cv"]?.int64 ?? 0) + 3
            var commission = try MoneyPaths.parsed(MoneyExamples.tieredCommissionBody)
            commission["period"] = .string("daily")
            commission["conversion_goal"] = .int(conversions)
            commission["is_retroactive_payout_enabled"] = .bool(true)
            commission["retroactive_payout_action"] = .string("exact")
            commission["retroactive_payout_value"] = .int(20)
            try await sandbox.create(.tieredCommission, commission)
            for _ in 0..<2 { #expect(try await Self.payout(sandbox)["payout"]?.quantity == Quantity(15)) }
        }
        for _ in 0..<2 {
            try await RunningSandbox.run(seed: MoneyPaths.seed, path: path) { sandbox in
                _ = try await Self.payout(sandbox)
            }
        }
        try await RunningSandbox.run(seed: MoneyPaths.seed, path: path) { sandbox in
            let report = try await Self.report(sandbox)
            let counted = (before["cv"]?.int64 ?? 0) + 4
            #expect(report["cv"]?.int64 == counted)
            // All up to the one that reached the goal become 20 each, the next one is paid 12 percent more than 15.
            let expected = Quantity(20 * Int(counted - 1)) + (Quantity(text: "16.8") ?? .zero)
            #expect(report["payout"]?.quantity == expected)
        }
    }
}
