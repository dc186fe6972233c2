// One edit on its way: from reading the object again to the completed journal entry.

import Models

struct WriteRun: Sendable {
    let writer: EditWriter
    let token: WriteToken
    let undoOf: Int64?
    let batch: String?

    // MARK: - Before anything is sent

    func apply(_ edit: Edit, seen: LiveObject?) async -> WriteResult {
        guard token.covers(edit) else { return WriteResult(.notSent(WriteRun.unconfirmed)) }
        let live: LiveObject?
        do {
            live = try await writer.read(edit.target, changing: edit.fields)
        } catch {
            return WriteResult(.notSent(error))
        }
        switch edit.merge(with: live) {
        case .alreadySo: return WriteResult(.alreadySo, live: live)
        case .gone: return WriteResult(.refused(WriteRun.gone(edit.target)))
        case .conflict(let merged, let fields):
            return WriteResult(.conflict(WriteConflict(edit: merged, fields: fields)), live: live)
        case .flowChanged(let merged):
            return WriteResult(.conflict(WriteRun.flowConflict(merged, seen: seen, live: live)), live: live)
        case .ready(let merged): return await carryOut(merged, on: live)
        }
    }

    private static func flowConflict(_ edit: Edit, seen: LiveObject?, live: LiveObject?) -> WriteConflict {
        var conflict = WriteConflict(edit: edit, fields: [])
        if let seen, let live {
            conflict.differences = LeadConduit.FlowDifference.between(seen.tree, live.tree).map(\.line)
        }
        return conflict
    }

    private func carryOut(_ edit: Edit, on live: LiveObject?) async -> WriteResult {
        let steps: [WriteStep]
        do {
            steps = try await writer.plan(edit, on: live)
        } catch {
            return WriteResult(error.status == nil && error.kind == .badRequest ? .refused(error) : .notSent(error))
        }
        var notes: [String] = []
        var done: [String: FieldValue] = [:]
        var last = WriteResult(.alreadySo, live: live)
        for (index, step) in steps.enumerated() {
            switch step.purpose {
            case .preview:
                switch await WriteAttempt.send(step, through: writer.client, token: token) {
                case .accepted(_, let said): notes += said
                case .refused(let error): return WriteResult(.refused(error), notes: notes, live: live)
                case .notSent(let error), .unclear(let error):
                    return WriteResult(.notSent(error), notes: notes, live: live)
                }
            case .write:
                let deploy = steps[(index + 1)...].first { $0.purpose == .deploy }
                last = await write(step, deploy: deploy, part: part(of: edit, in: step, of: steps))
                last.notes = notes + last.notes
                guard case .applied(let after) = last.outcome else {
                    // Of two requests the first may have gone well: what is there is not called refused in silence.
                    if !done.isEmpty {
                        last.notes.append("applied before: \(done.keys.sorted().joined(separator: ", "))")
                    }
                    return last
                }
                done.merge(after) { $1 }
                last.outcome = .applied(after: done)
            case .deploy: break
            }
        }
        return last
    }

    /// The share of the edit that one of several writing steps makes: an affiliate's status has a request of its own.
    private func part(of edit: Edit, in step: WriteStep, of steps: [WriteStep]) -> Edit {
        guard steps.filter({ $0.purpose == .write }).count > 1 else { return edit }
        var part = edit
        part.changes = edit.changes.filter { ($0.field == "account_status") == (step.request.method == .patch) }
        return part
    }

    // MARK: - Sending

    private func write(_ step: WriteStep, deploy: WriteStep?, part: Edit) async -> WriteResult {
        let record: WriteRecord
        do {
            record = try await WriteRecord.begin(entry(for: step, part), in: writer.journal)
        } catch {
            return WriteResult(.notRecorded("\(error)"))
        }
        let attempt = await WriteAttempt.send(step, through: writer.client, token: token)
        switch attempt {
        case .refused(let error):
            return await record.close(WriteResult(.refused(error)), status: attempt.status)
        case .notSent(let error):
            return await record.close(WriteResult(.notSent(error)), status: nil)
        case .unclear(let error):
            let settled = await settle(part, after: error)
            guard case .applied = settled.outcome, let deploy else {
                return await record.close(settled, status: attempt.status)
            }
            return await record.close(await finish(deploy, settled), status: attempt.status)
        case .accepted(_, let notes):
            var confirmed = await confirm(part, deploy: deploy)
            confirmed.notes = notes + confirmed.notes
            return await record.close(confirmed, status: attempt.status)
        }
    }

    /// After the network's yes: deploy where that is needed, then look whether it shows.
    private func confirm(_ edit: Edit, deploy: WriteStep?) async -> WriteResult {
        if let deploy {
            let deployed = await finish(deploy, WriteResult(.applied(after: edit.after)))
            guard case .applied = deployed.outcome else { return deployed }
            return await readBack(edit, notes: deployed.notes)
        }
        return await readBack(edit, notes: [])
    }

