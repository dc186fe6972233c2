// Everything about the entry under the audit's cursor, and how far that can be scrolled. Words and order only.
import Models
import TUIKitLite

struct AuditDetail {
    var state: AppState

    /// `2026-03-10 15:20:41 CDT`: that of the list, with year and zone.
    private func time(of entry: JournalEntry) -> String {
        let (instant, calendar) = (state.clockTime(entry.at), state.clockCalendar)
        return "\(calendar.date(at: instant).text) \(ClockText.time(at: instant, in: calendar))"
    }

    var texts: [String] {
        guard let entry = state.audit.selected else { return [] }
        var facts = [
            "entry \(entry.id ?? 0)", time(of: entry), "\(entry.profile), \(entry.environment.rawValue)",
            entry.outcome.words,
        ]
        if let status = entry.status { facts.append("status \(status)") }
        if let duration = entry.durationMs { facts.append("\(duration) ms") }
        if let undone = entry.undoOf { facts.append("takes back entry \(undone)") }
        if let batch = entry.batch { facts.append("part of \(batch)") }
        let object = state.audit.titles[entry.target] ?? entry.target
        var lines = [facts.joined(separator: "  "), "\(object): \(AuditChange.text(entry))"]
        lines.append("\(entry.method.rawValue) \(entry.path) \(entry.body)")
        if !entry.message.isEmpty { lines.append(entry.message) }
        return lines
    }

    /// The first line of the last part.
    var lastFirst: Int {
        let inside = state.listLayout.detail.inset(by: 1)
        let lines = texts.flatMap { TextWrap.lines($0, width: max(1, inside.width - 2)) }
        return max(0, lines.count - max(1, inside.height))
    }
}
