// Changes that only the dashboard makes, of one object and of fifty, killed at one of their requests: while it is on its way,
// and when the network has done it and nobody has heard of that. The next dashboard finds out.
import Glibc
import Models
import TestSupport
import Testing

@Suite("Torture: kill -9 of the dashboard at a request of a change", .ownThread)
struct KilledScreenTests {
    enum Change: String, CaseIterable, Sendable {
        case creation, deletion, undo
    }

    // MARK: - One object

    @Test(
        "a creation, a deletion, an undo: what died on its way was not done, what died before its answer was",
        arguments: Torture.times > 0 ? Change.allCases : [.undo], WriteGate.Side.allCases)
    func one(_ change: Change, _ side: WriteGate.Side) async throws {
        let ground = try await Ground.shared.value
        let desk = try Desk()
        defer { desk.end() }
        try propose(change, ground, at: desk)
        let (before, known) = (desk.proxy.writes.count, try desk.journal.column("outcome").count)
        try kill(desk, at: 1, on: side)
        #expect(try desk.journal.column("outcome").dropFirst(known) == ["sent"])
        let isDone = try isDone(change, ground, at: desk)
        #expect(isDone == (side == .answer))
        try desk.dashboard.startAgain()
        #expect(try desk.settledOutcomes().last == (isDone ? "applied" : "refused"))
        #expect(desk.proxy.writes.count == before + 1, "nothing is sent again by itself")
        try goOn(after: change, isDone: isDone, at: desk)
        Torture.report("\(change.rawValue) killed at its \(side.rawValue)")
    }

    /// Up to the question whether to send it.
    private func propose(_ change: Change, _ ground: Ground, at desk: Desk) throws {
        let terminal = desk.terminal
        func asks() -> Bool { terminal.shows("Send this change?") }
        switch change {
        case .creation:
            let pair = ground.freePair
            try press("n", desk) { terminal.shows("New custom cap, acme") }
            try press("\(pair.affiliate.name) \(pair.affiliate.id)\r", desk) { terminal.shows(", offer: ") }
            try press("\(pair.offer.name) \(pair.offer.id)\r", desk) { terminal.shows("Create ") }
            try press("25", desk) { terminal.shows("-> 25") }
            try press("\r", desk, until: asks)
        case .deletion:
            let field = ground.customCap.field.split(separator: "_")
            let period = ["daily": "day", "weekly": "week", "monthly": "month"][field[0]] ?? "global"
            try desk.find("id=\"acme/custom:\(ground.customCap.id)/conversion/\(period)\"")
            try press("D", desk) { terminal.shows("Delete ") }
            try press("\r", desk, until: asks)
        case .undo:
            let cap = try desk.customCap()
            try desk.find("id=\"\(cap.meter)\"")
            try press("+", desk) { terminal.shows("-> +10%") }
            try press("\r", desk, until: asks)
            try press("y", desk) { terminal.shows("applied") }
            try press("\r", desk) { !terminal.shows("Edit ") }
            try press("u", desk, until: asks)
        }
    }

    private func isDone(_ change: Change, _ ground: Ground, at desk: Desk) throws -> Bool {
        switch change {
        case .creation:
            let pair = ground.freePair
            let caps = try desk.somebody.get("/v1/networks/custom/caps")["custom_cap_settings"]?.array ?? []
            return caps.contains { cap in
                cap["network_affiliate_id"]?.text == pair.affiliate.id && cap["network_offer_id"]?.text == pair.offer.id
            }
        case .deletion: return try desk.somebody.find("/v1/networks/custom/caps/\(ground.customCap.id)") == nil
        case .undo:
            let first = try #require(desk.proxy.writes.first)
            let change = try JSONValue.parse(first.body)
            let id = change["network_custom_cap_setting_ids"]?[0]?.text ?? ""
            let field = change["fields"]?[0]?["field_type"]?.text ?? ""
            let raised = change["fields"]?[0]?["field_value"]
            return try desk.somebody.get("/v1/networks/custom/caps/\(id)")[field] != raised
        }
    }

