// One edit on its way: from reading the object again to the completed journal entry.

import Models

struct WriteRun: Sendable {
    let writer: EditWriter
    let token: WriteToken
    let undoOf: Int64?
    var batch: String?

    /// What meeting the object as it is now comes to.
    enum Meeting: Sendable {
        case ready(Edit)
        case ended(WriteResult)
    }

    // MARK: - Before anything is sent

    /// - Parameter trail: what this run's earlier writes have done to the flows.
    func apply(_ edit: Edit, seen: LiveObject? = nil, trail: FlowTrail = FlowTrail()) async -> WriteResult {
        guard token.covers(edit) else { return WriteResult(.notSent(WriteRun.unconfirmed)) }
        let live: LiveObject?
        do {
            live = try await writer.read(edit.target, changing: edit.fields)
        } catch {
            return WriteResult(.notSent(error))
        }
        switch WriteRun.meet(edit, live, seen: seen, trail: trail) {
        case .ended(let result): return result
        case .ready(let merged): return await carryOut(merged, on: live)
        }
    }

    /// The edit with the live values, or what keeps it from being sent.
    static func meet(
        _ edit: Edit, _ live: LiveObject?, seen: LiveObject? = nil, trail: FlowTrail = FlowTrail()
    ) -> Meeting {
        switch edit.merge(with: live) {
        case .alreadySo: return .ended(WriteResult(.alreadySo, live: live))
        case .gone: return .ended(WriteResult(.refused(gone(edit.target))))
        case .conflict(let merged, let fields):
            return .ended(WriteResult(.conflict(WriteConflict(edit: merged, fields: fields)), live: live))
        case .flowChanged(let merged) where trail.explains(edit, live): return .ready(merged)
        case .flowChanged(let merged):
            return .ended(WriteResult(.conflict(flowConflict(merged, seen: seen, live: live)), live: live))
        case .ready(let merged): return .ready(merged)
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
        var run = self
        if batch == nil, steps.filter({ $0.purpose == .write }).count > 1 {
            // Two requests are two journal entries: what they share lets one undo take both back.
            run.batch = "edit-\(String(UInt64.random(in: .min ... .max), radix: 16))"
        }
        return await run.perform(steps, of: edit, on: live)
    }

    private func perform(_ steps: [WriteStep], of edit: Edit, on live: LiveObject?) async -> WriteResult {
        var notes: [String] = []
        var done: [String: FieldValue] = [:]
        var last = WriteResult(.alreadySo, live: live)
        for (index, step) in steps.enumerated() {
            switch step.purpose {
            case .preview:
                switch await WriteAttempt.send(step, through: writer.client, token: token) {
                case .accepted(_, let said, _): notes += said
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
        var newest: Int?
        if let resource = part.target.kind.money, part.target.isNew {
            do {
                newest = try await writer.reader.newest(resource)
            } catch {
                return WriteResult(.notSent(error))
            }
        }
        let record: WriteRecord
        do {
            record = try await WriteRecord.begin(entry(for: step, part, newest: newest), in: writer.journal)
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
            let look = await ReadBack.look(at: part, with: writer, newest: newest)
            let settled = ReadBack.settled(part, look, after: error)
            guard case .applied = settled.outcome, let deploy else {
                return await record.close(settled, status: attempt.status)
            }
            return await record.close(await finish(deploy, settled), status: attempt.status)
        case .accepted(_, let notes, let createdKey):
            var confirmed = await confirm(part, deploy: deploy, createdKey: createdKey)
            confirmed.notes = notes + confirmed.notes
            return await record.close(confirmed, status: attempt.status)
        }
    }

    /// After the network's yes: deploy where that is needed, then look whether it shows.
    private func confirm(_ edit: Edit, deploy: WriteStep?, createdKey: String?) async -> WriteResult {
        var notes: [String] = []
        if let deploy {
            let deployed = await finish(deploy, WriteResult(.applied(after: edit.after)))
            guard case .applied = deployed.outcome else { return deployed }
            notes = deployed.notes
        }
        var edit = edit
        // The answer says which one it is; of a custom cap the pair does.
        if let createdKey, edit.target.kind.money != nil { edit.target.key = createdKey }
        let look = await ReadBack.look(at: edit, with: writer)
        return ReadBack.confirmed(edit, look, notes: notes, createdKey: createdKey)
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
            let saved = WriteResult(.applied(after: edit.journalledAfter(live)), live: live)
            return await record.close(await finish(step, saved), status: nil)
        } catch {
            return WriteResult(.notRecorded("\(error)"))
        }
    }

    /// Makes what was saved live, or says that it is not.
    private func finish(_ deploy: WriteStep, _ saved: WriteResult) async -> WriteResult {
        var result = saved
        switch await WriteAttempt.send(deploy, through: writer.client, token: token) {
        case .accepted(_, let notes, _): result.notes += notes
        case .refused(let error), .notSent(let error):
            result.outcome = .savedNotLive("the deploy failed: \(error.message)")
        case .unclear(let error):
            // No call tells what is deployed (LeadConduit reference, 3.5).
            result.outcome = .savedNotLive("the deploy is not confirmed: \(error.message)")
        }
        return result
    }

    // MARK: - Words and values

    /// - Parameter newest: of a creation that may have to be found the highest id before it is sent.
    func entry(for step: WriteStep, _ edit: Edit, newest: Int? = nil) -> JournalEntry {
        let network = writer.client.account.network
        return JournalEntry(
            at: writer.now(), who: writer.options.who, profile: network.name, environment: network.environment,
            target: edit.target.text, method: step.request.method, path: step.request.path,
            body: step.journalBody,
            before: edit.journalledBefore.merging(newest.map(edit.journalledNewest) ?? [:]) { $1 }, after: edit.after,
            undoOf: undoOf, batch: batch)
    }

    static let unconfirmed = UpstreamError(.badRequest, "not sent: this change was not confirmed")

    private static func gone(_ target: EditTarget) -> UpstreamError {
        UpstreamError(.notFound, "there is no \(target.kind.noun) \(target.key) any more")
    }
}
