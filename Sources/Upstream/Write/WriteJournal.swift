// What a writer needs of a journal. The store has one; Upstream knows no disk.

import Models

/// Where writes are recorded before they are sent and completed afterwards.
public protocol WriteJournal: Sendable {
    /// Records an entry for good and gives its id. Nothing is sent when this throws.
    func begin(_ entry: JournalEntry) async throws -> Int64

    /// Records several entries, all of them or none, and gives their ids in the same order.
    func begin(_ entries: [JournalEntry]) async throws -> [Int64]

    /// Records what came of it. `after` nil leaves what was asked for.
    func complete(
        _ id: Int64, outcome: JournalOutcome, status: Int?, message: String, after: [String: FieldValue]?,
        durationMs: Int64
    ) async throws
}
