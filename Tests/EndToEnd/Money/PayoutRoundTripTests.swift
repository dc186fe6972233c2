// Custom payouts written from the keyboard on the real program, each beside curl with the reference's own body on an equal
// account: equal requests, equal stored objects (Everflow reference, 9).
import Models
import TestSupport
import Testing

@Suite("custom payouts from the keyboard and by curl", .ownThread)
struct PayoutRoundTripTests {
    private static let path = "/v1/networks/custom/payoutrevenue"
    private static let idName = "network_custom_payout_revenue_setting_id"
    private static let related = "?relationship=variables&relationship=targeting"

    /// Everflow reference, 9.2: what POST requires and what the editor is told.
    private static let body = """
        {"network_offer_id":205,"network_offer_payout_revenue_id":0,"name":"Spring rate","custom_setting_status":"active",
         "is_apply_all_affiliates":false,"network_affiliate_ids":[54,71],"description":"by hand",
         "is_custom_payout_enabled":true,"payout_type":"cpa","payout_amount":18.5,
         "is_custom_revenue_enabled":false,"revenue_type":"blank",
         "date_valid_from":"2026-03-01","date_valid_to":"2026-08-31",
         "variables":[{"variable":"sub1","variable_value":"abc","comparison_method":"exact_match"}],
         "ruleset":{"countries":[{"country_id":227,"match_type":"exact","targeting_type":"include"}]}}
        """

