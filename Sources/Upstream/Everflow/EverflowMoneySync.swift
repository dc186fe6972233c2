// Loads an Everflow account's money side beside its caps (Everflow reference, sections 9-12): custom payouts by what was
// saved since, commissions and tiers at a slower pace, settings' conditions one by one, commissions' amounts by reports.
// Runs apart from the refresh that begins it: what fails or is slow here neither fails nor delays the caps.

import Models

actor EverflowMoneySync {
    /// What one load needs to know, small enough to outlive the refresh.
    struct Occasion: Sendable {
        var client: AccountClient
        var ground: MoneyGround
        /// The reports that the caps' usage asks for anyway, and what they said last.
        var capNeeds: [UsageNeed]
        var usage: EverflowUsage
        /// Everything is read again, also what was refused.
        var isFull: Bool
        /// Something was written: nothing waits for its turn.
        var isAfterChange: Bool
        var now: Timestamp
    }

    /// What is read, and remarked on, apart.
    private enum Part: String, Sendable, CaseIterable {
        case customPayouts = "custom payouts"
        case tieredCommissions = "tiered commissions"
        case affiliateTiers = "affiliate tiers"
        case conditions = "custom payouts (variables, targeting)"
        case amounts = "commission amounts"
    }

    private let options: SyncOptions
    private var inventory = MoneyInventory()
    private var payouts = ListProgress()
    private var counting: EverflowUsageSync
    /// The needs that `counting` has tables of.
    private var counted: [UsageNeed] = []
    /// Lists that the account does not have or the key may not read: asked for again with everything.
    private var refusals: [Part: UpstreamError] = [:]
    private var failedSettings: [Int: UpstreamError] = [:]
    /// What the last reading of each part had to say. It goes when the next one begins: what an outage left to say is not
    /// true any more of a network whose caps have just been read.
    private var remarks: [Part: Remarks] = [:]
    /// Lists whose last reading failed: due whatever the turn.
    private var owed: Set<Part> = []
    private var loads = 0
    private var isLoaded = false
    private var running: Task<Void, Never>?
    /// Whether the running load was begun by an earlier refresh.
    private var isLate = false
    /// Whether the next load reads everything; one that was cancelled did not.
    private var isFullDue = false
    private var waiter: (ticket: Int, continuation: CheckedContinuation<Void, Never>)?
    private var tickets = 0

    init(options: SyncOptions) {
        self.options = options
        counting = EverflowUsageSync(splitReports: options.splitReports)
    }

    /// Begins a load.
    ///
    /// - Returns: false when the one before is still under way; it goes on.
    func begin(_ occasion: Occasion) async -> Bool {
        isFullDue = isFullDue || occasion.isFull
        // One that was cancelled has nothing to give; it is over in a moment.
        if let running, running.isCancelled { await running.value }
        guard running == nil else {
            isLate = true
            return false
        }
        isLate = false
        running = Task { await self.load(occasion) }
        return true
    }

    func cancel() {
        running?.cancel()
    }

    /// Returns when the running load is over, and after `grace` at the latest; at once when the load is late already. A
    /// cancelled caller cancels the load.
    ///
    /// - Parameter grace: nil to wait for the end.
    func settle(within grace: Duration?) async {
        guard running != nil, grace == nil || !isLate else { return }
        tickets += 1
        let ticket = tickets
        let timer = grace.map { grace in
            Task {
                try? await ContinuousClock().sleep(for: grace)
                self.release(ticket)
            }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter = (ticket, $0) }
        } onCancel: {
            Task { await self.abandon(ticket) }
        }
        timer?.cancel()
    }

    private func abandon(_ ticket: Int) {
        cancel()
        release(ticket)
    }

    /// Only a ticket that still waits is released: a timer may come late.
    private func release(_ ticket: Int) {
        guard let waiter, waiter.ticket == ticket else { return }
        self.waiter = nil
        waiter.continuation.resume()
    }

    /// What is known so far; nil before the first load is over.
    func reading(
        on ground: MoneyGround, capNeeds: [UsageNeed], usage: EverflowUsage
    ) -> (money: NetworkMoney?, notes: [String]) {
        var notes = refusals.map { part, error in "\(part.rawValue): \(error.message)" }.sorted()
        notes += Part.allCases.flatMap { remarks[$0]?.lines ?? [] }
        if running != nil { notes.append("custom payouts, commissions and tiers are still being read") }
        guard isLoaded else { return (nil, notes) }
        let counts = CommissionNeeds(inventory.commissions ?? [], on: ground).counts { need in
            let caps = capNeeds.lazy.filter { need.isAnswered(by: $0, usage[$0.key]) }.compactMap { usage[$0.key] }
            let own = counted.lazy.filter { need.isAnswered(by: $0, self.counting.usage[$0.key]) }
                .compactMap { self.counting.usage[$0.key] }
            return caps.first ?? own.first
        }
        return (inventory.money(on: ground, counts: counts), notes)
    }
}

