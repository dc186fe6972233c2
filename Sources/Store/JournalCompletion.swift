// What came of a journalled request.
import Models

/// The second half of a journal entry.
public struct JournalCompletion: Hashable, Sendable {
    public var outcome: JournalOutcome
    /// HTTP status, when there was an answer.
    public var status: Int?
    /// One line, plain words.
    public var message: String
    /// What was read back; nil leaves what was asked for.
    public var after: [String: FieldValue]?
    public var durationMs: Int64

    public init(
        outcome: JournalOutcome, status: Int? = nil, message: String = "", after: [String: FieldValue]? = nil,
        durationMs: Int64
    ) {
        self.outcome = outcome
        self.status = status
        self.message = message
        self.after = after
        self.durationMs = durationMs
    }
}
