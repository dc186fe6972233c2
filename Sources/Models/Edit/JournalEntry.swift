// One line of the audit journal, as a value: who wrote what, when and with which outcome. Knows no database and no key.

/// How a write ended.
public enum JournalOutcome: String, Hashable, Sendable, Codable, CaseIterable {
    /// On its way; in a journal that no running process owns it reads as unknown.
    case sent
    case applied
    case refused
    /// The answer never came, and reading back has not settled it.
    case unknown
    /// LeadConduit: the flow is saved, the deploy failed.
    case savedNotLive = "saved_not_live"
}

/// One write request.
public struct JournalEntry: Hashable, Sendable, Codable {
    /// Given by the store.
    public var id: Int64?
    public var at: Timestamp
    /// `user@host`.
    public var who: String
    public var profile: String
    public var environment: NetworkEnvironment
    /// An `EditTarget`'s text.
    public var target: String
    public var method: HTTPMethod
    public var path: String
    /// JSON text; empty when the request has none.
    public var body: String
    public var before: [String: FieldValue]
    public var after: [String: FieldValue]
    public var outcome: JournalOutcome
    /// HTTP status, when there was an answer.
    public var status: Int?
    public var message: String
    public var durationMs: Int64?
    /// The entry that this one takes back.
    public var undoOf: Int64?
    /// The same for all entries of one bulk change.
    public var batch: String?

    public init(
        id: Int64? = nil, at: Timestamp, who: String, profile: String, environment: NetworkEnvironment, target: String,
        method: HTTPMethod, path: String, body: String = "", before: [String: FieldValue] = [:],
        after: [String: FieldValue] = [:], outcome: JournalOutcome = .sent, status: Int? = nil, message: String = "",
        durationMs: Int64? = nil, undoOf: Int64? = nil, batch: String? = nil
    ) {
        self.id = id
        self.at = at
        self.who = who
        self.profile = profile
        self.environment = environment
        self.target = target
        self.method = method
        self.path = path
        self.body = body
        self.before = before
        self.after = after
        self.outcome = outcome
        self.status = status
        self.message = message
        self.durationMs = durationMs
        self.undoOf = undoOf
        self.batch = batch
    }
}
