// Affiliate tiers written from the keyboard on the real program, each beside curl with the reference's own body on an equal
// account: equal requests, equal stored objects (Everflow reference, 11).
import Models
import TestSupport
import Testing

@Suite("affiliate tiers from the keyboard and by curl", .ownThread)
struct TierRoundTripTests {
    private static let path = "/v1/networks/affiliatetiers"
    private static let related = "?relationship=all"
    /// As `MoneyDesk.sandbox` invents them.
    private static let gold = "/v1/networks/affiliatetiers/3"
    private static let harborMedia: Int64 = 54

    private static let body = """
        {"name":"Bronze","status":"active","description":"by hand","network_affiliate_ids":[71],"payout_margin":33.5,
         "is_default_tier":false,"labels":["premium","north"]}
        """

    @Test("n, e, v and D: POST and PUTs, labels kept, and what is stored is what curl has stored")
    func roundTrip() throws {
        let twin = try MoneyDesk.sandbox()
        defer { twin.killNow() }
        let desk = try MoneyDesk()
        defer { desk.end() }
        let curl = SomebodyElse(at: twin)
        try desk.open(.affiliateTier)
        let made = try curl.send("POST", TierRoundTripTests.path, try .body(TierRoundTripTests.body))
        let path = "\(TierRoundTripTests.path)/\(try #require(made["network_affiliate_tier_id"]?.int64))"
        try create(desk)
        try desk.expectLast("POST \(TierRoundTripTests.path)", try .body(TierRoundTripTests.body))
        try desk.expectSame(as: curl, path + TierRoundTripTests.related)

        try desk.filter("Bronze")
        try desk.press("e", "Edit Bronze", "premium")
        try desk.type(("payout_margin", "-3.5"))
        try expectChange(desk, curl, path, [("payout_margin", .int(30))], "payout_margin 33.5 -> 30")
        try move(desk, curl, path)
        try desk.press("D", "Edit Bronze", "-> deleted")
        try expectChange(desk, curl, path, [("status", .string("deleted"))], "status active -> deleted")
        #expect(try desk.journal.column("method || ' ' || outcome").count == 5)
        #expect(Set(try desk.journal.column("outcome")) == ["applied"] && desk.proxy.writes.count == 5)
    }

    private func create(_ desk: MoneyDesk) throws {
        try desk.press("n", "Create new affiliate tier")
        try desk.type(("name", "Bronze"), ("description", "by hand"))
        try desk.add(["Lumen Traffic"], to: "network_affiliate_ids")
        try desk.type(("payout_margin", "33.5"))
        try desk.add(["premium", "north"], to: "labels")
        try desk.confirm("POST /networks/affiliatetiers")
    }

    /// Labels are where requests have them, not where answers do.
    private func full(_ tier: JSONValue, _ changes: [(String, JSONValue)]) -> JSONValue {
        tier.with([("labels", tier["relationship"]?["labels"]?["entries"] ?? .array([]))] + changes)
    }

    private func expectChange(
        _ desk: MoneyDesk, _ curl: SomebodyElse, _ path: String, _ changes: [(String, JSONValue)], _ text: String
    ) throws {
        let body = full(try desk.somebody.get(path + TierRoundTripTests.related), changes)
        try desk.confirm(text, "with the whole affiliate tier as just read")
        try desk.expectLast("PUT \(path)", body, without: ["relationship"])
        try curl.send("PUT", path, full(try curl.get(path + TierRoundTripTests.related), changes))
        try desk.expectSame(as: curl, path + TierRoundTripTests.related)
        try desk.expectSame(as: curl, TierRoundTripTests.path)
    }

    private func move(_ desk: MoneyDesk, _ curl: SomebodyElse, _ path: String) throws {
        let (left, joined) = (
            [("network_affiliate_ids", JSONValue.array([.int(104), .int(106)]))],
            [("network_affiliate_ids", JSONValue.array([.int(TierRoundTripTests.harborMedia), .int(71)]))]
        )
        let (gold, bronze) = (
            full(try curl.get(TierRoundTripTests.gold + TierRoundTripTests.related), left),
            full(try curl.get(path + TierRoundTripTests.related), joined)
        )
        try desk.press("v", "Move to Bronze")
        try desk.press("Harbor Media\r", "Move Harbor Media to Bronze")
        try desk.press("\r", "Send this change?")
        try desk.press("y", "2 applied, 0 not")
        // Requests about different objects do not wait for each other.
        let sent = desk.proxy.writes.suffix(2).sorted { $0.target < $1.target }
        #expect(sent.map(\.line) == ["PUT \(TierRoundTripTests.gold)", "PUT \(path)"])
        for (request, body) in zip(sent, [gold, bronze]) {
            let difference = try SameJSON.difference(
                request.body, body.serialized(), without: SameJSON.times + ["relationship"])
            #expect(difference.isEmpty, "\(difference)")
        }
        try curl.send("PUT", TierRoundTripTests.gold, gold)
        try curl.send("PUT", path, bronze)
        try desk.leave("\u{1B}", "Move Harbor Media")
        for path in [path, TierRoundTripTests.gold] { try desk.expectSame(as: curl, path + TierRoundTripTests.related) }
        try desk.expectSame(as: curl, TierRoundTripTests.path)
    }
}
