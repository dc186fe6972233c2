// Alerts on the real screen: the terminal is told, the bottom line and the list say so, and what is seen is seen for good.
import TestSupport
import Testing

@Suite("alerts on screen")
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
        let sequence = Array("\u{1B}]9;captop: ".utf8)
        #expect(dashboard.terminal.log.occurrences(of: sequence) >= 1)
        #expect(
            dashboard.terminal.press("!") { dashboard.terminal.shows(" not seen") && dashboard.terminal.shows("full") })
        #expect(
            dashboard.terminal.press("X") { dashboard.terminal.shows("Alerts 0 of ") }, "\(dashboard.terminal.picture)")
        let told = dashboard.terminal.log.occurrences(of: sequence)
        #expect(dashboard.terminal.press("\u{1B}") { dashboard.terminal.shows(" Caps ") })
        #expect(!dashboard.terminal.hasAlert)
        #expect(told <= 2, "one for each network at most")
    }
}

extension PtyProcess {
    fileprivate var hasAlert: Bool { lines.last?.contains(#/\d alerts?  ! /#) == true }
}
