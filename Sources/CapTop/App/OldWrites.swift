// What a process left behind that died between sending and answer: found in the journal and settled by reading back.
import Models
import Store
import Upstream

struct OldWrites: Sendable {
    var store: StateStore
    var profile: String

    /// One sentence for each write that could be settled. Those that could not stay unknown, for the next time.
    ///
    /// - Throws: `StoreError` when the journal cannot be read.
    func settle(with writer: EditWriter) async throws -> [String] {
        var sentences: [String] = []
        for entry in try Journal(store).unsettled(now: WallClock.now()) where entry.profile == profile {
            guard let outcome = await writer.settle(entry) else { continue }
            let words = outcome.rawValue.split(separator: "_").joined(separator: " ")
            sentences.append(
                "journal entry \(entry.id ?? 0), \(entry.target), had no answer; it reads as \(words) now")
        }
        return sentences
    }
}
