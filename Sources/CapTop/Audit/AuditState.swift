// The journal as shown: its newest entries and the one under the cursor. A value; the store reads it.
import Models

struct AuditState: Equatable, Sendable {
    /// Newest first.
    private(set) var entries: [JournalEntry] = []
    private(set) var isLoaded = false
    /// The entries' objects as the panes call them, by their targets; what no pane shows is not among them.
    var titles: [String: String] = [:]
    var cursor = 0
    var first = 0
    /// The cursor keys scroll what is known of the entry, not the list.
    var isDetailFocused = false
    /// The first of its lines that is shown.
    var detailFirst = 0

    var selected: JournalEntry? { entries.indices.contains(cursor) ? entries[cursor] : nil }

    /// The journal as just read; the cursor stays on its entry.
    mutating func show(_ read: [JournalEntry]) {
        let id = selected?.id
        entries = read
        isLoaded = true
        cursor = entries.firstIndex { $0.id == id } ?? 0
    }
}
