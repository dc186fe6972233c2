// A dashboard that is killed while a change that was confirmed on its screen is under way: the next start finds out what
// came of it, and the network and the journal agree.
import Glibc
import TestSupport
import Testing

@Suite("Torture: kill -9 of the dashboard in the middle of a change", .ownThread)
struct KilledDashboardTests {
    /// Of seconds after the answer to the question, and after the change itself was seen on its way.
    private static let (untilRequest, untilAnswer) = (0.0...0.1, 0.0...0.01)

    @Test("at whatever moment it dies, the next start settles what was left open")
    func killed() throws {
        let desk = try Desk()
        defer { desk.end() }
        let cap = try desk.customCap()
        let seeds = Torture.seeds(quick: 2, full: 60)
        var outcomes: [String: Int] = [:]
        var known = 0
        for seed in seeds {
            var random = SeededRandom(seed: seed)
            let before = try #require(try desk.live(cap))
            let writes = desk.proxy.writes.count
            try confirm(a: "+", of: cap, where: before, at: desk)
            // Every second one from the change's request on, where it is open for a few milliseconds.
            if seed.isMultiple(of: 2) {
                try watch(desk, untilWrite: writes + 1)
                desk.terminal.watch(seconds: .random(in: KilledDashboardTests.untilAnswer, using: &random))
            } else {
                desk.terminal.watch(seconds: .random(in: KilledDashboardTests.untilRequest, using: &random))
            }
            desk.terminal.signal(SIGKILL)
            #expect(desk.terminal.waitExit() == .signal(SIGKILL))
            let begun = try desk.journal.column("outcome")
            let hasArrived = try desk.live(cap) != before
            #expect(begun.count == known || begun.count == known + 1, "seed \(seed): \(begun.suffix(3))")
            #expect(begun.count > known || !hasArrived, "seed \(seed): changed without an entry")
            let outcome = begun.count > known ? begun.last ?? "" : "nothing"
            outcomes[outcome, default: 0] += 1
            try desk.dashboard.startAgain()
            let settled = try desk.settledOutcomes()
            #expect(settled.count == begun.count && !settled.contains("sent"), "seed \(seed): \(settled.suffix(3))")
            if begun.count > known {
                #expect((settled.last == "applied") == hasArrived, "seed \(seed): \(settled.suffix(3))")
            }
            known = settled.count
        }
        // Of a few kills none may come between request and answer; of many some do.
        if Torture.times > 0 { #expect(outcomes["sent", default: 0] > 0, "no kill left a change open: \(outcomes)") }
        Torture.report(
            "\(seeds.count) dashboards killed in the middle of a confirmed change; the journal then said \(outcomes)")
    }

    private func watch(_ desk: Desk, untilWrite number: Int) throws {
        let deadline = Deadline(seconds: 30)
        while desk.proxy.writes.count < number, !deadline.hasPassed { desk.terminal.watch(seconds: 0.001) }
        try #require(desk.proxy.writes.count == number, "\(desk.terminal.picture)")
    }

    /// Proposes a change by its key and answers the question.
    private func confirm(a key: String, of cap: Desk.Limit, where maximum: Int64, at desk: Desk) throws {
        let terminal = desk.terminal
        try desk.find("id=\"\(cap.meter)\"")
        // Not from what was kept: the killed one may have changed it since.
        try #require(terminal.wait { terminal.shows(" of \(maximum)") }, "\(terminal.picture)")
        try #require(terminal.press(key) { terminal.shows("Edit ") && terminal.shows(" = ") }, "\(terminal.picture)")
        try #require(terminal.press("\r") { terminal.shows("Send this change?") }, "\(terminal.picture)")
        terminal.send("y")
    }
}
