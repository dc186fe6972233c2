// The alerts as shown: the log, the one under the cursor, and up to which alert this terminal has told of them. A value; the
// store reads it.
import Models
import Store

struct AlertsState: Equatable, Sendable {
    /// By the rule's name: how to tell of its alerts.
    var channels: [String: Set<AlertChannel>] = [:]
    /// Newest first.
    private(set) var entries: [LoggedAlert] = []
    private(set) var unseen = 0
    private(set) var isLoaded = false
    private var mark = AlertMark()
    var cursor = 0
    var first = 0

    var selected: LoggedAlert? { entries.indices.contains(cursor) ? entries[cursor] : nil }

    /// The newest that nobody has acknowledged.
    var newestUnseen: LoggedAlert? { entries.first { $0.acknowledgedAt == nil } }

    var unseenIDs: [Int64] { entries.filter { $0.acknowledgedAt == nil }.map(\.id) }

    /// The log as just read; the cursor stays on its alert, or on the newest while it is there.
    ///
    /// - Parameters:
    ///   - generation: which state file since the start it is of.
    ///   - isFirst: what it holds is old.
    /// - Returns: the alerts that are new and to be told, newest first.
    mutating func show(_ log: [LoggedAlert], generation: Int, isFirst: Bool) -> [LoggedAlert] {
        guard mark.isCurrent(generation) else { return [] }
        let id = cursor == 0 ? nil : selected?.id
        entries = log
        unseen = log.count { $0.acknowledgedAt == nil }
        isLoaded = true
        cursor = id.flatMap { id in log.firstIndex { $0.id == id } } ?? 0
        let new = mark.takeNew(log, generation: generation)
        return isFirst ? [] : new.filter { !$0.isQuiet }
    }
}
