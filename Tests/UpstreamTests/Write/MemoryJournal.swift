// A journal in memory that remembers in which order things happened.

import Models
import Synchronization

@testable import Upstream

final class MemoryJournal: WriteJournal {
    struct Completion: Sendable, Equatable {
        var outcome: JournalOutcome
        var status: Int?
        var message: String
        var after: [String: FieldValue]?
    }

    struct Broken: Error {}

    private struct State {
        var entries: [JournalEntry] = []
        var completions: [Int64: Completion] = [:]
        var writesSeen: [Int] = []
    }

    private let state = Mutex(State())
    private let breaksAt: String?
    private let writes: @Sendable () -> Int

    /// - Parameters:
    ///   - breaksAt: `begin` or `complete`.
    ///   - writes: how many writes the server has received so far.
    init(breaksAt: String? = nil, writes: @escaping @Sendable () -> Int = { 0 }) {
        self.breaksAt = breaksAt
        self.writes = writes
    }

    var entries: [JournalEntry] { state.withLock { $0.entries } }
    var completions: [Completion] { state.withLock { $0.completions.sorted { $0.key < $1.key }.map(\.value) } }
    /// What the server had received when each entry began.
    var writesSeen: [Int] { state.withLock { $0.writesSeen } }

    /// As a store gives them back: with ids and outcomes, newest first.
    var stored: [JournalEntry] {
        state.withLock { state in
            zip(state.entries, Int64(1)...).map { entry, id in
                var entry = entry
                entry.id = id
                guard let completion = state.completions[id] else { return entry }
                entry.outcome = completion.outcome
                entry.message = completion.message
                entry.after = completion.after ?? entry.after
                return entry
            }.reversed()
        }
    }

    func begin(_ entry: JournalEntry) async throws -> Int64 {
        try await begin([entry])[0]
    }

    func begin(_ entries: [JournalEntry]) async throws -> [Int64] {
        if breaksAt == "begin" { throw Broken() }
        let seen = writes()
        return state.withLock { state in
            var ids: [Int64] = []
            for entry in entries {
                state.entries.append(entry)
                state.writesSeen.append(seen)
                ids.append(Int64(state.entries.count))
            }
            return ids
        }
    }

    func complete(
        _ id: Int64, outcome: JournalOutcome, status: Int?, message: String, after: [String: FieldValue]?,
        durationMs: Int64
    ) async throws {
        if breaksAt == "complete" { throw Broken() }
        state.withLock {
            $0.completions[id] = Completion(outcome: outcome, status: status, message: message, after: after)
        }
    }
}
