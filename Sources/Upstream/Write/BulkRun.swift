// One request for several edits on its way: from reading the objects again to a completed journal entry for each of them.

import Models

struct BulkRun: Sendable {
    struct Item: Sendable {
        /// Its place in the series.
        let index: Int
        var edit: Edit
        let run: WriteRun
    }

    /// What has come to an end so far, told as it happens.
    private struct Ended {
        var results: [Int: WriteResult] = [:]
        let tell: @Sendable (Int, WriteResult) -> Void

        mutating func note(_ item: Item, _ result: WriteResult) {
            results[item.index] = result
            tell(item.index, result)
        }
    }

    let writer: EditWriter
    let token: WriteToken
    /// Edits that `WritePlan.batches(of:)` put together.
    let items: [Item]

    /// - Returns: the results by index. Edits without one have to be sent alone: nothing was changed for them.
    func perform(_ tell: @escaping @Sendable (Int, WriteResult) -> Void) async -> [Int: WriteResult] {
        var ended = Ended(tell: tell)
        let ready = await meet(&ended)
        guard ready.count > 1, let steps = try? WritePlan.bulkSteps(for: ready.map(\.edit)) else {
            return ended.results
        }
        var notes: [String] = []
        for step in steps {
            if step.purpose == .preview {
                guard let said = await preview(step, ready, &ended) else { return ended.results }
                notes = said
            } else {
                await write(step, ready, notes, &ended)
            }
        }
        return ended.results
    }

    /// Reads the objects again.
    ///
    /// - Returns: the items whose edits still are to be made, with the live values.
    private func meet(_ ended: inout Ended) async -> [Item] {
        var confirmed: [Item] = []
        for item in items {
            if token.covers(item.edit) {
                confirmed.append(item)
            } else {
                ended.note(item, WriteResult(.notSent(WriteRun.unconfirmed)))
            }
        }
        let fields = Set(confirmed.flatMap(\.edit.fields)).sorted()
        let answers = await writer.reader.read(confirmed.map(\.edit.target), changing: fields)
        var ready: [Item] = []
        for var item in confirmed {
            switch answers[item.edit.target] {
            case .failure(let error): ended.note(item, WriteResult(.notSent(error)))
            case nil: continue
            case .success(let live):
                switch WriteRun.meet(item.edit, live) {
                case .ended(let result): ended.note(item, result)
                case .ready(let merged):
                    if let problem = merged.problems(on: live).first {
                        let error = UpstreamError(.badRequest, problem.message)
                        ended.note(item, WriteResult(.refused(error), live: live))
                        continue
                    }
                    item.edit = merged
                    ready.append(item)
                }
            }
        }
        return ready
    }

    /// - Returns: what the server said beside its yes; nil when it did not say yes.
    private func preview(_ step: WriteStep, _ ready: [Item], _ ended: inout Ended) async -> [String]? {
        switch await WriteAttempt.send(step, through: writer.client, token: token) {
        case .accepted(_, let notes, _): return notes
        case .refused(let error) where BulkRun.isAboutObjects(error): return nil
        case .refused(let error):
            for item in ready { ended.note(item, WriteResult(.refused(error))) }
        case .notSent(let error), .unclear(let error):
            for item in ready { ended.note(item, WriteResult(.notSent(error))) }
        }
        return nil
    }

    private func write(_ step: WriteStep, _ ready: [Item], _ notes: [String], _ ended: inout Ended) async {
        let records: [WriteRecord]
        do {
            let entries = ready.map { $0.run.entry(for: step, $0.edit) }
            records = try await WriteRecord.begin(entries, in: writer.journal)
        } catch {
            for item in ready { ended.note(item, WriteResult(.notRecorded("\(error)"))) }
            return
        }
        let attempt = await WriteAttempt.send(step, through: writer.client, token: token)
        let looks = await look(after: attempt, at: ready.map(\.edit))
        for (item, record) in zip(ready, records) {
            let look = looks[item.edit.target] ?? .failure(UpstreamError(.cancelled, "it was not read back"))
            let result = BulkRun.result(of: attempt, item.edit, look, notes)
            let closed = await record.close(result, status: attempt.status)
            if case .refused(let error) = attempt, BulkRun.isAboutObjects(error), !result.isApplied { continue }
            ended.note(item, closed)
        }
    }

    private static func result(
        of attempt: WriteAttempt, _ edit: Edit, _ look: ReadBack.Look, _ notes: [String]
    ) -> WriteResult {
        switch attempt {
        case .accepted(_, let said, _): return ReadBack.confirmed(edit, look, notes: notes + said)
        case .unclear(let error): return ReadBack.settled(edit, look, after: error)
        case .notSent(let error): return WriteResult(.notSent(error))
        case .refused(let error):
            // A server that refuses the whole and does a part all the same must not make the journal lie.
            guard isAboutObjects(error) else { return WriteResult(.refused(error)) }
            if case .success((.applied, _)) = look { return ReadBack.settled(edit, look, after: error) }
            return WriteResult(.refused(error), notes: ["refused for all objects together"])
        }
    }

    private func look(after attempt: WriteAttempt, at edits: [Edit]) async -> [EditTarget: ReadBack.Look] {
        switch attempt {
        case .accepted, .unclear: return await ReadBack.look(at: edits, with: writer)
        case .refused(let error) where BulkRun.isAboutObjects(error):
            return await ReadBack.look(at: edits, with: writer, delays: [0])
        case .refused, .notSent: return [:]
        }
    }

    /// Whether a refusal may be due to one of the objects, so that the others deserve a request of their own. A key, a pace
    /// or a network that is out of order would refuse them as well.
    private static func isAboutObjects(_ error: UpstreamError) -> Bool {
        error.kind == .badRequest || error.kind == .notFound
    }
}

extension WriteResult {
    fileprivate var isApplied: Bool {
        if case .applied = outcome { true } else { false }
    }
}
