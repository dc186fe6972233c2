// The store's journal as a writer needs it: blocking calls moved off whatever thread asks.
import Dispatch
import Models
import Store
import Upstream

struct StoreJournal: WriteJournal {
    private let journal: Journal
    private let queue = DispatchQueue(label: "captop.journal")

    init(_ store: StateStore) {
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
    func entries() async throws -> [JournalEntry] {
        try await onQueue { try journal.entries(now: WallClock.now()) }
    }

    private func onQueue<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
