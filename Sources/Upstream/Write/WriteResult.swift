// What came of an edit, as a value.

import Models

/// The end of one edit.
public struct WriteResult: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        /// The network has every proposed value; these are the edit's fields as read back.
        case applied(after: [String: FieldValue])
        /// The network had every proposed value already; nothing was sent.
        case alreadySo
        /// The network said no, or reading back shows everything as it was.
        case refused(UpstreamError)
        /// Somebody else changed the object meanwhile; nothing was sent.
        case conflict(WriteConflict)
        /// The answer never came or is unclear, and reading back did not settle it.
        case unknown(String)
        /// LeadConduit: the flow is saved, and the deploy failed or is not confirmed.
        case savedNotLive(String)
        /// Nothing was sent: the network could not be reached or refused the key.
        case notSent(UpstreamError)
        /// Nothing was sent: the journal could not record it.
        case notRecorded(String)
    }

    public var outcome: Outcome
    /// The journal's entry; nil when nothing was sent.
    public var entry: Int64?
    /// What the server said beside its verdict, and what else is worth knowing: sentences.
    public var notes: [String]
    /// The object as last read.
    public var live: LiveObject?

    public init(_ outcome: Outcome, entry: Int64? = nil, notes: [String] = [], live: LiveObject? = nil) {
        self.outcome = outcome
        self.entry = entry
        self.notes = notes
        self.live = live
    }
}

/// How an edit clashed with what happened meanwhile.
public struct WriteConflict: Hashable, Sendable {
    /// The edit with the live values beside base and mine.
    public var edit: Edit
    /// Fields that somebody else gave another value; empty when another part of a LeadConduit flow was changed.
    public var fields: [String]
    /// What changed in the flow, one line a member; empty at Everflow.
    public var differences: [String]

    public init(edit: Edit, fields: [String], differences: [String] = []) {
        self.edit = edit
        self.fields = fields
        self.differences = differences
    }
}