    private func readBack(_ edit: Edit, notes: [String]) async -> WriteResult {
        switch await look(at: edit) {
        case .failure(let error):
            let note = "accepted; it could not be read back: \(error.message)"
            return WriteResult(.applied(after: edit.after), notes: notes + [note])
        case .success((.applied, let live)):
            return WriteResult(.applied(after: WriteRun.shown(edit, live)), notes: notes, live: live)
        case .success((.notApplied, let live)):
            let error = UpstreamError(.badRequest, "the network accepted it and changed nothing")
            return WriteResult(.refused(error), notes: notes, live: live)
        case .success((.different(let fields), let live)):
            let text = "accepted, but \(fields.joined(separator: ", ")) then showed another value"
            return WriteResult(.unknown(text), notes: notes, live: live)
        }
    }

    /// After an answer that never came or cannot be trusted: the object itself decides.
    private func settle(_ edit: Edit, after error: UpstreamError) async -> WriteResult {
        switch await look(at: edit) {
        case .failure(let second):
            return WriteResult(.unknown("\(error.message); reading back failed too: \(second.message)"))
        case .success((.applied, let live)):
            let note = "\(error.message); read back: applied"
            return WriteResult(.applied(after: WriteRun.shown(edit, live)), notes: [note], live: live)
        case .success((.notApplied, let live)):
            var refusal = error
            refusal.message = "\(error.message); read back: not applied"
            return WriteResult(.refused(refusal), live: live)
        case .success((.different(let fields), let live)):
            let text =
                "\(error.message); read back: \(fields.joined(separator: ", ")) is neither the old value nor the new"
            return WriteResult(.unknown(text), live: live)
        }
    }

    /// Reads the object until it shows the edit, as often as the options say.
    private func look(at edit: Edit) async -> Result<(Settlement, LiveObject?), UpstreamError> {
        var result: Result<(Settlement, LiveObject?), UpstreamError> = .failure(
            UpstreamError(.cancelled, "it was not read back"))
        for delay in writer.options.readBackDelays {
            // A run is a task of its own that nobody cancels: the pause always ends by itself.
            if delay > 0 { try? await ContinuousClock().sleep(for: .milliseconds(delay)) }
            do throws(UpstreamError) {
                let live = try await writer.read(edit.target, changing: edit.fields)
                let settlement = edit.settled(by: live)
                result = .success((settlement, live))
                if settlement == .applied { return result }
            } catch {
                result = .failure(error)
                if error.isAuthentication { return result }
            }
        }
        return result
    }

    // MARK: - Deploying

    func deploy(_ edit: Edit) async -> WriteResult {
        guard token.covers(edit) else { return WriteResult(.notSent(WriteRun.unconfirmed)) }
        let live: LiveObject
        do {
            guard let found = try await writer.read(edit.target) else {
                return WriteResult(.refused(WriteRun.gone(edit.target)))
            }
            live = found
        } catch {
            return WriteResult(.notSent(error))
        }
        guard edit.settled(by: live) == .applied, let flowID = live.target.flowID else {
            let merged = edit.merged(withLive: live.values)
            return WriteResult(.conflict(WriteConflict(edit: merged, fields: merged.fields)), live: live)
        }
        let step = WritePlan.deployStep(edit, flowID: flowID)
        do {
            let record = try await WriteRecord.begin(entry(for: step, edit), in: writer.journal)
            let saved = WriteResult(.applied(after: WriteRun.shown(edit, live)), live: live)
            return await record.close(await finish(step, saved), status: nil)
        } catch {
            return WriteResult(.notRecorded("\(error)"))
        }
    }

    /// Makes what was saved live, or says that it is not.
    private func finish(_ deploy: WriteStep, _ saved: WriteResult) async -> WriteResult {
        var result = saved
        switch await WriteAttempt.send(deploy, through: writer.client, token: token) {
        case .accepted(_, let notes): result.notes += notes
        case .refused(let error), .notSent(let error):
            result.outcome = .savedNotLive("the deploy failed: \(error.message)")
        case .unclear(let error):
            // No call tells what is deployed (LeadConduit reference, 3.5).
            result.outcome = .savedNotLive("the deploy is not confirmed: \(error.message)")
        }
        return result
    }

    // MARK: - Words and values

    private func entry(for step: WriteStep, _ edit: Edit) -> JournalEntry {
        let network = writer.client.account.network
        return JournalEntry(
            at: writer.now(), who: writer.options.who, profile: network.name, environment: network.environment,
            target: edit.target.text, method: step.request.method, path: step.request.path,
            body: step.journalBody, before: edit.before, after: edit.after,
            undoOf: undoOf, batch: batch)
    }

    /// The edit's fields as the object has them, and the id of an object that is new.
    static func shown(_ edit: Edit, _ live: LiveObject?) -> [String: FieldValue] {
        guard let live else { return edit.after }
        var shown = live.values.filter { edit.fields.contains($0.key) }
        if case .create = edit.action, let id = Quantity(text: live.target.key) {
            shown["network_custom_cap_setting_id"] = .quantity(id)
        }
        return shown
    }

    private static let unconfirmed = UpstreamError(.badRequest, "not sent: this change was not confirmed")

    private static func gone(_ target: EditTarget) -> UpstreamError {
        UpstreamError(.notFound, "there is no \(target.kind.noun) \(target.key) any more")
    }
}
