// One change from the command line on its way: read, propose, show, send, say what came of it. Writes through EditWriter
// only.
import ArgumentParser
import Models
import Store
import TUIKitLite
import Upstream

struct ObjectChange: Sendable {
    private enum Proposal {
        case edit(Edit)
        /// The flow is saved with these values and was not deployed.
        case deploy(Edit)
        case nothing(String)
    }

    var profile: Profile
    var target: EditTarget
    var assignments: [Edit.Assignment]
    /// What was given as `--name`.
    var typedName: String?
    var isDryRun: Bool
    /// `--yes`.
    var isConfirmed: Bool
    /// Holds the journal; without it nothing is sent.
    var store: StateStore?

    func run() async throws {
        let client = AccountClient(account: profile.account, client: HTTPClient(), now: WallClock.now)
        let journal: any WriteJournal = store.map { StoreJournal($0) } ?? ClosedJournal()
        let writer = EditWriter(
            client: client, journal: journal, options: WriterOptions(who: Operator.name), now: WallClock.now)
        if isConfirmed { try await settleOldWrites(with: writer) }
        let live = try await read(with: writer)
        switch try proposal(on: live) {
        case .nothing(let sentence): Output.result(sentence + "\n")
        case .edit(let edit):
            show(edit, try await plan(edit, on: live, with: writer))
            guard let token = try token(for: edit) else { return }
            try conclude(await writer.apply(edit, token: token, seen: live))
        case .deploy(let edit):
            show(edit, [WritePlan.deployStep(edit, flowID: edit.target.flowID ?? "")])
            guard let token = try token(for: edit) else { return }
            try conclude(await writer.deploy(edit, token: token))
        }
    }

    // MARK: - Reading

    /// - Returns: nil for an object that is to be created.
    private func read(with writer: EditWriter) async throws -> LiveObject? {
        if target.isNew { return nil }
        let live: LiveObject?
        do {
            live = try await writer.read(target, changing: assignments.map(\.field))
        } catch {
            throw failure(error)
        }
        guard let live else {
            throw CommandFailure(message: "\(profile.name) has no \(target.kind.noun) \(target.key)")
        }
        return live
    }

    private func proposal(on live: LiveObject?) throws -> Proposal {
        guard let live else { return .edit(try creation()) }
        do throws(FieldProblem) {
            return .edit(try Edit.proposing(assignments, on: live))
        } catch {
            guard error.field == nil else { throw CommandFailure(message: error.message, status: ExitStatus.usage) }
            if let store, let edit = try undeployed(live, in: store) { return .deploy(edit) }
            let values = assignments.map { "\($0.field) is \(shown($0.field, of: live))" }
            return .nothing("\(error.message): \(values.joined(separator: ", ")) already")
        }
    }

    private func creation() throws -> Edit {
        do throws(FieldProblem) {
            guard let resource = target.kind.money else { throw FieldProblem("captop set creates none of these") }
            return try Edit.creating(assignments, resource, network: profile.name)
        } catch {
            throw usage(error.message)
        }
    }

    private func plan(_ edit: Edit, on live: LiveObject?, with writer: EditWriter) async throws -> [WriteStep] {
        do {
            return try await writer.plan(edit, on: live)
        } catch {
            throw failure(error)
        }
    }

    // MARK: - Showing and confirming

    private func show(_ edit: Edit, _ steps: [WriteStep]) {
        let environment = profile.account.network.environment.rawValue
        var lines = ["\(edit.target.text)  \(edit.objectName)  (\(profile.name), \(environment))"]
        lines += edit.summary().map { "  \($0)" }
        lines += edit.warnings.map { "  ! \($0)" }
        for step in steps {
            lines.append(profile.account.text(of: step.request))
            if let body = step.request.body { lines.append(String(decoding: body, as: UTF8.self)) }
        }
        Output.result(lines.map { CellText.sanitized($0) + "\n" }.joined())
    }

