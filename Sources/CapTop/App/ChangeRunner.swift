// Performs the effects that read, change and take back objects, and posts what comes of them. What cannot be sent is
// refused aloud. Knows neither the state nor the screen.
import Models
import Upstream

@MainActor
struct ChangeRunner {
    private static let noJournal = EditOutcome.refused("not sent: there is no journal")

    /// Nil where there is no journal, and nothing is changed.
    let sender: EditSender?
    let syncs: [String: NetworkSync]
    let post: @MainActor @Sendable (Action) -> Void

    func read(_ target: EditTarget) {
        Task {
            let reading = await sender?.read(target) ?? .failed("there is no journal, so nothing can be changed")
            post(.objectRead(target, reading))
        }
    }

    func preview(_ edits: [Edit], live: LiveObject?) {
        Task {
            let verdict = await sender?.preview(edits, live: live) ?? .unavailable("there is no journal")
            post(.previewed(edits, verdict))
        }
    }

    func send(_ edit: Edit, _ token: WriteToken, seen: LiveObject?, undoOf: Int64?) {
        answer(edit) { await $0.send(edit, token, seen: seen, undoOf: undoOf) }
    }

    func deploy(_ edit: Edit, _ token: WriteToken) {
        answer(edit) { await $0.deploy(edit, token) }
    }

    private func answer(
        _ edit: Edit, _ write: @escaping @Sendable (EditSender) async -> (EditOutcome, LiveObject?)
    ) {
        guard let sender else { return post(.written(edit, ChangeRunner.noJournal, live: nil)) }
        let sync = syncs[edit.target.network]
        Task {
            let (outcome, live) = await write(sender)
            await sync?.noteChange()
            post(.written(edit, outcome, live: live))
        }
    }

    func sendAll(_ edits: [Edit], _ token: WriteToken, batch: String, undoOf: [Int64?]) {
        guard let sender else {
            for edit in edits { post(.bulkWritten(edit, ChangeRunner.noJournal)) }
            return
        }
        let sync = edits.first.flatMap { syncs[$0.target.network] }
        Task {
            await sender.sendAll(edits, token, batch: batch, undoOf: undoOf) { edit, outcome in
                Task { @MainActor in
                    await sync?.noteChange()
                    post(.bulkWritten(edit, outcome))
                }
            }
        }
    }

    func findUndo(_ entry: Int64?, except: Set<Int64>) {
        guard let sender else { return }
        Task { post(.undoFound(await sender.findUndo(entry: entry, except: except))) }
    }

    func readJournal() {
        guard let sender else { return post(.notice("there is no journal: the state file is not open")) }
        Task {
            do {
                post(.journalRead(try await sender.journal()))
            } catch {
                post(.notice("the journal cannot be read: \(error)"))
            }
        }
    }

    func settleOldWrites() {
        guard let sender else { return }
        Task {
            let sentences = await sender.settleOldWrites()
            if !sentences.isEmpty { post(.notice(sentences.joined(separator: "   "))) }
        }
    }
}
