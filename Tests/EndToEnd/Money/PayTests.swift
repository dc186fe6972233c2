// What the screen says a conversion pays, and how far a commission is, on the real program, against what the sandbox's engine
// then pays: the difference that a posted conversion makes in the entity report, read by curl.
import Models
import TestSupport
import Testing

@Suite("what a conversion pays, on screen and in the report", .ownThread)
struct PayTests {
    /// An affiliate on an offer, and the custom cap by which the pair is on screen.
    private struct Pair {
        var affiliate: Int64
        var offer: Int64
        var cap: Int64
    }

    /// With a soft cap, as `MoneyDesk.sandbox` invents it: every conversion is accepted.
    private static let member = Pair(affiliate: 65, offer: 255, cap: 423)

    private struct Sums: Equatable {
        var payout: Quantity
        var revenue: Quantity
    }

    /// Of the pair, over the days around the sandbox's now (Everflow reference, 12).
    private func report(_ pair: Pair, _ desk: MoneyDesk) throws -> Sums {
        let answer = try desk.somebody.send(
            "POST", "/v1/networks/reporting/entity",
            try .body(
                """
                {"from":"2026-03-08","to":"2026-03-12","timezone_id":53,"currency_id":"USD",
                 "columns":[{"column":"affiliate"},{"column":"offer"}],
                 "query":{"filters":[{"resource_type":"offer","filter_id_value":"\(pair.offer)"},
                                     {"resource_type":"affiliate","filter_id_value":"\(pair.affiliate)"}]}}
                """))
        let summary = try #require(answer["summary"])
        return Sums(
            payout: try #require(summary["payout"]?.quantity), revenue: try #require(summary["revenue"]?.quantity))
    }

    /// - Returns: conversions of the pair so far in the day of its cap, this one included.
    @discardableResult
    private func convert(_ pair: Pair, _ somebody: SomebodyElse) throws -> Int64 {
        let answer = try somebody.send(
            "POST", "/sandbox/events",
            .object([
                ("type", .string("conversion")), ("offer_id", .int(pair.offer)),
                ("affiliate_id", .int(pair.affiliate)),
            ]))
        #expect(answer["outcome"]?.text == "accepted")
        let daily = answer["counted_caps"]?.array?.first { $0["period"]?.text == "day" }
        return try #require(daily?["count"]?.int64)
    }

    private func show(_ pair: Pair, _ desk: MoneyDesk) throws {
        let opens = desk.terminal.press("/") { desk.terminal.lines.last?.contains("filter:") == true }
        try #require(opens, "\(desk.terminal.picture)")
        try desk.press("\u{15}id=acme/custom:\(pair.cap)\r", "filter: id=acme/custom:\(pair.cap)", "a conversion")
    }

    /// The detail pane comes to say these amounts, and they are what the next conversion adds to the report.
    ///
    /// - Returns: conversions of the day.
    @discardableResult
    private func expect(
        payout: String, revenue: String, why: String, of pair: Pair = member, _ desk: MoneyDesk,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Int64 {
        try desk.press(
            "", "payout: \(payout) USD a conversion", "revenue: \(revenue) USD a conversion", why, timeout: 20,
            sourceLocation: sourceLocation)
        let before = try report(pair, desk)
        let count = try convert(pair, desk.somebody)
        let after = try report(pair, desk)
        let added = Sums(payout: after.payout - before.payout, revenue: after.revenue - before.revenue)
        let shown = Sums(
            payout: try #require(Quantity(text: payout)), revenue: try #require(Quantity(text: revenue)))
        #expect(added == shown, sourceLocation: sourceLocation)
        return count
    }

    @Test(
        "the detail pane of a pair says what the offer, a tier, a setting and a commission pay; a commission's bar fills"
    )
    func pays() throws {
        var goal: Int64 = 0
        var stranger = Pair(affiliate: 111, offer: PayTests.member.offer, cap: 0)
        let desk = try MoneyDesk(speed: "1") { somebody in
            goal = try convert(PayTests.member, somebody) + 5
            stranger.cap = try cap(of: stranger, somebody)
            try join(somebody)
            try promise(goal, somebody)
        }
        defer { desk.end() }
        try show(stranger, desk)
        try expect(payout: "2.4", revenue: "3.2", why: "payout: ", of: stranger, desk)
        try show(PayTests.member, desk)
        // A margin of 27.5 % leaves 72.5 % of 3.2.
        try expect(payout: "2.32", revenue: "3.2", why: "margin 27.5%", desk)
        try agree(desk.somebody)
        try expect(payout: "13.37", revenue: "20.01", why: "\"Agreed rate\" wins", desk)
        try fillUp(desk, goal)
        // 13.37 and 12 % of it are 14.9744.
        try expect(payout: "14.97", revenue: "20.01", why: "\"Tundra volume\" in force", desk)
    }

    // MARK: - What somebody else sets up

    private func cap(of pair: Pair, _ somebody: SomebodyElse) throws -> Int64 {
        let made = try somebody.send(
            "POST", "/v1/networks/custom/caps",
            .object([
                ("network_affiliate_id", .int(pair.affiliate)), ("network_offer_id", .int(pair.offer)),
                ("daily_conversion_cap", .int(50)),
            ]))
        return try #require(made["network_custom_cap_setting_id"]?.int64)
    }

    private func join(_ somebody: SomebodyElse) throws {
        let tier = try somebody.get("/v1/networks/affiliatetiers/2?relationship=all")
        let members = (tier["network_affiliate_ids"]?.array ?? []) + [.int(PayTests.member.affiliate)]
        try somebody.send(
            "PUT", "/v1/networks/affiliatetiers/2", tier.with([("network_affiliate_ids", .array(members))]))
    }

    private func agree(_ somebody: SomebodyElse) throws {
        try somebody.send(
            "POST", "/v1/networks/custom/payoutrevenue",
            try .body(
                """
                {"network_offer_id":\(PayTests.member.offer),"network_offer_payout_revenue_id":0,"name":"Agreed rate",
                 "custom_setting_status":"active","is_apply_all_affiliates":false,
                 "network_affiliate_ids":[\(PayTests.member.affiliate)],"is_custom_payout_enabled":true,
                 "payout_type":"cpa","payout_amount":13.37,"is_custom_revenue_enabled":true,"revenue_type":"rpa",
                 "revenue_amount":20.01}
                """))
    }

    private func promise(_ goal: Int64, _ somebody: SomebodyElse) throws {
        try somebody.send(
            "POST", "/v1/networks/tieredcommissions",
            try .body(
                """
                {"name":"Tundra volume","status":"active","start_date":"2026-01-01","end_date":"2026-12-31",
                 "period":"daily","network_affiliate_ids":[\(PayTests.member.affiliate)],
                 "network_offer_ids":[\(PayTests.member.offer)],"is_payout_enabled":true,"payout_action":"increase",
                 "payout_value":12,"is_revenue_enabled":false,"conversion_goal":\(goal)}
                """))
    }

    // MARK: - Progress

    /// From three conversions before the goal to the goal.
    private func fillUp(_ desk: MoneyDesk, _ goal: Int64) throws {
        try desk.open(.tieredCommission)
        try desk.filter("Tundra volume")
        let label = "Tern & Tide, Tundra Mattress CPA, conversion"
        func reaches(_ count: Int64, _ words: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
            try desk.press("", "\(count)/\(goal) ", words, timeout: 20, sourceLocation: sourceLocation)
            #expect(desk.terminal.shows("in force") == (count >= goal), sourceLocation: sourceLocation)
            // Of thirty cells 27 are for the way to the goal.
            #expect(
                blocks(label, desk) == 27 * count / goal, "\(desk.terminal.picture)", sourceLocation: sourceLocation)
        }
        try reaches(goal - 3, label)
        try convert(PayTests.member, desk.somebody)
        try reaches(goal - 2, label)
        for _ in 0..<2 { try convert(PayTests.member, desk.somebody) }
        try reaches(goal, "in force")
        try desk.leave("\u{1B}", "filter: Tundra volume")
        try desk.press("\u{1B}", " Caps ", "a conversion")
    }

    /// Whole cells of the bar beside a label.
    private func blocks(_ label: String, _ desk: MoneyDesk) -> Int64? {
        desk.terminal.lines.first { $0.contains(label) }.map { line in Int64(line.count { $0 == "█" }) }
    }
}
