// Reads edited objects and sends confirmed edits, each through the writer of its network, and puts what came of them into
// the screen's words.
import Models
import Store
import Upstream

struct EditSender: Sendable {
    private let writers: [String: EditWriter]
    private let environments: [String: NetworkEnvironment]
    private let storeJournal: StoreJournal
    private let turns = WriteTurns()

    /// - Parameter clients: those through which the networks are refreshed, so that edits keep the same pace.
    init(clients: [AccountClient], store: StateStore, who: String) {
        let journal = StoreJournal(store)
        storeJournal = journal
        writers = Dictionary(
            clients.map { client in
                let writer = EditWriter(
                    client: client, journal: journal, options: WriterOptions(who: who), now: WallClock.now)
                return (client.account.network.name, writer)
            }, uniquingKeysWith: { first, _ in first })
        let networks = clients.map(\.account.network)
        environments = Dictionary(
            networks.map { ($0.name, $0.environment) }, uniquingKeysWith: { first, _ in first })
    }

    /// Settles what had no answer, as far as it can be: nothing new is sent to an object before it is known what became of
    /// what was sent before. One sentence each, for the bottom line.
    ///
    /// - Parameter targets: nil for all objects of all networks.
    func settleOldWrites(of targets: Set<EditTarget>? = nil) async -> [String] {
        var sentences: [String] = []
        let profiles = targets.map { Set($0.map(\.network)) } ?? Set(writers.keys)
        for name in profiles.sorted() {
            guard let writer = writers[name], let environment = environments[name] else { continue }
            do {
                var old = OldWrites(journal: storeJournal, profile: name, environment: environment)
                old.targets = targets.map { Set($0.map(\.text)) }
                sentences += try await old.settle(with: writer)
            } catch {
                sentences.append("the journal cannot be read: \(error)")
            }
        }
        return sentences
    }

    func read(_ target: EditTarget) async -> ObjectReading {
        guard let writer = writers[target.network] else { return .failed("there is no profile \(target.network)") }
        do {
            return try await writer.read(target).map(ObjectReading.found) ?? .absent
        } catch {
            return .failed(error.message)
        }
    }

    func preview(_ edits: [Edit], live: LiveObject?) async -> PreviewVerdict {
        guard let first = edits.first, let writer = writers[first.target.network] else {
            return .unavailable("there is no profile \(edits.first?.target.network ?? "-")")
        }
        return await writer.preview(edits, on: live) ?? .accepted(notes: [])
    }

    // MARK: - Sending

    func send(
        _ edit: Edit, _ token: WriteToken, seen: LiveObject?, undoOf: Int64?
    ) async -> (EditOutcome, LiveObject?) {
        guard let writer = writers[edit.target.network] else { return (EditSender.noProfile(edit), nil) }
        return await turns.run(on: edit.target.network) {
            _ = await settleOldWrites(of: [edit.target])
            var result = await writer.apply(edit, token: token, seen: seen, undoOf: undoOf)
            result = await deployingSaved(result, of: edit, token, with: writer)
            return (EditOutcome(result), result.live)
        }
    }

    func deploy(_ edit: Edit, _ token: WriteToken) async -> (EditOutcome, LiveObject?) {
        guard let writer = writers[edit.target.network] else { return (EditSender.noProfile(edit), nil) }
        return await turns.run(on: edit.target.network) {
            let result = await writer.deploy(edit, token: token)
            return (EditOutcome(result), result.live)
        }
    }

    /// - Parameter onEnd: called for each edit with what came of it, from any thread.
    func sendAll(
        _ edits: [Edit], _ token: WriteToken, batch: String, undoOf: [Int64?],
        onEnd: @escaping @Sendable (Edit, EditOutcome) -> Void
    ) async {
        guard let first = edits.first, let writer = writers[first.target.network] else {
            for edit in edits { onEnd(edit, EditSender.noProfile(edit)) }
            return
        }
        let entries = Dictionary(
            undoOf.enumerated().compactMap { index, entry in entry.map { (index, $0) } }, uniquingKeysWith: { $1 })
        await turns.run(on: first.target.network) {
            _ = await settleOldWrites(of: Set(edits.map(\.target)))
            let results = await writer.applyAll(edits, token: token, batch: batch, undoOf: entries) { event in
                guard case .ended(let index, let result) = event, !EditSender.mayBeUndeployed(result) else { return }
                onEnd(edits[index], EditOutcome(result))
            }
            for (edit, result) in zip(edits, results) where EditSender.mayBeUndeployed(result) {
                onEnd(edit, EditOutcome(await deployingSaved(result, of: edit, token, with: writer)))
            }
        }
    }

