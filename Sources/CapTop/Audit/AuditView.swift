// The journal on screen: a line for every change that captop has sent, and everything about the one under the cursor.
import Models
import Store
import TUIKitLite

struct AuditView {
    var state: AppState
    var look: Look

    private enum Column: Int {
        case time, target, change, outcome, who
    }

    private static let columns = [
        TableColumn("AT", width: .fixed(15), priority: 6),
        // At 80 columns these are worth more than who it was.
        TableColumn("OBJECT", width: .flexible(min: 16, weight: 2), priority: 9),
        TableColumn("CHANGE", width: .flexible(min: 24, weight: 5), priority: 8),
        TableColumn("OUTCOME", width: .fixed(15), priority: 10),
        TableColumn("WHO", width: .flexible(min: 8, weight: 1), priority: 5),
    ]

    func draw(on surface: inout Surface) {
        let parts = state.listLayout
        PaneTitle(
            text: "Audit: what captop has changed", trailing: count, isFocused: state.isListFocused, look: look
        )
        .draw(in: parts.list, on: &surface)
        Table(
            columns: AuditView.columns, rowCount: state.audit.entries.count, firstVisible: state.audit.first,
            selected: state.audit.cursor, isFocused: state.isListFocused, cell: cell
        )
        .draw(
            inFrame: parts.list,
            emptyText: state.audit.isLoaded ? "nothing has been changed yet" : "reading the journal",
            look: look, on: &surface)
        guard state.editor == nil else { return }
        TextWrap.draw(
            AuditDetail(state: state).texts, inFrame: parts.detail, from: state.audit.detailFirst, style: look[.text],
            on: &surface)
    }

    private var count: String {
        let count = state.audit.entries.count
        return (count == Journal.mostShown ? "newest " : "") + Figures.counted(count, "entry", "entries")
    }

    private func cell(row: Int, column: Int) -> CellContent {
        let entry = state.audit.entries[row]
        switch Column(rawValue: column) {
        case .time:
            return .text(ClockText.dayAndTime(at: state.clockTime(entry.at), in: state.clockCalendar), look[.muted])
        case .target: return .text(entry.target, look[.text])
        case .change: return .text(AuditChange.text(entry), look[.text])
        case .outcome: return .text(entry.outcome.words, look[entry.outcome.role])
        case .who: return .text(entry.who, look[.muted])
        case nil: return .text("", look[.text])
        }
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
