// The states in which a dashboard can be caught, and the keys that lead there.
import TestSupport
import Testing

enum ScreenState: String, CaseIterable {
    case panes, filter, prompt, help, chart, alerts, audit, payouts, commissions, tiers
    case networks, copy, past, loading
    case editor, picker, confirm, bulk, sending, bulkSending, tooSmall

    /// Leads a fresh, unlocked dashboard there; one that is to be loading has been started behind a proxy that holds.
    func enter(_ dashboard: Dashboard, _ proxy: StormyProxy) throws {
        let terminal = dashboard.terminal
        let isThere: Bool =
            switch self {
            case .panes: true
            case .filter: terminal.press("/acme") { terminal.lines.last?.contains("filter: acme") == true }
            case .prompt: terminal.press(":wri") { terminal.lines.last?.hasPrefix(" :wri") == true }
            case .help: terminal.press("?") { terminal.shows(" Help ") }
            case .audit: terminal.press("A") { terminal.shows("what captop has changed") }
            case .chart: terminal.press("c") { terminal.lines.last?.contains("esc back") == true }
            case .alerts: terminal.press("!") { terminal.shows("of 0 not seen") }
            case .payouts: terminal.press("P") { terminal.shows("ustom payout") }
            case .commissions: terminal.press("C") { terminal.shows("Tiered commissions") }
            case .tiers: terminal.press("T") { terminal.shows("Affiliate tiers") }
            case .networks: terminal.press("N") { terminal.shows("TROUBLE") }
            case .copy: terminal.press("y") { terminal.lines.last?.hasPrefix(" copy ") == true }
            case .past: try travel(dashboard)
            case .loading: terminal.wait { terminal.shows("loading") }
            case .editor: try find(terminal) && terminal.press("e") { terminal.shows("Edit ") }
            case .picker: terminal.press("n") { terminal.shows("affiliate") && terminal.shows("New custom cap") }
            case .confirm: try find(terminal) && confirm(terminal)
            case .bulk: try find(terminal) && change(terminal)
            case .sending: try find(terminal) && confirm(terminal) && send(terminal, proxy)
            case .bulkSending:
                try find(terminal) && change(terminal)
                    && terminal.press("\r") { terminal.shows("Send this change?") } && send(terminal, proxy)
            case .tooSmall: resize(terminal)
            }
        try #require(isThere, "\(self) cannot be reached:\n\(terminal.picture)")
    }

    private func find(_ terminal: PtyProcess) throws -> Bool {
        terminal.press("/") { terminal.lines.last?.contains("filter:") == true }
            && terminal.press("scope=custom metric=conversion\r") {
                terminal.shows("scope=custom") && terminal.shows("quit")
            }
    }

    private func confirm(_ terminal: PtyProcess) -> Bool {
        terminal.press("+") { terminal.shows("Edit ") } && terminal.press("\r") { terminal.shows("Send this change?") }
    }

    /// Of all that is found.
    private func change(_ terminal: PtyProcess) -> Bool {
        terminal.press("M+") { terminal.shows("Change ") && terminal.shows(" object") }
    }

    private func send(_ terminal: PtyProcess, _ proxy: StormyProxy) -> Bool {
        proxy.hold()
        return terminal.press("y") { terminal.shows("sending") }
    }

    /// An hour back, to what came first, as if that had been a little earlier.
    private func travel(_ dashboard: Dashboard) throws -> Bool {
        let file = JournalFile(in: dashboard.scratch).path
        let script = """
            until test "$(sqlite3 '\(file)' 'SELECT count(DISTINCT network_id) FROM sample_refresh')" = 2; do :; done
            sqlite3 -cmd '.timeout 5000' '\(file)' 'UPDATE sample_refresh SET at = at - 3900000'
            """
        let clock = try PipedProgram("sh", ["-c", script])
        let code = clock.exitCode(timeout: 30)
        try #require(code == 0, "\(clock.messages)")
        return dashboard.terminal.press("(") { dashboard.terminal.shows("read only, 0 is now") }
    }

    private func resize(_ terminal: PtyProcess) -> Bool {
        terminal.resize(columns: 3, rows: 2)
        terminal.settle()
        return true
    }
}
