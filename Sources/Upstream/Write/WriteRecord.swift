// One journal entry from its beginning to its end, with the time between them.

import Models

struct WriteRecord: Sendable {
    private let journal: any WriteJournal
    private let id: Int64
    private let start: ContinuousClock.Instant

    static func begin(_ entry: JournalEntry, in journal: any WriteJournal) async throws -> WriteRecord {
        let id = try await journal.begin(entry)
        return WriteRecord(journal: journal, id: id, start: ContinuousClock.now)
    }

    /// All of them or none, in order.
    static func begin(_ entries: [JournalEntry], in journal: any WriteJournal) async throws -> [WriteRecord] {
        let ids = try await journal.begin(entries)
        return ids.map { WriteRecord(journal: journal, id: $0, start: ContinuousClock.now) }
    }

    /// Completes the entry; a journal that fails now is a note, because the write has happened.
    func close(_ result: WriteResult, status: Int?) async -> WriteResult {
        var result = result
        result.entry = id
        let passed = (ContinuousClock.now - start).components
        var after: [String: FieldValue]?
        if case .applied(let values) = result.outcome { after = values }
        do {
            try await journal.complete(
                id, outcome: result.outcome.journalled, status: status, message: result.message, after: after,
                durationMs: passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000)
        } catch {
            result.notes.append("the journal entry \(id) could not be completed: \(error)")
        }
        return result
    }
}

extension WriteResult {
    /// What the journal says about it: the outcome's own words, then the notes.
    fileprivate var message: String {
        let words: [String] =
            switch outcome {
            case .refused(let error), .notSent(let error): [error.message]
            case .unknown(let text), .savedNotLive(let text), .notRecorded(let text): [text]
            case .applied, .alreadySo, .conflict: []
            }
        return (words + notes).joined(separator: "; ")
    }
}

extension WriteResult.Outcome {
    fileprivate var journalled: JournalOutcome {
        switch self {
        case .applied, .alreadySo: .applied
        case .refused, .conflict, .notSent, .notRecorded: .refused
        case .unknown: .unknown
        case .savedNotLive: .savedNotLive
        }
    }
}
