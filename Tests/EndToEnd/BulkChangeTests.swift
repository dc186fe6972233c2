// Fifty caps changed at once on the real program while three requests fail: what is told, sent, there and undone.
import Models
import TestSupport
import Testing

@Suite("bulk changes from the keyboard")
struct BulkChangeTests {
    /// Fifty custom caps of their own, each with another limit, so that each is a request of its own.
    private static func fill(_ somebody: SomebodyElse) throws {
        func ids(_ path: String, _ name: String, _ id: String) throws -> [Int64] {
            try (somebody.get("/v1/networks/\(path)")[name]?.array ?? []).compactMap { $0[id]?.int64 }
        }
        let affiliates = try ids("affiliates", "affiliates", "network_affiliate_id")
        let offers = try ids("offers", "offers", "network_offer_id")
        let caps = try somebody.get("/v1/networks/custom/caps")["custom_cap_settings"]?.array ?? []
        let taken = Set(
            caps.map { "\($0["network_affiliate_id"]?.text ?? "") \($0["network_offer_id"]?.text ?? "")" })
        let free = offers.flatMap { offer in affiliates.map { (affiliate: $0, offer: offer) } }
            .filter { !taken.contains("\($0.affiliate) \($0.offer)") }
        for (number, pair) in free.prefix(50).enumerated() {
            try somebody.send(
                "POST", "/v1/networks/custom/caps",
                .object([
                    ("network_affiliate_id", .int(pair.affiliate)), ("network_offer_id", .int(pair.offer)),
                    ("name", .string("bulk \(number)")), ("daily_click_cap", .int(1000 + 10 * number)),
                ]))
        }
    }

    /// Their limits by name.
    private func limits(_ desk: Desk) throws -> [String: Int64] {
        let caps =
            try desk.somebody.get("/v1/networks/custom/caps?page=1&page_size=500")["custom_cap_settings"]?.array ?? []
        var limits: [String: Int64] = [:]
        for cap in caps {
            guard let name = cap["name"]?.text, name.hasPrefix("bulk ") else { continue }
            limits[name] = cap["daily_click_cap"]?.int64
        }
        return limits
    }

    /// What ten per cent more is of each.
    private static let old = Dictionary(
        uniqueKeysWithValues: (0..<50).map { ("bulk \($0)", Int64(1000 + 10 * $0)) })

    private static func raised(_ value: Int64) -> Int64 { value + value / 10 }

    /// A desk on which 47 of 50 caps have been raised and 3 requests have failed, with the results on screen.
    private func changed() throws -> Desk {
        let desk = try Desk(rows: 66, BulkChangeTests.fill)
        let terminal = desk.terminal
        try desk.find("name:\"bulk \"", 50)
        try desk.somebody.makeFail(["PATCH /networks/custom/caps=500*3"])
        terminal.send("M")
        #expect(
            terminal.press("+") { terminal.shows("Change 50 objects of acme") && terminal.shows("50 change") },
            "\(terminal.picture)")
        #expect(terminal.shows("daily_click_cap 1490 -> 1639"), "a preview of each:\n\(terminal.picture)")
        #expect(terminal.press("\r") { terminal.shows("Send this change?") && terminal.shows("in 50 requests") })
        #expect(desk.proxy.writes.isEmpty)
        let isDone = terminal.press("y", timeout: 90) {
            terminal.shows("47 applied, 3 not") && !terminal.shows(", sending")
        }
        try #require(isDone, "\(terminal.picture)")
        #expect(terminal.lines.count { $0.contains("refused: 500") } == 3, "each with its reason:\n\(terminal.picture)")
        let now = try limits(desk)
        #expect(now.count { $0.value == BulkChangeTests.old[$0.key].map(BulkChangeTests.raised) } == 47)
        #expect(now.count { $0.value == BulkChangeTests.old[$0.key] } == 3)
        #expect(try tally(desk) == ["applied 47", "refused 3"])
        #expect(try desk.journal.column("batch").count == 50 && Set(try desk.journal.column("batch")).count == 1)
        #expect(desk.proxy.writes.count == 50, "each once")
        return desk
    }

    private func tally(_ desk: Desk) throws -> [String] {
        let outcomes = try desk.journal.column("outcome")
        return Set(outcomes).sorted().map { outcome in "\(outcome) \(outcomes.count { $0 == outcome })" }
    }

    @Test("of fifty caps with three failing 47 are changed, and one undo puts 47 back")
    func undo() throws {
        let desk = try changed()
        defer { desk.end() }
        let terminal = desk.terminal
        #expect(terminal.press("r") { terminal.shows("Send this change?") && terminal.shows("3 objects") })
        #expect(terminal.press("\u{1B}") { !terminal.shows("Send this change?") })
        #expect(terminal.press("\u{1B}") { !terminal.shows("Change 50 objects") })
        #expect(terminal.press("u", timeout: 30) { terminal.shows("Undo 47 changes") }, "\(terminal.picture)")
        #expect(terminal.press("\r") { terminal.shows("Send this change?") }, "\(terminal.picture)")
        let isDone = terminal.press("y", timeout: 90) {
            terminal.shows("47 applied, 0 not") && !terminal.shows(", sending")
        }
        #expect(isDone, "\(terminal.picture)")
        #expect(try limits(desk) == BulkChangeTests.old)
        #expect(try tally(desk) == ["applied 94", "refused 3"])
        let undone = try desk.journal.column("undo_of").filter { !$0.isEmpty }
        #expect(undone.count == 47 && Set(undone).count == 47)
    }

    @Test("trying again is about the three that failed, and then one undo takes back all fifty")
    func tryAgain() throws {
        let desk = try changed()
        defer { desk.end() }
        let terminal = desk.terminal
        #expect(terminal.press("r") { terminal.shows("Send this change?") && terminal.shows("3 objects") })
        #expect(terminal.press("y", timeout: 30) { terminal.shows("50 applied, 0 not") }, "\(terminal.picture)")
        #expect(try limits(desk) == BulkChangeTests.old.mapValues(BulkChangeTests.raised))
        #expect(desk.proxy.writes.count == 53)
        #expect(try tally(desk) == ["applied 50", "refused 3"])
        #expect(terminal.press("\u{1B}") { !terminal.shows("Change 50 objects") })
        #expect(terminal.press("u", timeout: 30) { terminal.shows("Undo 50 changes") }, "\(terminal.picture)")
        #expect(terminal.press("\r") { terminal.shows("Send this change?") }, "\(terminal.picture)")
        let isDone = terminal.press("y", timeout: 90) {
            terminal.shows("50 applied, 0 not") && !terminal.shows(", sending")
        }
        #expect(isDone, "\(terminal.picture)")
        #expect(try limits(desk) == BulkChangeTests.old)
    }
}