    /// Leave to send; nil when it is only to be shown.
    private func token(for edit: Edit) throws -> WriteToken? {
        if isDryRun { return nil }
        guard isConfirmed else { throw usage("nothing was sent: --yes sends it") }
        guard profile.allowsWrite else {
            throw usage(
                "nothing was sent: profile \(profile.name) is locked; set write = true in its configuration or give --write"
            )
        }
        let confirmation: Confirmation
        do {
            confirmation = try Confirmation(edit, environment: profile.account.network.environment)
        } catch {
            throw usage(error.message)
        }
        guard let token = confirmation.confirm(typing: typedName) else {
            let name = CellText.sanitized(confirmation.nameToType ?? "")
            throw usage("nothing was sent: a change of this size in production needs --name '\(name)'")
        }
        return token
    }

    private func shown(_ field: String, of live: LiveObject) -> String {
        let value = live.values[field] ?? .none
        return CellText.sanitized(EditField.named(field, of: live.target.kind)?.display(value) ?? value.text)
    }

    // MARK: - What came of it

    private func conclude(_ result: WriteResult) throws {
        let entry = result.entry.map { " (journal entry \($0))" } ?? ""
        for note in result.notes { Output.message(CellText.sanitized(note)) }
        switch result.outcome {
        case .applied:
            let created = target.isNew ? result.live.map { ": \($0.target.text)" } ?? "" : ""
            Output.news("applied\(created)\(entry)\n")
        case .alreadySo: Output.news("already so: somebody else has just set it\n")
        case .refused(let error):
            let status = error.isAuthentication ? ExitStatus.unreachable : ExitStatus.failed
            throw CommandFailure(message: CellText.sanitized("refused\(entry): \(error.message)"), status: status)
        case .conflict(let conflict): throw CommandFailure(message: ObjectChange.words(conflict))
        case .unknown(let text): throw CommandFailure(message: CellText.sanitized("unknown\(entry): \(text)"))
        case .savedNotLive(let text):
            throw CommandFailure(
                message: CellText.sanitized("saved, not live\(entry): \(text); the same command again deploys it"))
        case .notSent(let error): throw failure(error)
        case .notRecorded(let text):
            throw CommandFailure(message: "nothing was sent, because the journal could not record it: \(text)")
        }
    }

    private static func words(_ conflict: WriteConflict) -> String {
        let fields = conflict.edit.changes.filter { conflict.fields.contains($0.field) }.map { change in
            let field = EditField.named(change.field, of: conflict.edit.target.kind)
            let values = [change.base, change.live ?? .none].map { field?.display($0) ?? $0.text }
            return "\(change.field) was \(values[0]) and is \(values[1]) now"
        }
        let lines = (fields + conflict.differences).map { "\n  " + CellText.sanitized($0) }
        return "nothing was sent: somebody else changed it meanwhile" + lines.joined()
    }

    private func failure(_ error: UpstreamError) -> CommandFailure {
        let isAsked = error.kind == .badRequest && error.status == nil
        return CommandFailure(
            message: CellText.sanitized("\(profile.name): \(error.message)"),
            status: isAsked ? ExitStatus.usage : ExitStatus.unreachable)
    }

    private func usage(_ message: String) -> CommandFailure {
        CommandFailure(message: message, status: ExitStatus.usage)
    }

    // MARK: - The journal

    /// Nothing new is sent before it is known what became of what was sent before.
    private func settleOldWrites(with writer: EditWriter) async throws {
        guard let store else { return }
        do {
            let network = profile.account.network
            let old = OldWrites(store: store, profile: network.name, environment: network.environment)
            let settled = try await old.settle(with: writer)
            for sentence in settled { Output.message(sentence) }
        } catch let error as StoreError {
            throw CommandFailure(message: error.message)
        }
    }

    private func undeployed(_ live: LiveObject, in store: StateStore) throws -> Edit? {
        do {
            return try Undeployed.edit(of: live, in: store)
        } catch {
            throw CommandFailure(message: error.message)
        }
    }
}

/// For what is only shown: whatever would be sent all the same is refused.
private struct ClosedJournal: WriteJournal {
    private struct Closed: Error, CustomStringConvertible {
        var description: String { "there is no journal" }
    }

    func begin(_ entry: JournalEntry) async throws -> Int64 { throw Closed() }

    func begin(_ entries: [JournalEntry]) async throws -> [Int64] { throw Closed() }

    func complete(
        _ id: Int64, outcome: JournalOutcome, status: Int?, message: String, after: [String: FieldValue]?,
        durationMs: Int64
    ) async throws { throw Closed() }
}
