// The alerts on screen: a line each, newest first, and below everything about the one under the cursor.
import Models
import Store
import TUIKitLite

struct AlertsView {
    var state: AppState
    var look: Look

    private enum Column: Int {
        case mark, time, network, alert, rule
    }

    private static let columns = [
        TableColumn("", width: .fixed(1), priority: 10),
        TableColumn("AT", width: .fixed(15), priority: 9),
        TableColumn("NETWORK", width: .flexible(min: 6, weight: 1), priority: 4),
        TableColumn("ALERT", width: .flexible(min: 20, weight: 7), priority: 8),
        TableColumn("RULE", width: .flexible(min: 8, weight: 2), priority: 5),
    ]

    func draw(on surface: inout Surface) {
        let parts = state.listLayout
        let alerts = state.alerts
        PaneTitle(
            text: "Alerts", detail: "\(alerts.unseen) of \(alerts.entries.count) not seen",
            isFocused: state.editor == nil, look: look
        )
        .draw(in: parts.list, on: &surface)
        Table(
            columns: AlertsView.columns, rowCount: alerts.entries.count, firstVisible: alerts.first,
            selected: alerts.cursor, cell: cell
        )
        .draw(inFrame: parts.list, emptyText: emptyText, look: look, on: &surface)
        guard let alert = alerts.selected else { return }
        TextWrap.draw(detail(of: alert), inFrame: parts.detail, style: look[.text], on: &surface)
    }

    private var emptyText: String {
        if !state.canWrite { return "there are none: they need the state file" }
        return state.alerts.channels.isEmpty
            ? "there are no rules: [[alert]] in the configuration, see docs/alerts.md" : "nothing has been raised yet"
    }

    private func cell(row: Int, column: Int) -> CellContent {
        let alert = state.alerts.entries[row]
        let isSeen = alert.acknowledgedAt != nil
        switch Column(rawValue: column) {
        case .mark: return .text(isSeen ? " " : "!", look[.near])
        case .time: return .text(time(alert.at), look[.muted])
        case .network: return .text(alert.network, look[.muted])
        case .alert: return .text(alert.message, look[isSeen ? .muted : .text])
        case .rule: return .text(alert.rule, look[.muted])
        case nil: return .text("", look[.text])
        }
    }

    /// On the clock in the header, whichever network it is about: `10 Mar 15:02:09`.
    private func time(_ instant: Timestamp) -> String {
        ClockText.dayAndTime(at: state.clockTime(instant), in: state.clockCalendar)
    }

    private func detail(of alert: LoggedAlert) -> [String] {
        let seen = alert.acknowledgedAt.map { "seen \(time($0))" } ?? "not seen"
        var facts = ["alert \(alert.id)", "raised \(time(alert.at))", seen]
        if alert.isQuiet { facts.append("in quiet hours: nobody was told") }
        let ways = state.alerts.channels[alert.rule].map { channels in
            let names = AlertChannel.allCases.filter(channels.contains).map(\.rawValue).joined(separator: ", ")
            return names.isEmpty ? "only logged" : "told by \(names)"
        }
        return [
            facts.joined(separator: "   "), alert.message, "\(alert.meter)",
            "rule \(alert.rule)   \(ways ?? "no longer in the configuration")",
        ]
    }
}