    @Test("n, e, D and u: POST, PATCH, PUT, DELETE and POST again, and what is stored is what curl has stored")
    func roundTrip() throws {
        let twin = try MoneyDesk.sandbox()
        defer { twin.killNow() }
        let desk = try MoneyDesk()
        defer { desk.end() }
        let curl = SomebodyElse(at: twin)
        try desk.open(.customPayout)
        let id = try create(desk, curl)
        try patch(desk, curl, id)
        try put(desk, curl, id)
        try deleteAndUndo(desk, curl, id)
        #expect(
            try desk.journal.column("method || ' ' || outcome || coalesce(' ' || undo_of, '')") == [
                "POST applied", "PATCH applied", "PUT applied", "DELETE applied", "POST applied 4",
            ])
    }

    private func create(_ desk: MoneyDesk, _ curl: SomebodyElse) throws -> Int64 {
        let body = try JSONValue.body(PayoutRoundTripTests.body)
        let made = try curl.send("POST", PayoutRoundTripTests.path, body)
        let id = try #require(made[PayoutRoundTripTests.idName]?.int64)
        try desk.press("n", "Create new custom payout")
        try desk.add(["Harbor Media", "Lumen Traffic"], to: "network_affiliate_ids")
        try desk.type(("network_offer_id", "205"), ("name", "Spring rate"), ("description", "by hand"))
        try desk.choose(("is_custom_payout_enabled", "true"))
        try desk.type(("payout_amount", "18.5"))
        try desk.choose(("payout_type", "cpa"))
        try desk.type(("date_valid_from", "2026-03-01"), ("date_valid_to", "2026-08-31"))
        try desk.add(["sub1 exact_match abc"], to: "variables")
        try desk.add(["include 227"], to: "ruleset_countries")
        try desk.confirm("POST /networks/custom/payoutrevenue")
        try desk.expectLast("POST \(PayoutRoundTripTests.path)", body)
        // Equal accounts number alike.
        try desk.expectSame(as: curl, "\(PayoutRoundTripTests.path)/\(id)\(PayoutRoundTripTests.related)")
        return id
    }

    private func patch(_ desk: MoneyDesk, _ curl: SomebodyElse, _ id: Int64) throws {
        // 18.5 and a tenth of it.
        let body = try JSONValue.body(
            """
            {"network_custom_payout_revenue_setting_ids":[\(id)],"fields":[
             {"field_type":"network_affiliate_ids","field_value":[54,71,111]},
             {"field_type":"payout_amount","field_value":20.35},
             {"field_type":"date_valid_to","field_value":"2026-09-30"},
             {"field_type":"ruleset_countries","field_value":[
              {"country_id":227,"match_type":"exact","targeting_type":"include"},
              {"country_id":38,"match_type":"exact","targeting_type":"exclude"}]}]}
            """)
        try curl.send("PATCH", PayoutRoundTripTests.path, body)
        try desk.filter("Spring rate")
        try desk.press("e", "Edit Spring rate", "include 227")
        try desk.add(["Garnet Media"], to: "network_affiliate_ids")
        try desk.type(("payout_amount", "+10%"), ("date_valid_to", "2026-09-30"))
        try desk.add(["exclude 38"], to: "ruleset_countries")
        try desk.confirm("payout_amount 18.5 -> 20.35 (+10 %)", "PATCH /networks/custom/payoutrevenue")
        try desk.expectLast("PATCH \(PayoutRoundTripTests.path)", body)
        try desk.expectSame(as: curl, "\(PayoutRoundTripTests.path)/\(id)\(PayoutRoundTripTests.related)")
    }

    /// Neither field is a documented `field_type`.
    private func put(_ desk: MoneyDesk, _ curl: SomebodyElse, _ id: Int64) throws {
        let path = "\(PayoutRoundTripTests.path)/\(id)"
        let changes: [(String, JSONValue)] = [
            ("public_description", .string("Winter rate")), ("currency_id", .string("EUR")),
        ]
        let body = try desk.somebody.get(path + PayoutRoundTripTests.related).with(changes)
        try curl.send("PUT", path, try curl.get(path + PayoutRoundTripTests.related).with(changes))
        try desk.press("e", "Edit Spring rate", "include 227; ex")
        try desk.type(("public_description", "Winter rate"), ("currency_id", "EUR"))
        try desk.confirm("public_description", "-> \"Winter rate\"", "PUT /networks/custom/payoutrevenue/\(id)")
        try desk.expectLast("PUT \(path)", body)
        try desk.expectSame(as: curl, path + PayoutRoundTripTests.related)
    }

    private func deleteAndUndo(_ desk: MoneyDesk, _ curl: SomebodyElse, _ id: Int64) throws {
        let path = "\(PayoutRoundTripTests.path)/\(id)"
        let before = try curl.get(path + PayoutRoundTripTests.related)
        try curl.send("DELETE", path)
        try desk.press("D", "Delete Spring rate")
        try desk.confirm("DELETE /networks/custom/payoutrevenue/\(id)")
        try desk.expectLast("DELETE \(path)", nil)
        #expect(try desk.somebody.find(path) == nil)
        try desk.expectSame(as: curl, PayoutRoundTripTests.path)

        let made = try #require(
            try curl.send("POST", PayoutRoundTripTests.path, before)[PayoutRoundTripTests.idName]?.int64)
        try desk.press("u", "Send this change?", "POST /networks/custom/payoutrevenue")
        try desk.press("y", " applied", "any key goes on")
        try desk.leave("\r", "any key goes on")
        #expect(desk.proxy.writes.last?.line == "POST \(PayoutRoundTripTests.path)")
        try desk.expectSame(as: curl, "\(PayoutRoundTripTests.path)/\(made)\(PayoutRoundTripTests.related)")
        try desk.expectSame(as: curl, PayoutRoundTripTests.path)
    }

    @Test("M, e and field=value are one PATCH of all that is marked, and one undo puts every one back")
    func bulk() throws {
        let twin = try MoneyDesk.sandbox()
        defer { twin.killNow() }
        let desk = try MoneyDesk()
        defer { desk.end() }
        let curl = SomebodyElse(at: twin)
        let settings = try #require(
            try curl.get(PayoutRoundTripTests.path)["custom_payout_revenue_settings"]?.array)
        let ids = settings.filter { $0["name"]?.text?.hasSuffix("summer rate") == true }
            .compactMap { $0[PayoutRoundTripTests.idName]?.int64 }
        try #require(ids.count > 2)
        func body(_ status: String) throws -> JSONValue {
            try JSONValue.body(
                """
                {"network_custom_payout_revenue_setting_ids":\(ids),
                 "fields":[{"field_type":"custom_setting_status","field_value":"\(status)"}]}
                """)
        }
        try desk.open(.customPayout)
        try desk.filter("summer rate", ids.count)
        try desk.press("M", "\(ids.count) marked")
        try desk.press("e", "Change \(ids.count) objects of acme")
        try desk.press("custom_setting_status=inactive", "custom_setting_status active -> inactive")
        try desk.press("\r", "Send this change?", "in one request")
        try desk.press("y", "\(ids.count) applied, 0 not")
        try expectLast(desk, try body("inactive"))
        try curl.send("PATCH", PayoutRoundTripTests.path, try body("inactive"))
        try desk.expectSame(as: curl, PayoutRoundTripTests.path)
        try desk.leave("\u{1B}", "Change \(ids.count) objects")
        try desk.press("u", "Undo \(ids.count) changes")
        try desk.press("\r", "Send this change?")
        try desk.press("y", "\(ids.count) applied, 0 not")
        try expectLast(desk, try body("active"))
        let difference = try SameJSON.difference(
            try desk.somebody.get(PayoutRoundTripTests.path)["custom_payout_revenue_settings"] ?? .null,
            .array(settings), without: SameJSON.times)
        #expect(difference.isEmpty, "\(difference)")
        #expect(try Set(desk.journal.column("batch")).count == 2)
    }

    /// In which order the settings are named does not matter.
    private func expectLast(_ desk: MoneyDesk, _ body: JSONValue) throws {
        let ids = "network_custom_payout_revenue_setting_ids"
        let last = try #require(desk.proxy.writes.last)
        let sent = try JSONValue.parse(last.body)
        func named(_ body: JSONValue) throws -> [Int64] {
            try #require(body[ids]?.array).compactMap(\.int64).sorted()
        }
        #expect(try named(sent) == named(body))
        try desk.expectLast("PATCH \(PayoutRoundTripTests.path)", body, without: [ids])
    }
}
