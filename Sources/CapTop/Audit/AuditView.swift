// The journal on screen: a line for every change that captop has sent, and everything about the one under the cursor.
import Models
import TUIKitLite

struct AuditView {
    var state: AppState
    var look: Look

    private enum Column: Int {
        case time, target, change, outcome, who
    }

    private static let columns = [
        TableColumn("AT", width: .fixed(15), priority: 6),
        TableColumn("OBJECT", width: .flexible(min: 12, weight: 2), priority: 9),
        TableColumn("CHANGE", width: .flexible(min: 16, weight: 5), priority: 8),
        TableColumn("OUTCOME", width: .fixed(14), priority: 10),
        TableColumn("WHO", width: .flexible(min: 8, weight: 1), priority: 5),
    ]

    func draw(on surface: inout Surface) {
        let parts = state.listLayout
        PaneTitle(
            text: "Audit: what captop has changed",
            trailing: Figures.counted(state.audit.entries.count, "entry", "entries"),
            isFocused: state.editor == nil, look: look
        )
        .draw(in: parts.list, on: &surface)
        Table(
            columns: AuditView.columns, rowCount: state.audit.entries.count, firstVisible: state.audit.first,
            selected: state.audit.cursor, cell: cell
        )
        .draw(
            inFrame: parts.list,
            emptyText: state.audit.isLoaded ? "nothing has been changed yet" : "reading the journal",
            look: look, on: &surface)
        guard state.editor == nil, let entry = state.audit.selected else { return }
        TextWrap.draw(detail(of: entry), inFrame: parts.detail, style: look[.text], on: &surface)
    }

    private func cell(row: Int, column: Int) -> CellContent {
        let entry = state.audit.entries[row]
        switch Column(rawValue: column) {
        case .time:
            return .text(ClockText.dayAndTime(at: state.clockTime(entry.at), in: state.clockCalendar), look[.muted])
        case .target: return .text(entry.target, look[.text])
        case .change: return .text(AuditReport.change(entry), look[.text])
        case .outcome: return .text(entry.outcome.words, look[entry.outcome.role])
        case .who: return .text(entry.who, look[.muted])
        case nil: return .text("", look[.text])
        }
    }

    /// `2026-03-10 15:20:41 CDT`: that of the list, with year and zone.
    private func time(of entry: JournalEntry) -> String {
        let (instant, calendar) = (state.clockTime(entry.at), state.clockCalendar)
        return "\(calendar.date(at: instant).text) \(ClockText.time(at: instant, in: calendar))"
    }

    private func detail(of entry: JournalEntry) -> [String] {
        var facts = [
            "entry \(entry.id ?? 0)", time(of: entry), "\(entry.profile), \(entry.environment.rawValue)",
            entry.outcome.words,
        ]
        if let status = entry.status { facts.append("status \(status)") }
        if let duration = entry.durationMs { facts.append("\(duration) ms") }
        if let undone = entry.undoOf { facts.append("takes back entry \(undone)") }
        if let batch = entry.batch { facts.append("part of \(batch)") }
        let object = state.audit.titles[entry.target] ?? entry.target
        var lines = [facts.joined(separator: "  "), "\(object): \(AuditReport.change(entry))"]
        lines.append("\(entry.method.rawValue) \(entry.path) \(entry.body)")
        if !entry.message.isEmpty { lines.append(entry.message) }
        return lines
    }
}

extension JournalOutcome {
    /// `saved, not live`: as people read it.
    var words: String {
        switch self {
        case .sent: "sending"
        case .savedNotLive: "saved, not live"
        case .applied, .refused, .unknown: rawValue
        }
    }

    var role: Role {
        switch self {
        case .applied: .calm
        case .refused: .error
        case .sent: .text
        case .unknown, .savedNotLive: .near
        }
    }
}
