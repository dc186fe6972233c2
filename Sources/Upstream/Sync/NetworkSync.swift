// Keeps one network's data up to date: one refresh at a time, whoever asks. Knows no clock but the one it is given and
// schedules nothing: its caller decides when to refresh again.

import Models

/// A network whose data can be loaded and reloaded. Keeps what it learnt even when a refresh fails.
protocol NetworkSource: Sendable {
    /// - Parameter isRecovering: true after a failed refresh: one request has to succeed before others are sent.
    mutating func refresh(
        _ client: AccountClient, isRecovering: Bool
    ) async throws(UpstreamError) -> NetworkSnapshot

    /// Something was written: the next refresh also reads what has a slower pace.
    mutating func noteChange()

    /// The next refresh reads everything, also what is believed to be as it was.
    mutating func forgetLists()
}

/// The sync of one account. Concurrent refreshes join the one that is running.
public actor NetworkSync {
    /// What the refreshes ask through. Whoever else asks this account shares it: its pace, its key, its clock.
    public nonisolated let client: AccountClient
    private var source: any NetworkSource
    private var backoff: Backoff
    private var running: Task<SyncResult, Never>?
    /// Counts runs, so that a late cancellation does not hit the next one.
    private var run = 0
    private var interested = 0
    private var isAfterChange = false
    private var isWholeDue = false

    public init(
        account: NetworkAccount, client: HTTPClient, options: SyncOptions = SyncOptions(),
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.client = AccountClient(
            account: account, client: client, limits: options.limits, seed: options.seed, now: now)
        backoff = Backoff(ceiling: options.retryCeiling, seed: options.seed)
        source =
            switch account.network.kind {
            case .everflow: EverflowSync(network: account.network, options: options)
            case .leadconduit: LeadConduitSync(network: account.network, options: options)
            }
    }

    /// Loads everything the first time, what changed afterwards. When every caller of the running refresh is cancelled,
    /// so is the refresh.
    ///
    /// - Parameter isWhole: everything is read again, by the next refresh to begin if one is under way.
    public func refresh(isWhole: Bool = false) async -> SyncResult {
        isWholeDue = isWholeDue || isWhole
        let task = running ?? start()
        let mine = run
        interested += 1
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            Task { await self.leave(mine) }
        }
    }

    /// Says that something was written: the next refresh to begin reads everything that the change may show in, also
    /// what is read at a slower pace otherwise.
    public func noteChange() {
        isAfterChange = true
    }

    private func start() -> Task<SyncResult, Never> {
        run += 1
        interested = 0
        let task = Task { await self.perform() }
        running = task
        return task
    }

    private func leave(_ run: Int) {
        guard run == self.run else { return }
        interested -= 1
        if interested <= 0 { running?.cancel() }
    }

    private func perform() async -> SyncResult {
        defer { running = nil }
        // Moved out and back, so that large tables are changed in place.
        var taken = source
        source = IdleSource()
        defer { source = taken }
        if isAfterChange { taken.noteChange() }
        isAfterChange = false
        if isWholeDue { taken.forgetLists() }
        isWholeDue = false
        do {
            var snapshot = try await taken.refresh(client, isRecovering: backoff.failures > 0)
            backoff.reset()
            snapshot.notes = await client.quoted(snapshot.notes)
            return .loaded(snapshot)
        } catch  where error.kind == .cancelled {
            return .failed(error, retryAfterMilliseconds: 0)
        } catch {
            let delay = backoff.next(retryAfter: error.retryAfter)
            return .failed(await client.quoted(error), retryAfterMilliseconds: delay)
        }
    }
}

/// Stands in while the real source is at work; no refresh reaches it, as only one runs at a time.
private struct IdleSource: NetworkSource {
    func refresh(_ client: AccountClient, isRecovering: Bool) async throws(UpstreamError) -> NetworkSnapshot {
        throw UpstreamError(.cancelled, "a refresh is running already")
    }

    func noteChange() {}
    func forgetLists() {}
}
