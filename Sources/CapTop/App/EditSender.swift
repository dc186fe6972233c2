// Sends confirmed edits, each through the writer of its network, and puts what came of them into the screen's words.
import Models
import Store
import Upstream

struct EditSender: Sendable {
    private let writers: [String: EditWriter]
    private let store: StateStore

    init(profiles: [Profile], client: HTTPClient, store: StateStore, who: String) {
        self.store = store
        let journal = StoreJournal(store)
        writers = Dictionary(
            profiles.map { profile in
                let account = AccountClient(account: profile.account, client: client, now: WallClock.now)
                let writer = EditWriter(
                    client: account, journal: journal, options: WriterOptions(who: who), now: WallClock.now)
                return (profile.name, writer)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Settles what an earlier process left without an answer. One sentence each, for the bottom line.
    func settleOldWrites() async -> [String] {
        var sentences: [String] = []
        for (profile, writer) in writers.sorted(by: { $0.key < $1.key }) {
            do {
                sentences += try await OldWrites(store: store, profile: profile).settle(with: writer)
            } catch {
                sentences.append("the journal cannot be read: \(error)")
            }
        }
        return sentences
    }

    func send(_ edit: Edit, _ token: WriteToken) async -> EditOutcome {
        guard let writer = writers[edit.target.network] else {
            return .refused("there is no profile \(edit.target.network)")
        }
        let result = await writer.apply(edit, token: token)
        switch result.outcome {
        case .applied, .alreadySo: return .applied
        case .refused(let error), .notSent(let error): return .refused(error.message)
        case .conflict(let conflict):
            let texts = conflict.edit.changes.filter(\.isConflict).map { change in
                "\(change.field) is now \(change.live?.text ?? "?")"
            }
            return .conflict((texts + conflict.differences).joined(separator: ", "))
        case .unknown(let message): return .unknown(message)
        case .savedNotLive(let message): return .savedNotLive(message)
        case .notRecorded(let message): return .refused("not sent, the journal could not record it: \(message)")
        }
    }
}
