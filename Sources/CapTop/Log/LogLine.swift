// What is worth a line in the log: refreshes, failures, changes, notices. Pure; an action in, a line out. Holds no key: no
// action has one.
import Models
import TUIKitLite

enum LogLine {
    /// `2026-03-10T20:20:41.000Z acme: 412 caps, 3 over`; nil for what is not worth one. Without its end.
    static func text(of action: Action, at now: Timestamp) -> String? {
        message(of: action).map { text($0, at: now) }
    }

    static func text(_ message: String, at now: Timestamp) -> String {
        "\(now.rfc3339(fractionDigits: 3)) \(CellText.sanitized(message))"
    }

    private static func message(of action: Action) -> String? {
        switch action {
        case .loaded(let snapshot, _): loaded(snapshot)
        case .restored(let snapshots) where !snapshots.isEmpty:
            snapshots.map { snapshot in
                "\(snapshot.network.name): \(snapshot.meters.count) caps from the state file of "
                    + snapshot.readAt.rfc3339(fractionDigits: 0)
            }.joined(separator: "; ")
        case .failed(let network, let error, let retryAfter):
            "\(network): \(error.message); next try in \(max(1, retryAfter / 1000))s"
        case .written(let edit, let outcome, _), .bulkWritten(let edit, let outcome):
            "\(edit.target.text): \(edit.summary().joined(separator: ", ")): \(outcome.text)"
        case .notice(let sentence): sentence
        case .alertNews(let news, _) where !news.notices.isEmpty: news.text
        case .command(.write): "unlocked"
        case .command(.lock): "locked"
        default: nil
        }
    }

    private static func loaded(_ snapshot: NetworkSnapshot) -> String {
        let over = snapshot.meters.count { ($0.utilisation ?? 0) > 1 }
        let notes = snapshot.notes.isEmpty ? "" : "; \(snapshot.notes.joined(separator: "; "))"
        return "\(snapshot.network.name): \(snapshot.meters.count) caps, \(over) over\(notes)"
    }
}
