// Tiered commissions written from the keyboard on the real program, each beside curl with the reference's own body on an
// equal account: equal requests, equal stored objects (Everflow reference, 10).
import Models
import TestSupport
import Testing

@Suite("tiered commissions from the keyboard and by curl", .ownThread)
struct CommissionRoundTripTests {
    private static let path = "/v1/networks/tieredcommissions"

    /// Everflow reference, 10.2.
    private static let body = """
        {"name":"Kettle volume","notes":"by hand","status":"active","start_date":"2026-01-01","end_date":"2026-12-31",
         "period":"weekly","network_affiliate_ids":[54,71],"network_offer_ids":[205,218],
         "is_payout_enabled":true,"payout_action":"increase","payout_value":12,"is_revenue_enabled":false,
         "conversion_goal":300,"relationship":{},"conversion_max":1200}
        """

    @Test("n, e and D: POST, PUT and PUT, and what is stored is what curl has stored")
    func roundTrip() throws {
        let twin = try MoneyDesk.sandbox()
        defer { twin.killNow() }
        let desk = try MoneyDesk()
        defer { desk.end() }
        let curl = SomebodyElse(at: twin)
        try desk.open(.tieredCommission)
        let body = try JSONValue.body(CommissionRoundTripTests.body)
        let made = try curl.send("POST", CommissionRoundTripTests.path, body)
        let path = "\(CommissionRoundTripTests.path)/\(try #require(made["network_tiered_commission_id"]?.int64))"
        try create(desk)
        try desk.expectLast("POST \(CommissionRoundTripTests.path)", body)
        try desk.expectSame(as: curl, path)

        try desk.filter("Kettle volume")
        let changes: [(String, JSONValue)] = [
            ("notes", .string("")), ("conversion_goal", .int(330)), ("is_retroactive_payout_enabled", .bool(true)),
            ("retroactive_payout_action", .string("flat_increase")),
            ("retroactive_payout_value", try .body("1.5")), ("network_advertiser_ids", .array([.int(19)])),
        ]
        let changed = try desk.somebody.get(path).with(changes)
        try desk.press("e", "Edit Kettle volume")
        try desk.type(("notes", ""))
        try desk.add(["19"], to: "network_advertiser_ids")
        try desk.type(("conversion_goal", "+10%"))
        try desk.choose(("is_retroactive_payout_enabled", "true"), ("retroactive_payout_action", "flat_increase"))
        try desk.type(("retroactive_payout_value", "1.5"))
        try desk.confirm("conversion_goal 300 -> 330 (+10 %)", "with the whole tiered commission as just read")
        try desk.expectLast("PUT \(path)", changed)
        try curl.send("PUT", path, try curl.get(path).with(changes))
        try desk.expectSame(as: curl, path)

        let retired = try desk.somebody.get(path).with([("status", .string("inactive"))])
        try desk.press("D", "Edit Kettle volume", "-> inactive")
        try desk.confirm("status active -> inactive")
        try desk.expectLast("PUT \(path)", retired)
        try curl.send("PUT", path, try curl.get(path).with([("status", .string("inactive"))]))
        try desk.expectSame(as: curl, path)
        #expect(try desk.journal.column("method || ' ' || outcome") == ["POST applied", "PUT applied", "PUT applied"])
        #expect(desk.proxy.writes.count == 3)
    }

    private func create(_ desk: MoneyDesk) throws {
        try desk.press("n", "Create new tiered commission")
        try desk.type(
            ("name", "Kettle volume"), ("notes", "by hand"), ("start_date", "2026-01-01"), ("end_date", "2026-12-31"))
        try desk.choose(("period", "weekly"))
        try desk.add(["Harbor Media", "Lumen Traffic"], to: "network_affiliate_ids")
        try desk.add(["Sunrise Kettle CPA", "Kettle Spring Bundle"], to: "network_offer_ids")
        try desk.choose(("is_payout_enabled", "true"), ("payout_action", "increase"))
        try desk.type(("payout_value", "12"), ("conversion_goal", "300"), ("conversion_max", "1200"))
        try desk.confirm("POST /networks/tieredcommissions")
    }
}
