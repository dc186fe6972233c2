// `captop set` on the money side, with the real binary against the sandbox: what is shown, sent, journalled and there.
import Models
import TestSupport
import Testing

@Suite("captop set on the money side", .ownThread)
struct SetMoneyTests {
    private let scratch: Scratch
    private let sandbox: SandboxServer

    init() throws {
        scratch = try Scratch()
        sandbox = try SandboxServer.frozen()
        let text = sandbox.configuration().replacing(
            "environment = \"sandbox\"", with: "environment = \"sandbox\"\nwrite = true")
        try scratch.write(text, to: scratch.usualConfiguration)
    }

    private func set(_ arguments: String...) throws -> Run { try Run(["set"] + arguments, in: scratch) }

    /// What the sandbox says to curl.
    private func curl(_ path: String, _ arguments: String...) throws -> JSONValue {
        let key = ["-s", "-H", "X-Eflow-API-Key: \(SandboxServer.key)", "-H", "Content-Type: application/json"]
        let program = try PipedProgram("curl", key + arguments + [sandbox.address + "/v1/networks" + path])
        try #require(program.exitCode() == 0)
        return try JSONValue.parse(program.output)
    }

    private func create(_ path: String, _ body: String, _ idName: String) throws -> Int64 {
        let made = try curl(path, "-X", "POST", "-d", body)
        return try #require(made[idName]?.int64, "\(made)")
    }

