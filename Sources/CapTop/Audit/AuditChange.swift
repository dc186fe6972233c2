// What an entry of the journal did, in one line and in the words of the editor. Text only.
import Models

enum AuditChange {
    /// `daily_conversion_cap 40 -> 44 (+10 %)`, `deleted: daily_conversion_cap 44, name "summer"`.
    static func text(_ entry: JournalEntry) -> String {
        guard let edit = Edit(journalled: entry) else { return AuditReport.change(entry) }
        switch edit.action {
        case .change:
            let summary = edit.summary()
            guard !summary.isEmpty else { return AuditReport.change(entry) }
            let isDeploy = edit.target.kind.network == .leadconduit && entry.method == .post
            return (isDeploy ? "deployed: " : "") + summary.joined(separator: ", ")
        case .create: return line("created", edit, \.mine)
        case .delete: return line("deleted", edit, \.base)
        }
    }

    /// What it came with or was lost with it; limits that it had not are neither.
    private static func line(_ word: String, _ edit: Edit, _ side: KeyPath<FieldChange, FieldValue>) -> String {
        let values = edit.changes.compactMap { change -> String? in
            let value = change[keyPath: side]
            let field = EditField.named(change.field, of: edit.target.kind)
            let isUnlimited = field?.isZeroUnlimited == true && value == .quantity(.zero)
            guard value != .none, !isUnlimited else { return nil }
            return "\(change.field) \(field?.display(value) ?? value.text)"
        }
        return values.isEmpty ? word : "\(word): \(values.joined(separator: ", "))"
    }
}
