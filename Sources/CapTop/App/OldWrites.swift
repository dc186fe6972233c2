// What had no answer, in another process or in this one: found in the journal and settled by reading back.
import Models
import Store
import Upstream

struct OldWrites: Sendable {
    var journal: StoreJournal
    var profile: String
    /// What was written to another one under the same name is not looked for here.
    var environment: NetworkEnvironment
    /// Texts of targets; nil for all of them.
    var targets: Set<String>?

    /// One sentence for each write that could be settled. Those that could not stay unknown, for the next time.
    ///
    /// - Throws: `StoreError` when the journal cannot be read.
    func settle(with writer: EditWriter) async throws -> [String] {
        let entries = try await entries()
        let outcomes = await writer.settle(entries)
        return entries.compactMap { entry in
            // What was called unknown before and still is has been told.
            guard let id = entry.id, let outcome = outcomes[id], outcome != .unknown || entry.message.isEmpty else {
                return nil
            }
            return "journal entry \(id), \(entry.target), had no answer; it reads as \(outcome.words) now"
        }
    }

    private func entries() async throws -> [JournalEntry] {
        try await journal.unsettled().filter {
            $0.profile == profile && $0.environment == environment && targets?.contains($0.target) ?? true
        }
    }
}

extension OldWrites {
    /// Of a process that looks once.
    init(store: StateStore, profile: String, environment: NetworkEnvironment) {
        self.init(journal: StoreJournal(store), profile: profile, environment: environment)
    }
}
