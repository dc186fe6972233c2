// The journal on screen: a line for every change that captop has sent, and everything about the one under the cursor.
import Models
import TUIKitLite

struct AuditView {
    private static let detailRows = 8

    var state: AppState
    var look: Look

    private enum Column: Int {
        case time, target, change, outcome, who
    }

    private static let columns = [
        TableColumn("AT", width: .fixed(20), priority: 6),
        TableColumn("OBJECT", width: .flexible(min: 12, weight: 2), priority: 9),
        TableColumn("CHANGE", width: .flexible(min: 16, weight: 5), priority: 8),
        TableColumn("OUTCOME", width: .fixed(14), priority: 10),
        TableColumn("WHO", width: .flexible(min: 8, weight: 1), priority: 5),
    ]

    /// Entries that fit on a screen: without header and footer, frame, column titles and the part below.
    static func visibleRows(in size: Size) -> Int {
        max(1, size.height - 2 - 3 - detailHeight(in: size))
    }

    private static func detailHeight(in size: Size) -> Int { size.height < 20 ? 0 : detailRows }

    func draw(in body: Rect, on surface: inout Surface) {
        surface.fill(body, style: look[.text])
        surface.box(
            body, glyphs: look.glyphs, style: look[.borderFocused], title: "Audit: what captop has changed",
            titleStyle: look[.title], trailing: "\(state.audit.entries.count) entries")
        let inside = body.inset(by: 1)
        guard !inside.isEmpty else { return }
        guard !state.audit.entries.isEmpty else {
            surface.put(
                state.audit.isLoaded ? "nothing has been changed yet" : "reading the journal",
                at: Point(x: inside.x + 1, y: inside.y + 1), style: look[.muted], clip: inside)
            return
        }
        let (top, below) = inside.splitBottom(AuditView.detailHeight(in: state.size))
        Table(
            columns: AuditView.columns, rowCount: state.audit.entries.count, firstVisible: state.audit.first,
            selected: state.audit.cursor, cell: cell
        )
        .draw(in: top, on: &surface, glyphs: look.glyphs, theme: look.theme)
        drawDetail(in: below, on: &surface)
    }

    private func cell(row: Int, column: Int) -> CellContent {
        let entry = state.audit.entries[row]
        switch Column(rawValue: column) {
        case .time: return .text(entry.at.rfc3339(), look[.muted])
        case .target: return .text(entry.target, look[.text])
        case .change: return .text(AuditReport.change(entry), look[.text])
        case .outcome: return .text(entry.outcome.words, look[entry.outcome.role])
        case .who: return .text(entry.who, look[.muted])
        case nil: return .text("", look[.text])
        }
    }

    private func drawDetail(in rect: Rect, on surface: inout Surface) {
        guard let entry = state.audit.selected, rect.height > 1 else { return }
        let rule = String(repeating: look.glyphs.horizontal, count: rect.width)
        surface.put(rule, at: Point(x: rect.x, y: rect.y), style: look[.border], maxWidth: rect.width)
        let lines = detail(of: entry).flatMap { TextWrap.lines($0, width: max(1, rect.width - 2)) }
        for (row, line) in lines.prefix(rect.height - 1).enumerated() {
            surface.put(
                line, at: Point(x: rect.x + 1, y: rect.y + 1 + row), style: look[.text], maxWidth: rect.width - 2)
        }
    }

    private func detail(of entry: JournalEntry) -> [String] {
        var facts = ["entry \(entry.id ?? 0)", "\(entry.profile), \(entry.environment.rawValue)", entry.outcome.words]
        if let status = entry.status { facts.append("status \(status)") }
        if let duration = entry.durationMs { facts.append("\(duration) ms") }
        if let undone = entry.undoOf { facts.append("takes back entry \(undone)") }
        if let batch = entry.batch { facts.append("part of \(batch)") }
        var lines = [facts.joined(separator: "   "), AuditReport.change(entry)]
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