    private func ids() throws -> (affiliates: [Int64], offer: Int64) {
        let affiliates = try curl("/affiliates")["affiliates"]?.array?.compactMap { $0["network_affiliate_id"]?.int64 }
        let offer = try curl("/offers")["offers"]?[0]?["network_offer_id"]?.int64
        return (try #require(affiliates), try #require(offer))
    }

    private func payout(_ affiliate: Int64, _ offer: Int64) throws -> Int64 {
        try create(
            "/custom/payoutrevenue",
            """
            {"network_offer_id":\(offer),"network_offer_payout_revenue_id":0,"name":"Harbor Media bonus rate",
             "custom_setting_status":"active","is_apply_all_affiliates":false,"network_affiliate_ids":[\(affiliate)],
             "is_custom_payout_enabled":true,"payout_type":"cpa","payout_amount":18,
             "is_custom_revenue_enabled":false,"revenue_type":"blank","public_description":"Summer rate"}
            """, "network_custom_payout_revenue_setting_id")
    }

    @Test("a setting's fields go through the bulk update, the others through the whole object; audit lists both")
    func payout() throws {
        defer { sandbox.stop() }
        let (affiliates, offer) = try ids()
        let id = try payout(affiliates[0], offer)
        // Everflow reference, 9.2.
        let request = """
            PATCH \(sandbox.address)/v1/networks/custom/payoutrevenue
            {"network_custom_payout_revenue_setting_ids":[\(id)],"fields":[{"field_type":"payout_amount","field_value":19.8}]}

            """
        let dry = try set("acme/payout:\(id)", "payout_amount=+10%", "--dry-run")
        #expect(dry.code == 0 && dry.output.hasSuffix(request), "\(dry.output)\(dry.messages)")
        #expect(dry.output.contains("  payout_amount 18 -> 19.8 (+10 %)\n"))
        let sent = try set("acme/payout:\(id)", "payout_amount=+10%", "--yes")
        #expect(sent.code == 0 && sent.output == dry.output + "applied (journal entry 1)\n", "\(sent.messages)")
        let path = "/custom/payoutrevenue/\(id)"
        let related = "\(path)?relationship=variables&relationship=targeting"
        #expect(try curl(path)["payout_amount"]?.quantity == Quantity(text: "19.8"))

        let lists = try set(
            "acme/payout:\(id)", "network_affiliate_ids=+\(affiliates[1])", "ruleset_countries=include 227; exclude 38",
            "variables=sub1 exact_match abc", "public_description=Winter rate", "--yes")
        #expect(
            lists.code == 0 && lists.output.contains("PUT \(sandbox.address)/v1/networks\(path)\n"), "\(lists.messages)"
        )
        let live = try curl(related)
        let members = live["network_affiliate_ids"]?.array?.compactMap(\.int64)
        #expect(members == affiliates[0...1].sorted() && live["public_description"] == .string("Winter rate"))
        let shown = try set("acme/payout:\(id)", "ruleset_countries=none", "variables=none", "--dry-run").output
        #expect(shown.contains("ruleset_countries include 227; exclude 38 -> none\n"), "\(shown)")
        #expect(shown.contains("variables sub1 exact_match abc -> none\n"))
        #expect(try Run(["audit"], in: scratch).output.contains("payout_amount 18 -> 19.8"))
        let audit = try JSONValue.parse(Array(try Run(["audit", "--format", "json"], in: scratch).output.utf8))
        let after = try #require(audit["entries"]?[0]?["after"])
        #expect(
            after["public_description"] == .string("Winter rate") && after["network_affiliate_ids"]?.array?.count == 2)
        #expect(after["ruleset_countries"]?.array?.count == 2 && audit["entries"]?[0]?["method"] == .string("PUT"))
    }

    @Test("a commission's goal and a tier's margin are changed by full updates that drop nothing")
    func commissionAndTier() throws {
        defer { sandbox.stop() }
        let (affiliates, offer) = try ids()
        let commission = try create(
            "/tieredcommissions",
            """
            {"name":"Kettle volume tier","status":"active","start_date":"2026-01-01","end_date":"2026-12-31",
             "period":"monthly","network_offer_ids":[\(offer)],"network_affiliate_ids":[\(affiliates[0])],
             "is_payout_enabled":true,"payout_action":"increase","payout_value":12,"is_revenue_enabled":false,
             "conversion_goal":300,"conversion_max":1200,"relationship":{}}
            """, "network_tiered_commission_id")
        let before = try curl("/tieredcommissions/\(commission)")
        let goal = try set("acme/commission:\(commission)", "conversion_goal=400", "--yes")
        #expect(goal.code == 0 && goal.output.contains("conversion_goal 300 -> 400 (+33.3 %)"), "\(goal.messages)")
        let after = try curl("/tieredcommissions/\(commission)")
        #expect(after["conversion_goal"] == .int(400))
        for member in before.object?.members ?? [] where !["conversion_goal", "time_saved"].contains(member.name) {
            #expect(after[member.name] == member.value, "\(member.name)")
        }

        let made = try set(
            "acme/tier:new", "name=Harbor tier", "payout_margin=12.5", "network_affiliate_ids=\(affiliates[0])",
            "labels=premium", "--yes")
        #expect(made.code == 0, "\(made.messages)")
        let place = try #require(made.output.firstRange(of: "applied: acme/tier:"))
        let tier = try #require(Int(made.output[place.upperBound...].prefix { $0.isNumber }))
        let margin = try set("acme/tier:\(tier)", "payout_margin=15", "--yes")
        #expect(margin.code == 0 && margin.output.contains("payout_margin 12.5 -> 15 (+20 %)"), "\(margin.messages)")
        let stored = try curl("/affiliatetiers/\(tier)?relationship=all")
        #expect(stored["payout_margin"] == .int(15) && stored["name"] == .string("Harbor tier"))
        #expect(stored["network_affiliate_ids"] == .array([.int(affiliates[0])]))
        #expect(stored["relationship"]?["labels"]?["entries"] == .array([.string("premium")]))
    }

    @Test("what cannot be is refused in the sandbox's words with the exit code of a usage error, and nothing is sent")
    func refusals() throws {
        defer { sandbox.stop() }
        let (affiliates, offer) = try ids()
        let id = try payout(affiliates[0], offer)
        let rows: [(String, String, String)] = [
            (
                "acme/payout:\(id)", "payout_type=blank",
                "payout_type must not be blank while is_custom_payout_enabled is true"
            ),
            ("acme/payout:\(id)", "network_affiliate_ids=none", "network_affiliate_ids must name an affiliate"),
            ("acme/payout:\(id)", "network_affiliate_ids=x", "takes ids such as 51, 64"),
            ("acme/payout:new", "name=x", "must name an affiliate"),
            ("acme/tier:new", "margin=1", "margin is no field"),
        ]
        for (object, change, message) in rows {
            let run = try set(object, change, "--yes")
            #expect(run.code == 2 && run.messages.contains(message), "\(change): \(run.messages)")
        }
        #expect(try set("acme/tier:999999", "payout_margin=1", "--yes").code == 1)
        #expect(try curl("/custom/payoutrevenue/\(id)")["payout_amount"] == .int(18))
        #expect(try Run(["audit", "--format", "json"], in: scratch).output.contains("\"entries\":[]"))
    }
}
