// Alerts on the real screen: the terminal is told, the bottom line and the list say so, and what is seen is seen for good.
import TestSupport
import Testing

@Suite("alerts on screen", .ownThread)
struct AlertDashboardTests {
    @Test("a crossing rings and notifies once; the list shows it, x acknowledges it, also for the next start")
    func acknowledge() throws {
        let rule = """
            [[alert]]
            name = "full"
            when = "util > 0 and enabled"
            notify = ["bell", "osc9"]
            """
        let dashboard = try Dashboard(on: SandboxServer.frozen(), configuration: rule)
        defer { dashboard.end() }
        #expect(dashboard.terminal.wait(timeout: 30) { dashboard.terminal.hasAlert }, "\(dashboard.terminal.picture)")
        #expect(
            dashboard.terminal.press("!") { dashboard.terminal.shows(" not seen") && dashboard.terminal.shows("full") })
        // What crosses at once is one alert, of each network when it has answered.
        let areBoth = dashboard.terminal.wait { dashboard.terminal.alerts.map { $0 == (2, 2) } == true }
        #expect(areBoth, "\(dashboard.terminal.picture)")
        #expect(
            dashboard.terminal.press("x") { dashboard.terminal.alerts?.unseen == 1 }, "\(dashboard.terminal.picture)")
        #expect(
            dashboard.terminal.press("X") { dashboard.terminal.alerts?.unseen == 0 }, "\(dashboard.terminal.picture)")
        #expect(dashboard.terminal.press("\u{1B}") { dashboard.terminal.shows(" Caps ") })
        #expect(!dashboard.terminal.hasAlert)
        #expect((1...2).contains(dashboard.terminal.told), "one for each network at most")
        #expect(dashboard.terminal.screen.bells == dashboard.terminal.told)

        try dashboard.restart()
        #expect(dashboard.terminal.press("!") { dashboard.terminal.alerts != nil })
        #expect(try #require(dashboard.terminal.alerts) == (unseen: 0, count: 2))
        #expect(dashboard.terminal.told == 0 && dashboard.terminal.screen.bells == 0)
    }
}

extension PtyProcess {
    fileprivate var hasAlert: Bool { lines.last?.contains(#/\d alerts?  ! /#) == true }

    /// Of the list's title, while it is shown.
    fileprivate var alerts: (unseen: Int, count: Int)? {
        lines.lazy.compactMap { $0.firstMatch(of: #/Alerts (\d+) of (\d+) not seen/#) }.first
            .flatMap { match in Int(match.1).flatMap { unseen in Int(match.2).map { (unseen, $0) } } }
    }

    /// How often the terminal was asked to notify.
    fileprivate var told: Int { log.occurrences(of: Array("\u{1B}]9;captop: ".utf8)) }
}