    /// An undo that was not done is proposed again, and one that was is not; what was created or deleted can be undone.
    private func goOn(after change: Change, isDone: Bool, at desk: Desk) throws {
        let terminal = desk.terminal
        if change == .undo, !isDone {
            try press("u", desk) { terminal.shows("Send this change?") }
        } else if change == .undo {
            try press("u", desk) { terminal.shows("nothing to undo") }
        } else if isDone {
            let words = change == .creation ? "delete custom cap" : "create a custom cap"
            try press("u", desk) { terminal.shows("Send this change?") && terminal.shows(words) }
        } else {
            try press("u", desk) { terminal.shows("nothing to undo") }
        }
    }

    // MARK: - Fifty

    @Test(
        "of fifty caps the journal knows which are changed, and one undo puts those back",
        arguments: Torture.times > 0 ? [1, 4, 23, 50] : [23],
        Torture.times > 0 ? WriteGate.Side.allCases : [.answer])
    func fifty(_ number: Int, _ side: WriteGate.Side) throws {
        let desk = try Desk(rows: 66, FiftyCaps.fill)
        defer { desk.end() }
        let before = try FiftyCaps.limitsByID(desk.somebody)
        try desk.find("name:\"bulk \"", 50)
        desk.terminal.send("M")
        try press("+", desk) { desk.terminal.shows("Change 50 objects of acme") && desk.terminal.shows("50 change") }
        try press("\r", desk) { desk.terminal.shows("Send this change?") }
        try kill(desk, at: number, on: side)
        try desk.dashboard.startAgain()
        let outcomes = try desk.settledOutcomes()
        let after = try FiftyCaps.limitsByID(desk.somebody)
        let changed = Set(after.keys.filter { after[$0] != before[$0] })
        for (id, limit) in after where changed.contains(id) { #expect(limit == before[id].map(FiftyCaps.raised)) }
        let targets = try desk.journal.column("target")
        #expect(Set(targets).count == targets.count, "each was sent once")
        let applied = zip(targets, outcomes).filter { $0.1 == "applied" }.map(\.0)
        #expect(Set(applied) == Set(changed.map { "acme/custom:\($0)" }), "\(number) \(side)")
        #expect(outcomes.allSatisfy { ["applied", "refused"].contains($0) } && outcomes.count >= number)
        try undo(changed.count, at: desk)
        #expect(try FiftyCaps.limits(desk.somebody) == FiftyCaps.old)
        Torture.report("fifty caps killed at \(side.rawValue) \(number): \(changed.count) were changed, and put back")
    }

    private func undo(_ count: Int, at desk: Desk) throws {
        let terminal = desk.terminal
        guard count > 0 else { return try press("u", desk) { terminal.shows("nothing to undo") } }
        if count > 1 {
            try press("u", desk) { terminal.shows("Undo \(count) changes") }
            try press("\r", desk) { terminal.shows("Send this change?") }
            try press("y", desk) { terminal.shows("\(count) applied, 0 not") && !terminal.shows(", sending") }
        } else {
            try press("u", desk) { terminal.shows("Send this change?") }
            try press("y", desk) { terminal.shows("applied") }
        }
    }

    // MARK: - Keys and death

    private func press(_ keys: String, _ desk: Desk, until condition: () -> Bool) throws {
        let isDone = desk.terminal.press(keys, timeout: 90, until: condition)
        try #require(isDone, "\(desk.terminal.picture)")
    }

    /// Answers the question, and kills when its `number`th request is held.
    private func kill(_ desk: Desk, at number: Int, on side: WriteGate.Side) throws {
        desk.proxy.gate.hold(number, on: side)
        try press("y", desk) { desk.proxy.gate.isHolding }
        desk.terminal.signal(SIGKILL)
        #expect(desk.terminal.waitExit() == .signal(SIGKILL))
    }
}
