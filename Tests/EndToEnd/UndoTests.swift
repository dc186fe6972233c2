// What was changed can be taken back later, from the journal alone; a custom cap is created, deleted and brought back.
import Models
import TestSupport
import Testing

@Suite("undo, create and delete from the keyboard", .ownThread)
struct UndoTests {
    @Test("a change is undone by another dashboard than the one that made it")
    func acrossSessions() throws {
        let desk = try Desk()
        defer { desk.end() }
        let cap = try desk.customCap()
        try desk.find("id=\"\(cap.meter)\"")
        #expect(desk.terminal.press("e") { desk.terminal.shows("\(cap.value) ->") }, "\(desk.terminal.picture)")
        #expect(desk.terminal.press("\u{15}\(cap.value + 5)\r") { desk.terminal.shows("Send this change?") })
        #expect(desk.terminal.press("y") { desk.terminal.shows("applied") }, "\(desk.terminal.picture)")
        #expect(desk.terminal.press("\r") { !desk.terminal.shows("Edit ") })
        try desk.dashboard.restart()
        let terminal = desk.terminal
        #expect(try desk.live(cap) == cap.value + 5)
        let proposal = "\(cap.field) \(cap.value + 5) -> \(cap.value)"
        #expect(
            terminal.press("u") { terminal.shows("Send this change?") && terminal.shows(proposal) },
            "\(terminal.picture)")
        #expect(terminal.press("y") { terminal.shows("applied") }, "\(terminal.picture)")
        #expect(try desk.live(cap) == cap.value)
        #expect(try desk.journal.column("outcome || coalesce(' ' || undo_of, '')") == ["applied", "applied 1"])
        #expect(terminal.press("\r") { !terminal.shows("Edit ") })
        #expect(terminal.press("u") { terminal.shows("nothing to undo") }, "\(terminal.picture)")
    }

    @Test("what somebody has changed since is not undone, and the bottom line says what it is now")
    func changedSince() throws {
        let desk = try Desk()
        defer { desk.end() }
        let terminal = desk.terminal
        let cap = try desk.customCap()
        try desk.find("id=\"\(cap.meter)\"")
        #expect(terminal.press("+") { terminal.shows("-> +10%") })
        #expect(terminal.press("\r") { terminal.shows("Send this change?") })
        #expect(terminal.press("y") { terminal.shows("applied") })
        #expect(terminal.press("\r") { !terminal.shows("Edit ") })
        let change: JSONValue = .object([("field_type", .string(cap.field)), ("field_value", .int(77))])
        try desk.somebody.send(
            "PATCH", "/v1/networks/custom/caps",
            .object([
                ("network_custom_cap_setting_ids", .array([.int(cap.id)])), ("fields", .array([change])),
            ]))
        #expect(
            terminal.press("u") { terminal.shows("not undone: ") && terminal.shows("is 77 now") }, "\(terminal.picture)"
        )
        #expect(try desk.live(cap) == 77)
        #expect(desk.proxy.writes.count == 1)
    }

    @Test("n creates a custom cap for a pair found by typing, D deletes it, u brings it back with its limits")
    func createDeleteUndo() async throws {
        let ground = try await Ground.shared.value
        let desk = try Desk()
        defer { desk.end() }
        let terminal = desk.terminal
        let pair = ground.freePair
        #expect(terminal.press("n") { terminal.shows("New custom cap, acme") }, "\(terminal.picture)")
        #expect(terminal.press("\(pair.affiliate.name) \(pair.affiliate.id)\r") { terminal.shows(", offer: ") })
        #expect(
            terminal.press("\(pair.offer.name) \(pair.offer.id)\r") { terminal.shows("Create ") }, "\(terminal.picture)"
        )
        // Conversions a day, then clicks a day.
        terminal.send("25")
        #expect(terminal.wait { terminal.shows("-> 25") }, "\(terminal.picture)")
        #expect(terminal.press("\r") { terminal.shows("Send this change?") }, "\(terminal.picture)")
        #expect(
            terminal.shows(
                "create a custom cap for affiliate \(pair.affiliate.id) on offer \(pair.offer.id)"),
            "\(terminal.picture)")
        #expect(terminal.press("y") { terminal.shows("applied") }, "\(terminal.picture)")
        let made = try #require(try custom(of: pair, at: desk))
        #expect(made["daily_conversion_cap"]?.int64 == 25)
        let id = try #require(made["network_custom_cap_setting_id"]?.int64)
        #expect(terminal.press("\r") { !terminal.shows("Create ") })
        #expect(terminal.wait { terminal.shows("41/41") || terminal.shows(" 41 caps") }, "\(terminal.picture)")

        try desk.find("id=acme/custom:\(id)")
        #expect(terminal.press("D") { terminal.shows("Delete ") }, "\(terminal.picture)")
        #expect(
            terminal.wait { terminal.shows("what still holds then") || terminal.shows("no other limit holds") },
            "the consequence is spelled out:\n\(terminal.picture)")
        #expect(
            terminal.press("\r") { terminal.shows("Send this change?") && terminal.shows("delete custom cap \(id)") })
        #expect(terminal.press("y") { terminal.shows("applied") }, "\(terminal.picture)")
        #expect(try custom(of: pair, at: desk) == nil)
        #expect(terminal.press("\r") { !terminal.shows("Delete ") })

        #expect(
            terminal.press("u") { terminal.shows("Send this change?") && terminal.shows("create a custom cap") },
            "\(terminal.picture)")
        #expect(terminal.press("y") { terminal.shows("applied") }, "\(terminal.picture)")
        let back = try #require(try custom(of: pair, at: desk))
        for field in EditField.fields(of: .customCap).map(\.name) { #expect(back[field] == made[field], "\(field)") }
        #expect(
            desk.proxy.writes.map(\.line) == [
                "POST /v1/networks/custom/caps", "DELETE /v1/networks/custom/caps/\(id)",
                "POST /v1/networks/custom/caps",
            ])
        #expect(
            try desk.journal.column("method || ' ' || outcome || coalesce(' ' || undo_of, '')") == [
                "POST applied", "DELETE applied", "POST applied 2",
            ])
    }

    private func custom(of pair: (affiliate: NamedID, offer: NamedID), at desk: Desk) throws -> JSONValue? {
        let caps = try desk.somebody.get("/v1/networks/custom/caps")["custom_cap_settings"]?.array ?? []
        let own = caps.filter { cap in
            cap["network_affiliate_id"]?.text == pair.affiliate.id && cap["network_offer_id"]?.text == pair.offer.id
        }
        #expect(own.count < 2)
        return own.first
    }
}