// One load.
extension EverflowMoneySync {
    private func load(_ occasion: Occasion) async {
        let isFull = isFullDue
        isFullDue = false
        let isSlowTurn = isFull || occasion.isAfterChange || loads % max(1, options.moneyEvery) == 0
        loads += 1
        if isFull {
            refusals = [:]
            failedSettings = [:]
            inventory.forgetUndatedConditions()
        } else if isSlowTurn {
            failedSettings = failedSettings.filter { !$0.value.isPassing }
        }
        await loadLists(occasion.client, isFull: isFull, isSlowTurn: isSlowTurn)
        await count(occasion)
        await loadConditions(occasion.client)
        if Task.isCancelled {
            isFullDue = isFullDue || isFull
        } else {
            isLoaded = true
        }
        running = nil
        if let waiter { release(waiter.ticket) }
    }

    private func remark(_ part: Part, _ line: String) {
        remarks[part, default: Remarks()].add(line)
    }

    private func remark(_ error: UpstreamError, missing part: Part) {
        if error.kind != .cancelled { remarks[part, default: Remarks()].add(error, missing: part.rawValue) }
    }

    private func loadLists(_ client: AccountClient, isFull: Bool, isSlowTurn: Bool) async {
        let pages = EverflowPages(client: client, pageSize: options.pageSize)
        let progress = payouts
        // Without a number of rows in its answers only a whole list shows what was deleted.
        let isWhole = isFull || (isSlowTurn && progress.surplus == nil)
        async let payoutsLoad = read(.customPayouts, isDue: true) { () throws(UpstreamError) in
            try await pages.change(.customPayouts, since: progress, isFull: isWhole, countsRows: isSlowTurn)
        }
        async let commissionsLoad = read(.tieredCommissions, isDue: isSlowTurn) { () throws(UpstreamError) in
            try await pages.whole(.tieredCommissions)
        }
        async let tiersLoad = read(.affiliateTiers, isDue: isSlowTurn) { () throws(UpstreamError) in
            try await pages.whole(.affiliateTiers)
        }
        let loaded = await (payoutsLoad, commissionsLoad, tiersLoad)
        await takePayouts(loaded.0, pages)
        if let change = take(loaded.1, of: .tieredCommissions) { inventory.set(commissions: change.items) }
        if let change = take(loaded.2, of: .affiliateTiers) { inventory.set(tiers: change.items) }
    }

    /// nil when it is not asked for now.
    private func read<Element>(
        _ list: Part, isDue: Bool, _ body: @Sendable () async throws(UpstreamError) -> ListChange<Element>
    ) async -> Result<ListChange<Element>, UpstreamError>? {
        guard isDue || owed.contains(list), refusals[list] == nil else { return nil }
        remarks[list] = nil
        return await outcome(body)
    }

