// Makes an edit happen: reads the object again, compares, records the write, sends it once, deploys, reads back, and says
// what came of it. The one way by which captop changes anything. Knows no screen and no disk.

import Models

/// Writes edits of one account.
///
/// A write that has begun is finished, journalled and read back even when the asking task is cancelled.
public struct EditWriter: Sendable {
    let client: AccountClient
    let journal: any WriteJournal
    let options: WriterOptions
    let now: @Sendable () -> Timestamp
    let reader: ObjectReader

    /// - Parameter now: the wall clock, for the journal.
    public init(
        client: AccountClient, journal: any WriteJournal, options: WriterOptions,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.client = client
        self.journal = journal
        self.options = options
        self.now = now
        reader = ObjectReader(client: client)
    }

    /// The object as the network has it now; nil when it has none of that id.
    ///
    /// - Parameter fields: those that shall change.
    public func read(_ target: EditTarget, changing fields: [String] = []) async throws(UpstreamError) -> LiveObject? {
        try await reader.read(target, changing: fields)
    }

    /// The same for several objects, in as few requests as that takes; lists are paged once for all of them.
    ///
    /// - Returns: an answer for each target.
    public func read(
        _ targets: [EditTarget], changing fields: [String] = []
    ) async -> [EditTarget: Result<LiveObject?, UpstreamError>] {
        await reader.read(targets, changing: fields)
    }

    /// The requests that the edit becomes, in order, for showing them. Asks for what a full update has to carry beside.
    ///
    /// - Throws: why no request can be made of it, as `.badRequest`, or why the account could not be read.
    public func plan(_ edit: Edit, on live: LiveObject?) async throws(UpstreamError) -> [WriteStep] {
        var unsaid: [String: JSONValue] = [:]
        if let live { unsaid = try await reader.unsaid(by: live, changing: edit.pending.map(\.field)) }
        do throws(FieldProblem) {
            return try WritePlan.steps(for: edit, live: live, unsaid: unsaid)
        } catch {
            throw UpstreamError(.badRequest, error.message)
        }
    }

    /// Makes the edit happen, if nobody else has changed what it changes.
    ///
    /// - Parameters:
    ///   - token: what the confirmation of this very edit minted.
    ///   - seen: the object that the operator looked at, to tell what was changed in its flow since.
    ///   - undoOf: the journal entry that this edit takes back.
    ///   - batch: the same text for all edits of one bulk change.
    public func apply(
        _ edit: Edit, token: WriteToken, seen: LiveObject? = nil, undoOf: Int64? = nil, batch: String? = nil
    ) async -> WriteResult {
        let run = WriteRun(writer: self, token: token, undoOf: undoOf, batch: batch)
        return await Task { await run.apply(edit, seen: seen) }.value
    }

    /// Makes several edits happen, each as `apply` does: changes that share their values in one request, the others one by
    /// one, in any order; those of one object, and all of LeadConduit, one after the other.
    ///
    /// A bulk request that the network refuses because of an object changed nothing: its edits are then sent one by one.
    /// When the asking task is cancelled, what has begun is finished, and nothing else is sent: the rest ends as `.notSent`
    /// with `.cancelled`.
    ///
    /// - Parameters:
    ///   - token: what the confirmation of all these edits minted.
    ///   - batch: in the journal the mark of this one bulk change, unlike any other; the same again to retry what failed, so
    ///     that one undo takes all of it back.
    ///   - undoOf: by position in `edits` the journal entry that it takes back.
    ///   - onEvent: called from any thread.
    /// - Returns: the results, as `edits` are ordered.
    public func applyAll(
        _ edits: [Edit], token: WriteToken, batch: String, undoOf: [Int: Int64] = [:],
        onEvent: @escaping @Sendable (WriteEvent) -> Void = { _ in }
    ) async -> [WriteResult] {
        let series = WriteSeries(
            writer: self, edits: edits, token: token, batch: batch, undoOf: undoOf, onEvent: onEvent)
        if Task.isCancelled { series.stop.set() }
        let work = Task { await series.run() }
        return await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            series.stop.set()
        }
    }

    /// Deploys the flow of an edit that is saved and not live.
    ///
    /// - Returns: `.conflict` when the flow no longer has the edit's values.
    public func deploy(_ edit: Edit, token: WriteToken) async -> WriteResult {
        let run = WriteRun(writer: self, token: token, undoOf: nil, batch: nil)
        return await Task { await run.deploy(edit) }.value
    }
}