    /// There is nothing to save, but perhaps to deploy.
    private static func mayBeUndeployed(_ result: WriteResult) -> Bool {
        result.outcome == .alreadySo && result.live?.target.kind.network == .leadconduit
    }

    /// What came of an edit; of one that was saved before and is not live, what its deploy comes to.
    private func deployingSaved(
        _ result: WriteResult, of edit: Edit, _ token: WriteToken, with writer: EditWriter
    ) async -> WriteResult {
        guard EditSender.mayBeUndeployed(result), let live = result.live,
            (try? await storeJournal.undeployed(live)) != nil
        else { return result }
        return await writer.deploy(edit, token: token)
    }

    private static func noProfile(_ edit: Edit) -> EditOutcome {
        .refused("there is no profile \(edit.target.network)")
    }

    // MARK: - The journal

    func journal() async throws -> [JournalEntry] {
        try await storeJournal.entries(JournalFilter(limit: Journal.mostShown))
    }

    /// What takes back the last change, or that of one entry, on top of the objects as they are now.
    ///
    /// - Parameter except: entries that are passed over when the last change is looked for.
    func findUndo(entry id: Int64?, except: Set<Int64>) async -> UndoFinding {
        let step: UndoStep?
        do {
            var entries = try await storeJournal.entries()
            // The change that is meant may be the one that had no answer.
            if let meant = id.map({ id in entries.first { $0.id == id } }) ?? entries.first, meant.outcome == .unknown,
                let target = EditTarget(text: meant.target)
            {
                _ = await settleOldWrites(of: [target])
                entries = try await storeJournal.entries()
            }
            if let id {
                guard let entry = entries.first(where: { $0.id == id }) else {
                    return .nothing("entry \(id) is not in the journal", entries: [])
                }
                step = try UndoStep(of: entry, in: entries, profiles: environments)
            } else {
                step = UndoStep.next(in: entries, profiles: environments, except: except)
            }
        } catch let problem as FieldProblem {
            return .nothing(problem.message, entries: [])
        } catch {
            return .nothing("the journal cannot be read: \(error)", entries: [])
        }
        guard let step, let network = step.items.first?.edit.target.network, let writer = writers[network] else {
            return .nothing("nothing to undo", entries: [])
        }
        return await EditSender.check(step, with: writer)
    }

    /// What is no longer as it was written is left out; when nothing is left, why.
    private static func check(_ step: UndoStep, with writer: EditWriter) async -> UndoFinding {
        let read = await writer.read(step.edits.map(\.target))
        var changes: [UndoChange] = []
        var sentences: [String] = []
        for item in step.items {
            do {
                let live = try read[item.edit.target]?.get() ?? nil
                let checked = try item.checked(with: live)
                changes.append(UndoChange(edit: checked.edit, entry: checked.entry, live: live))
            } catch let problem as FieldProblem {
                sentences.append(problem.message)
            } catch let error as UpstreamError {
                sentences.append("\(item.edit.target.text) could not be read: \(error.message)")
            } catch {
                sentences.append("\(error)")
            }
        }
        guard changes.isEmpty else { return .changes(changes, leftOut: sentences) }
        return .nothing("not undone: \(sentences.joined(separator: "; "))", entries: step.items.map(\.entry))
    }
}

extension EditOutcome {
    init(_ result: WriteResult) {
        let notes = result.notes.joined(separator: "; ")
        switch result.outcome {
        case .applied: self = .applied(notes)
        case .alreadySo: self = .applied("it was so already")
        case .refused(let error), .notSent(let error):
            self = .refused(([error.message] + result.notes).joined(separator: "; "))
        case .conflict(let conflict):
            let texts = conflict.edit.changes.filter(\.isConflict).map { change in
                "\(change.field) is now \(change.live?.text ?? "?")"
            }
            let said = (texts + conflict.differences).joined(separator: ", ")
            self = .conflict(
                [EditOutcome.rival(result.live, of: conflict.edit), said].filter { !$0.isEmpty }.joined(separator: ": ")
            )
        case .unknown(let message): self = .unknown(message)
        case .savedNotLive(let message): self = .savedNotLive(message)
        case .notRecorded(let message): self = .refused("not sent, the journal could not record it: \(message)")
        }
    }

    /// What is there in place of what was to be created.
    private static func rival(_ live: LiveObject?, of edit: Edit) -> String {
        guard case .create = edit.action, let live else { return "" }
        return "the pair has \(live.target.kind.noun) \(live.target.key) now"
    }
}