    private func take<Element>(
        _ outcome: Result<ListChange<Element>, UpstreamError>?, of list: Part
    ) -> ListChange<Element>? {
        switch outcome {
        case nil: return nil
        case .success(let change):
            owed.remove(list)
            for line in change.skipped { remark(list, line) }
            return change
        case .failure(let error):
            if error.kind == .forbidden || error.kind == .notFound {
                refusals[list] = error
                owed.remove(list)
            } else {
                owed.insert(list)
                remark(error, missing: list)
            }
            return nil
        }
    }

    private func takePayouts(
        _ outcome: Result<ListChange<Everflow.CustomPayoutRevenue>, UpstreamError>?, _ pages: EverflowPages
    ) async {
        guard let change = take(outcome, of: .customPayouts) else { return }
        inventory.merge(payouts: change.items, isWhole: change.isWhole)
        guard !change.isWhole, payouts.hasLostRows(total: change.total, known: inventory.payoutCount) else {
            return payouts.take(change, saved: change.items.map(\.timeSaved), known: inventory.payoutCount)
        }
        let again = await read(.customPayouts, isDue: true) { () throws(UpstreamError) in
            try await pages.whole(.customPayouts)
        }
        guard let whole = take(again, of: .customPayouts) else { return }
        inventory.merge(payouts: whole.items, isWhole: true)
        payouts.take(whole, saved: whole.items.map(\.timeSaved), known: inventory.payoutCount)
    }

    /// The amounts of commissions whose days no report of the caps covers.
    private func count(_ occasion: Occasion) async {
        remarks[.amounts] = nil
        let commissions = CommissionNeeds(inventory.commissions ?? [], on: occasion.ground)
        let needs = commissions.needs.filter { need in
            !occasion.capNeeds.contains { need.isAnswered(by: $0, occasion.usage[$0.key]) }
        }
        var (counting, said) = (counting, Remarks())
        if !commissions.unreached.isEmpty {
            said.add(
                "commissions that began over \(UsageNeed.reachDays) days ago, further back than reports are asked for: "
                    + "\(commissions.unreached.count), amounts unknown")
        }
        do {
            try await counting.refresh(needs, now: occasion.now, client: occasion.client, remarks: &said)
            self.counting = counting
            counted = needs
        } catch {
            said.add(error, missing: Part.amounts.rawValue)
        }
        remarks[.amounts] = Task.isCancelled ? nil : said
    }

    /// Variables and targeting, which lists do not show: a few settings with every load.
    private func loadConditions(_ client: AccountClient) async {
        remarks[.conditions] = nil
        typealias Read = Result<Everflow.CustomPayoutRevenue, UpstreamError>
        let unread = inventory.unreadPayouts.filter { failedSettings[$0] == nil }.prefix(options.settingReads)
        let results = await concurrently(Array(unread), width: 4) { id -> Result<(Int, Read), UpstreamError> in
            let setting = await outcome { () throws(UpstreamError) in try await EverflowMoneySync.setting(id, client) }
            if case .failure(let error) = setting, !error.concernsOneResource { return .failure(error) }
            return .success((id, setting))
        }
        for result in results {
            do {
                let (id, setting) = try result.get()
                if case .failure(let error) = setting { failedSettings[id] = error }
                inventory.set(conditionsOf: try setting.get())
            } catch {
                remark(error, missing: .conditions)
            }
        }
        let left = inventory.unreadPayouts.count
        if left > 0 { remark(.conditions, "custom payouts: variables and targeting of \(left) are not read yet") }
    }

    private static func setting(
        _ id: Int, _ client: AccountClient
    ) async throws(UpstreamError) -> Everflow.CustomPayoutRevenue {
        let response = try await client.read(Everflow.Requests.customPayout(id: id))
        do {
            return try Everflow.CustomPayoutRevenue.read(response.body)
        } catch {
            throw error.upstreamError("custom payout \(id)")
        }
    }
}
