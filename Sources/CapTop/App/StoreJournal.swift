// The store's journal as a writer needs it: blocking calls moved off whatever thread asks.
import Dispatch
import Models
import Store
import Upstream

struct StoreJournal: WriteJournal {
    private let store: StateStore
    private let journal: Journal
    private let queue = DispatchQueue(label: "captop.journal")

    init(_ store: StateStore) {
        self.store = store
        journal = Journal(store)
    }

    func begin(_ entry: JournalEntry) async throws -> Int64 {
        try await onQueue { try journal.begin(entry) }
    }

    /// In one transaction.
    func begin(_ entries: [JournalEntry]) async throws -> [Int64] {
        try await onQueue { try journal.begin(entries) }
    }

    func complete(
        _ id: Int64, outcome: JournalOutcome, status: Int?, message: String, after: [String: FieldValue]?,
        durationMs: Int64
    ) async throws {
        let completion = JournalCompletion(
            outcome: outcome, status: status, message: message, after: after, durationMs: durationMs)
        try await onQueue { try journal.complete(id, completion) }
    }

    /// Newest first.
    func entries(_ filter: JournalFilter = JournalFilter()) async throws -> [JournalEntry] {
        try await onQueue { try journal.entries(filter, now: WallClock.now()) }
    }

    /// What had no answer.
    func unsettled() async throws -> [JournalEntry] {
        try await onQueue { try journal.unsettled(now: WallClock.now()) }
    }

    /// The last edit of this object when it was saved and never became live.
    func undeployed(_ live: LiveObject) async throws -> Edit? {
        try await onQueue { try Undeployed.edit(of: live, in: store) }
    }

    private func onQueue<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
