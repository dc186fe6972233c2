// The states in which a dashboard can be caught, and the keys that lead there.
import TestSupport
import Testing

enum ScreenState: String, CaseIterable {
    case panes, filter, prompt, help, chart, alerts, audit, payouts, commissions, tiers
    case editor, picker, confirm, bulk, sending, tooSmall

    /// Leads a fresh, unlocked dashboard there.
    func enter(_ terminal: PtyProcess, _ proxy: StormyProxy) throws {
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
            case .editor: try find(terminal) && terminal.press("e") { terminal.shows("Edit ") }
            case .picker: terminal.press("n") { terminal.shows("affiliate") && terminal.shows("New custom cap") }
            case .confirm: try find(terminal) && confirm(terminal)
            case .bulk:
                try find(terminal) && terminal.press("M+") { terminal.shows("Change ") && terminal.shows(" object") }
            case .sending: try find(terminal) && confirm(terminal) && send(terminal, proxy)
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

    private func send(_ terminal: PtyProcess, _ proxy: StormyProxy) -> Bool {
        proxy.hold()
        return terminal.press("y") { terminal.shows("sending") }
    }

    private func resize(_ terminal: PtyProcess) -> Bool {
        terminal.resize(columns: 3, rows: 2)
        terminal.settle()
        return true
    }
}
