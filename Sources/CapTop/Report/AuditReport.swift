// What `captop audit` prints: the entries of the journal as a table for people, JSON for programs, CSV for spreadsheets.
import Models

struct AuditReport: Sendable {
    static let schema = 1

    var generatedAt: Timestamp
    /// Newest first.
    var entries: [JournalEntry]

    func table() -> String {
        let titles = ["ID", "AT", "WHO", "TARGET", "CHANGE", "OUTCOME", "REQUEST", "STATUS", "MESSAGE"]
        return PlainTable(titles: titles, rightAligned: [0, 7], widest: 48, rows: entries.map(AuditReport.cells)).text()
    }

    /// One entry's cells, in the order of the titles.
    static func cells(_ entry: JournalEntry) -> [String] {
        [
            entry.id.map { "\($0)" } ?? "-", entry.at.rfc3339(), entry.who, entry.target, AuditReport.change(entry),
            entry.outcome.rawValue, "\(entry.method.rawValue) \(entry.path)", entry.status.map { "\($0)" } ?? "-",
            entry.message,
        ]
    }

    func json() -> String {
        let value = JSONValue.object([
            ("schema", .int(AuditReport.schema)),
            ("generated_at", .string(generatedAt.rfc3339())),
            ("entries", .array(entries.map(AuditReport.json))),
        ])
        return String(decoding: value.serialized(), as: UTF8.self) + "\n"
    }

    func csv() -> String {
        let lines = entries.map { entry in
            AuditReport.members(entry).map { _, value in CSVReport.cell(value) }.joined(separator: ",")
        }
        return ([AuditReport.columns.joined(separator: ",")] + lines).map { $0 + "\r\n" }.joined()
    }

    private static let columns = [
        "id", "at", "who", "profile", "environment", "target", "method", "path", "body", "before", "after", "outcome",
        "status", "message", "duration_ms", "undo_of", "batch",
    ]

    /// In the order of `columns`.
    private static func members(_ entry: JournalEntry) -> [(String, JSONValue)] {
        let values: [JSONValue] = [
            number(entry.id), .string(entry.at.rfc3339(fractionDigits: 3)), .string(entry.who), .string(entry.profile),
            .string(entry.environment.rawValue), .string(entry.target), .string(entry.method.rawValue),
            .string(entry.path), body(entry), FieldValue.json(entry.before), FieldValue.json(entry.after),
            .string(entry.outcome.rawValue), number(entry.status.map(Int64.init)), .string(entry.message),
            number(entry.durationMs), number(entry.undoOf), entry.batch.map(JSONValue.string) ?? .null,
        ]
        return Array(zip(columns, values))
    }

    static func json(_ entry: JournalEntry) -> JSONValue { .object(members(entry)) }

    private static func number(_ value: Int64?) -> JSONValue { value.map { .int($0) } ?? .null }

    /// The body as the JSON that it was; null when there was none.
    private static func body(_ entry: JournalEntry) -> JSONValue {
        guard !entry.body.isEmpty else { return .null }
        return (try? JSONValue.parse(Array(entry.body.utf8))) ?? .string(entry.body)
    }

    /// `daily_conversion_cap 40 -> 44, is_soft_cap false -> true`
    static func change(_ entry: JournalEntry) -> String {
        let fields = Set(entry.before.keys).union(entry.after.keys).sorted()
        return fields.map { field in
            let (before, after) = (entry.before[field] ?? .none, entry.after[field] ?? .none)
            return "\(field) \(before.text) -> \(after.text)"
        }.joined(separator: ", ")
    }
}
