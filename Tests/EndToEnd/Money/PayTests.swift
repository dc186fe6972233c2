// What the screen says a conversion pays, and how far a commission is, on the real program, against what the sandbox's engine
// then pays: the difference that a posted conversion makes in the entity report, read by curl.
import Models
import TestSupport
import Testing

@Suite("what a conversion pays, on screen and in the report")
struct PayTests {
    /// A pair with a soft custom cap, as `MoneyDesk.sandbox` invents it: every conversion is accepted.
    private static let (affiliate, offer, cap): (Int64, Int64, Int64) = (65, 255, 423)

    private struct Sums: Equatable {
        var payout: Quantity
        var revenue: Quantity
    }

    /// Of the pair, over the days around the sandbox's now (Everflow reference, 12).
    private func report(_ desk: MoneyDesk) throws -> Sums {
        let answer = try desk.somebody.send(
            "POST", "/v1/networks/reporting/entity",
            try .body(
                """
                {"from":"2026-03-08","to":"2026-03-12","timezone_id":53,"currency_id":"USD",
                 "columns":[{"column":"affiliate"},{"column":"offer"}],
                 "query":{"filters":[{"resource_type":"offer","filter_id_value":"\(PayTests.offer)"},
                                     {"resource_type":"affiliate","filter_id_value":"\(PayTests.affiliate)"}]}}
                """))
        let summary = try #require(answer["summary"])
        return Sums(
            payout: try #require(summary["payout"]?.quantity), revenue: try #require(summary["revenue"]?.quantity))
    }

    /// Conversions of the pair so far in the day of its cap, after one more.
    @discardableResult
    private func convert(_ desk: MoneyDesk) throws -> Int64 {
        let answer = try desk.somebody.send(
            "POST", "/sandbox/events",
            .object([
                ("type", .string("conversion")), ("offer_id", .int(PayTests.offer)),
                ("affiliate_id", .int(PayTests.affiliate)),
            ]))
        #expect(answer["outcome"]?.text == "accepted")
        let daily = answer["counted_caps"]?.array?.first { $0["period"]?.text == "day" }
        return try #require(daily?["count"]?.int64)
    }

    /// The detail pane comes to say these amounts, and they are what the next conversion adds to the report.
    ///
    /// - Returns: conversions of the day.
    @discardableResult
    private func expect(
        payout: String, revenue: String, why: String, _ desk: MoneyDesk,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Int64 {
        try desk.press(
            "", "payout: \(payout) USD a conversion", "revenue: \(revenue) USD a conversion", why, timeout: 20,
            sourceLocation: sourceLocation)
        let before = try report(desk)
        let count = try convert(desk)
        let after = try report(desk)
        let added = Sums(payout: after.payout - before.payout, revenue: after.revenue - before.revenue)
        let shown = Sums(
            payout: try #require(Quantity(text: payout)), revenue: try #require(Quantity(text: revenue)))
        #expect(added == shown, sourceLocation: sourceLocation)
        return count
    }

    @Test(
        "the detail pane of a pair says what is paid by the offer, a tier, a setting and a commission, and the bar of the commission fills up"
    )
    func pays() throws {
        let desk = try MoneyDesk(speed: "1")
        defer { desk.end() }
        let curl = desk.somebody
        let opens = desk.terminal.press("/") { desk.terminal.lines.last?.contains("filter:") == true }
        try #require(opens, "\(desk.terminal.picture)")
        try desk.press("\u{15}id=acme/custom:\(PayTests.cap)\r", " Caps ", "Tundra Mattress CPA", "a conversion")
        // The offer's own entry.
        try expect(payout: "2.4", revenue: "3.2", why: "payout: ", desk)

        let tier = try curl.get("/v1/networks/affiliatetiers/2?relationship=all")
        let members = (tier["network_affiliate_ids"]?.array ?? []) + [.int(PayTests.affiliate)]
        try curl.send(
            "PUT", "/v1/networks/affiliatetiers/2", tier.with([("network_affiliate_ids", .array(members))]))
        // A margin of 27.5 % leaves 72.5 % of 3.2.
        try expect(payout: "2.32", revenue: "3.2", why: "margin 27.5%", desk)

        try curl.send(
            "POST", "/v1/networks/custom/payoutrevenue",
            try .body(
                """
                {"network_offer_id":\(PayTests.offer),"network_offer_payout_revenue_id":0,"name":"Agreed rate",
                 "custom_setting_status":"active","is_apply_all_affiliates":false,
                 "network_affiliate_ids":[\(PayTests.affiliate)],"is_custom_payout_enabled":true,"payout_type":"cpa",
                 "payout_amount":13.37,"is_custom_revenue_enabled":true,"revenue_type":"rpa","revenue_amount":20.01}
                """))
        let count = try expect(payout: "13.37", revenue: "20.01", why: "\"Agreed rate\" wins", desk)
        try fillUp(desk, from: count)
        // 13.37 and 12 % of it are 14.9744.
        try expect(payout: "14.97", revenue: "20.01", why: "\"Tundra volume\" in force", desk)
    }

    /// Makes a commission whose goal is three conversions away, and gets there.
    private func fillUp(_ desk: MoneyDesk, from count: Int64) throws {
        let goal = count + 3
        try desk.somebody.send(
            "POST", "/v1/networks/tieredcommissions",
            try .body(
                """
                {"name":"Tundra volume","status":"active","start_date":"2026-01-01","end_date":"2026-12-31",
                 "period":"daily","network_affiliate_ids":[\(PayTests.affiliate)],
                 "network_offer_ids":[\(PayTests.offer)],"is_payout_enabled":true,"payout_action":"increase",
                 "payout_value":12,"is_revenue_enabled":false,"conversion_goal":\(goal)}
                """))
        try desk.open(.tieredCommission)
        try desk.filter("Tundra volume")
        let label = "Tern & Tide, Tundra Mattress CPA, conversion"
        try desk.press("", label, "\(count)/\(goal) ", timeout: 20)
        // Of thirty cells 27 are for the way to the goal.
        #expect(!desk.terminal.shows("in force") && blocks(label, desk) == 27 * count / goal)
        try convert(desk)
        try desk.press("", "\(count + 1)/\(goal) ", timeout: 20)
        #expect(!desk.terminal.shows("in force") && blocks(label, desk) == 27 * (count + 1) / goal)
        for _ in 0..<2 { try convert(desk) }
        try desk.press("", "\(goal)/\(goal) ", "in force", timeout: 20)
        #expect(blocks(label, desk) == 27, "\(desk.terminal.picture)")
        try desk.leave("\u{1B}", "filter: Tundra volume")
        try desk.press("\u{1B}", " Caps ", "a conversion")
    }

    /// Whole cells of the bar beside a label.
    private func blocks(_ label: String, _ desk: MoneyDesk) -> Int64? {
        desk.terminal.lines.first { $0.contains(label) }.map { line in Int64(line.count { $0 == "█" }) }
    }
}
