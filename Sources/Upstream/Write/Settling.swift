// Finds out what became of a write that had no answer, or whose process died before it, from the journal entry alone.

import Models

extension EditWriter {
    /// Milliseconds after which a network that shows the old value is believed to have dropped a request without an answer.
    private static let patience: Int64 = 600_000

    /// Reads the entries' objects, together, and completes the entries by what they show.
    ///
    /// - Returns: the outcomes by entry, without those whose objects could not be read: they are left as they are.
    public func settle(_ entries: [JournalEntry]) async -> [Int64: JournalOutcome] {
        let edits = entries.map { Edit(journalled: $0) }
        let payouts = edits.compactMap { $0 }.filter { $0.target.kind == .customPayout }
        let fields = Set(payouts.flatMap(\.fields)).sorted()
        let found = await read(edits.compactMap { $0?.target }.filter { !isFoundOtherwise($0) }, changing: fields)
        var outcomes: [Int64: JournalOutcome] = [:]
        for (entry, edit) in zip(entries, edits) {
            guard let id = entry.id, let edit else { continue }
            let answer = isFoundOtherwise(edit.target) ? await made(by: edit, entry) : found[edit.target]
            guard case .success(let live) = answer, !mayStillBeDone(edit, live, entry) else { continue }
            let (outcome, message) = EditWriter.judge(edit, by: live, entry)
            let after = outcome == .applied ? edit.journalledAfter(live) : nil
            do {
                try await journal.complete(
                    id, outcome: outcome, status: entry.status, message: message, after: after,
                    durationMs: entry.durationMs ?? 0)
                outcomes[id] = outcome
            } catch {
                // An entry that cannot be completed stays unsettled, for the next start.
                continue
            }
        }
        return outcomes
    }

    /// A write that had no answer in time, of which nothing is to be seen yet; or one that was accepted and of which nothing
    /// is to be seen any more, which is no refusal.
    private func mayStillBeDone(_ edit: Edit, _ live: LiveObject?, _ entry: JournalEntry) -> Bool {
        guard !entry.message.isEmpty, edit.settled(by: live) == .notApplied else { return false }
        let isAccepted = entry.status.map { (200..<300).contains($0) } ?? false
        return isAccepted || now().milliseconds(since: entry.at) < EditWriter.patience
    }

    /// A creation on the money side: nothing but its values tells which object it made.
    private func isFoundOtherwise(_ target: EditTarget) -> Bool { target.isNew && target.newPair == nil }

    private func made(by edit: Edit, _ entry: JournalEntry) async -> Result<LiveObject?, UpstreamError>? {
        guard let newest = Edit.newestBefore(entry) else { return nil }
        do throws(UpstreamError) {
            return .success(try await reader.made(by: edit, after: newest))
        } catch {
            return .failure(error)
        }
    }

    private static func judge(_ edit: Edit, by live: LiveObject?, _ entry: JournalEntry) -> (JournalOutcome, String) {
        let cause =
            entry.message.isEmpty ? "captop ended before the answer" : String(entry.message.prefix { $0 != ";" })
        switch edit.settled(by: live) {
        case .applied where edit.target.kind.network == .leadconduit:
            return (.savedNotLive, "\(cause); read back: saved, and not known to be deployed")
        case .applied: return (.applied, "\(cause); read back: applied")
        case .notApplied: return (.refused, "\(cause); read back: not applied")
        case .different(let fields):
            let names = fields.joined(separator: ", ")
            return (.unknown, "\(cause); read back: \(names) is neither the old value nor the new")
        }
    }
}
