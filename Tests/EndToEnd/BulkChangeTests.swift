// Fifty caps changed at once on the real program while three requests fail: what is told, sent, there and undone.
import Models
import TestSupport
import Testing

@Suite("bulk changes from the keyboard", .ownThread)
struct BulkChangeTests {
    /// A desk on which 47 of 50 caps have been raised and 3 requests have failed, with the results on screen.
    private func changed() throws -> Desk {
        let desk = try Desk(rows: 66, FiftyCaps.fill)
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
        let now = try FiftyCaps.limits(desk.somebody)
        #expect(now.count { $0.value == FiftyCaps.old[$0.key].map(FiftyCaps.raised) } == 47)
        #expect(now.count { $0.value == FiftyCaps.old[$0.key] } == 3)
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
        #expect(try FiftyCaps.limits(desk.somebody) == FiftyCaps.old)
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
        #expect(try FiftyCaps.limits(desk.somebody) == FiftyCaps.old.mapValues(FiftyCaps.raised))
        #expect(desk.proxy.writes.count == 53)
        #expect(try tally(desk) == ["applied 50", "refused 3"])
        #expect(terminal.press("\u{1B}") { !terminal.shows("Change 50 objects") })
        #expect(terminal.press("u", timeout: 30) { terminal.shows("Undo 50 changes") }, "\(terminal.picture)")
        #expect(terminal.press("\r") { terminal.shows("Send this change?") }, "\(terminal.picture)")
        let isDone = terminal.press("y", timeout: 90) {
            terminal.shows("50 applied, 0 not") && !terminal.shows(", sending")
        }
        #expect(isDone, "\(terminal.picture)")
        #expect(try FiftyCaps.limits(desk.somebody) == FiftyCaps.old)
    }
}
