// How a writer goes about its work.

/// Who writes, and how patiently.
public struct WriterOptions: Sendable {
    /// `user@host`, for the journal.
    public var who: String
    /// Milliseconds before each look at the object after a write, until it shows what was written: an answer that never
    /// came may belong to a request that is still being worked on.
    public var readBackDelays: [Int64] = [0, 1000, 2000]

    public init(who: String) {
        self.who = who
    }
}
