// One Everflow account's refresh (Everflow reference, sections 4-8): everything at first, what changed later, usage
// always, the money side beside them.

import Models

struct EverflowSync: NetworkSource {
    private let network: Network
    private let options: SyncOptions
    private var inventory = EverflowInventory()
    private var usage: EverflowUsageSync
    private var customCaps = ListProgress()
    private var offers = ListProgress()
    private var affiliates = ListProgress()
    /// The offer table, which is read whole every time.
    private var table = ListProgress()
    private var fullAt: Timestamp?
    private let money: EverflowMoneySync
    private var isAfterChange = false
    /// What the account says of itself failed at the server: asked for again before everything is.
    private var isAccountOwed = false

    init(network: Network, options: SyncOptions) {
        self.network = network
        self.options = options
        money = EverflowMoneySync(options: options)
        usage = EverflowUsageSync(splitReports: options.splitReports)
    }

    mutating func refresh(
        _ client: AccountClient, isRecovering: Bool
    ) async throws(UpstreamError) -> NetworkSnapshot {
        var remarks = Remarks()
        if isRecovering { try await EverflowSync.probe(client) }
        let isFull = options.isFullReloadDue(since: fullAt, at: client.serverNow)
        if isFull || isAccountOwed { try await loadAccount(client, &remarks) }
        // One instant for days, windows and counts: midnight may pass while the answers come in.
        let now = client.serverNow
        try await loadLists(EverflowPages(client: client, pageSize: options.pageSize), isFull: isFull, &remarks)
        if isFull { fullAt = now }
        let needs = inventory.usageNeeds(at: now)
        let ground = options.readsMoney ? inventory.moneyGround(at: now) : nil
        if let ground { await beginMoney(on: ground, needs, client, isFull: isFull, now: now) }
        do {
            try await usage.refresh(needs, now: now, client: client, remarks: &remarks)
        } catch {
            await money.cancel()
            throw error
        }
        let money = await readMoney(on: ground, needs)
        var snapshot = inventory.snapshot(
            of: network, usage: usage.usage, now: now, clockSkew: client.clockSkew,
            notes: remarks.lines + money.notes, money: money.money)
        snapshot.missing = remarks.missing
        return snapshot
    }

    mutating func noteChange() {
        isAfterChange = true
    }

    mutating func forgetLists() {
        fullAt = nil
    }

    /// The money side is read beside the usage, and waited for a moment only.
    private mutating func beginMoney(
        on ground: MoneyGround, _ needs: [UsageNeed], _ client: AccountClient, isFull: Bool, now: Timestamp
    ) async {
        let occasion = EverflowMoneySync.Occasion(
            client: client, ground: ground, capNeeds: needs, usage: usage.usage, isFull: isFull,
            isAfterChange: isAfterChange, now: now)
        if await money.begin(occasion) { isAfterChange = false }
    }

    private func readMoney(
        on ground: MoneyGround?, _ needs: [UsageNeed]
    ) async -> (money: NetworkMoney?, notes: [String]) {
        guard let ground else { return (nil, []) }
        await money.settle(within: options.moneyGrace)
        return await money.reading(on: ground, capNeeds: needs, usage: usage.usage)
    }

    /// One request that tells whether the network answers again.
    private static func probe(_ client: AccountClient) async throws(UpstreamError) {
        do {
            _ = try await client.read(Everflow.Requests.network(), isProbe: true)
        } catch  where error.concernsOneResource && error.kind != .serverFault {
            // The network answers; what it does not answer is for the loads to remark on.
        }
    }

    // MARK: - The account

    private mutating func loadAccount(
        _ client: AccountClient, _ remarks: inout Remarks
    ) async throws(UpstreamError) {
        // What ends this load must not make it forgotten.
        isAccountOwed = true
        var failsInPassing = false
        do {
            inventory.set(info: try await EverflowSync.info(client))
        } catch  where error.concernsOneResource {
            failsInPassing = error.isPassing
            remarks.add(error, missing: "network")
        }
        do {
            let response = try await client.read(Everflow.Requests.timezones())
            inventory.set(timezones: try EverflowSync.timezones(in: response))
        } catch  where error.concernsOneResource {
            failsInPassing = failsInPassing || error.isPassing
            remarks.add(error, missing: "time zones")
        }
        isAccountOwed = failsInPassing
        let zone = inventory.info?.reportingTimezoneID.flatMap { inventory.timezones[$0] }
        if zone == nil { remarks.add("the network's time zone is unknown: UTC is assumed") }
    }

    private static func info(_ client: AccountClient) async throws(UpstreamError) -> Everflow.NetworkInfo {
        let response: HTTPResponse
        do {
            response = try await client.read(Everflow.Requests.network())
        } catch  where error.kind == .notFound {
            response = try await client.read(Everflow.Requests.networkInfoFallback())
        }
        do {
            return try Everflow.NetworkInfo.read(response.body)
        } catch {
            throw error.upstreamError("network")
        }
    }

    private static func timezones(in response: HTTPResponse) throws(UpstreamError) -> [Everflow.Timezone] {
        do {
            return try Everflow.Timezone.readList(response.body).items
        } catch {
            throw error.upstreamError("time zones")
        }
    }

    // MARK: - Lists

    private mutating func loadLists(
        _ pages: EverflowPages, isFull: Bool, _ remarks: inout Remarks
    ) async throws(UpstreamError) {
        let (capProgress, offerProgress, affiliateProgress) = (customCaps, offers, affiliates)
        async let capsLoad = outcome { () throws(UpstreamError) in
            try await pages.change(.customCaps, since: capProgress, isFull: isFull, countsRows: true)
        }
        async let offersLoad = outcome { () throws(UpstreamError) in
            try await pages.change(.offers, since: offerProgress, isFull: isFull, countsRows: false)
        }
        async let affiliatesLoad = outcome { () throws(UpstreamError) in
            try await pages.change(.affiliates, since: affiliateProgress, isFull: isFull, countsRows: true)
        }
        async let tableLoad = outcome { () throws(UpstreamError) in try await EverflowSync.offerTable(pages) }
        async let groupsLoad = outcome { () throws(UpstreamError) in try await EverflowSync.groups(pages.client) }
        let loaded = await (capsLoad, offersLoad, affiliatesLoad, tableLoad, groupsLoad)

        let failures = [loaded.0.failure, loaded.1.failure, loaded.2.failure, loaded.3.failure, loaded.4.failure]
        try EverflowSync.throwIfDecisive(failures.compactMap { $0 })
        if let error = failures[0], failures[1] != nil { throw error }
        // What was to be read whole is so with the next refresh.
        if isFull, loaded.0.failure != nil { customCaps = ListProgress() }
        if isFull, loaded.1.failure != nil { offers = ListProgress() }
        if isFull, loaded.2.failure != nil { affiliates = ListProgress() }
        try await takeCustomCaps(loaded.0, pages, &remarks)
        takeOffers(loaded.1, &remarks)
        try await takeOfferTable(loaded.3, pages, &remarks)
        try await takeAffiliates(loaded.2, pages, &remarks)
        takeGroups(loaded.4, &remarks)
        if !customCaps.isLoaded, inventory.offerCount == 0, let error = failures[0] { throw error }
    }

    /// One error for a network that cannot be read, the key's before all others.
    private static func throwIfDecisive(_ failures: [UpstreamError]) throws(UpstreamError) {
        let decisive = failures.filter { !$0.concernsOneResource }
        if let error = decisive.first(where: \.isAuthentication) ?? decisive.first { throw error }
    }

    private mutating func takeCustomCaps(
        _ outcome: Result<ListChange<Everflow.CustomCap>, UpstreamError>, _ pages: EverflowPages,
        _ remarks: inout Remarks
    ) async throws(UpstreamError) {
        guard let change = remarks.value(of: outcome, missing: "custom caps", of: [.caps]) else { return }
        inventory.merge(customCaps: change.items, isWhole: change.isWhole)
        if !change.isWhole, customCaps.hasLostRows(total: change.total, known: inventory.customCapCount) {
            let again = try await EverflowSync.reload(.customCaps, pages)
            guard let whole = remarks.value(of: again, missing: "custom caps", of: [.caps]) else { return }
            inventory.merge(customCaps: whole.items, isWhole: true)
            customCaps.take(whole, saved: whole.items.map(\.timeSaved), known: inventory.customCapCount)
        } else {
            customCaps.take(change, saved: change.items.map(\.timeSaved), known: inventory.customCapCount)
        }
        for line in change.skipped { remarks.add(line) }
    }

    private mutating func takeOffers(
        _ outcome: Result<ListChange<Everflow.Offer>, UpstreamError>, _ remarks: inout Remarks
    ) {
        guard let change = remarks.value(of: outcome, missing: "offers (caps zone, soft caps)", of: [.caps, .offers])
        else { return }
        inventory.merge(offers: change.items, isWhole: change.isWhole)
        offers.take(change, saved: change.items.map(\.timeSaved), known: inventory.offerCount)
        for line in change.skipped { remarks.add(line) }
    }

    /// The table is read whole with every refresh: it says what remains of every cap, and by its length whether offers
    /// went away.
    private mutating func takeOfferTable(
        _ outcome: Result<EverflowRows<Everflow.OfferRow>, UpstreamError>, _ pages: EverflowPages,
        _ remarks: inout Remarks
    ) async throws(UpstreamError) {
        inventory.forgetRemainingOffers()
        guard
            let rows = remarks.value(
                of: outcome, missing: "offer table (what remains of offers' caps)", of: [.caps])
        else { return }
        for line in rows.skipped { remarks.add(line) }
        inventory.join(offerRows: rows.items)
        if offers.isLoaded, table.hasLostRows(total: rows.total, known: inventory.offerCount) {
            let again = try await EverflowSync.reload(.offers, pages)
            guard let whole = remarks.value(of: again, missing: "offers", of: [.caps, .offers]) else { return }
            inventory.merge(offers: whole.items, isWhole: true)
            offers.take(whole, saved: whole.items.map(\.timeSaved), known: inventory.offerCount)
            inventory.join(offerRows: rows.items)
        }
        if let total = rows.total { table.surplus = total - inventory.offerCount }
    }

    private mutating func takeAffiliates(
        _ outcome: Result<ListChange<Everflow.Affiliate>, UpstreamError>, _ pages: EverflowPages,
        _ remarks: inout Remarks
    ) async throws(UpstreamError) {
        guard
            let change = remarks.value(
                of: outcome, missing: "affiliates (names are taken from custom caps)", of: [.affiliates])
        else { return }
        inventory.merge(affiliates: change.items, isWhole: change.isWhole)
        if !change.isWhole, affiliates.hasLostRows(total: change.total, known: inventory.affiliateCount) {
            let again = try await EverflowSync.reload(.affiliates, pages)
            guard let whole = remarks.value(of: again, missing: "affiliates", of: [.affiliates]) else { return }
            inventory.merge(affiliates: whole.items, isWhole: true)
            affiliates.take(whole, saved: whole.items.map(\.timeSaved), known: inventory.affiliateCount)
        } else {
            affiliates.take(change, saved: change.items.map(\.timeSaved), known: inventory.affiliateCount)
        }
        for line in change.skipped { remarks.add(line) }
    }

    private mutating func takeGroups(
        _ outcome: Result<Everflow.Page<Everflow.OfferGroup>, UpstreamError>, _ remarks: inout Remarks
    ) {
        inventory.forgetRemainingGroups()
        guard let page = remarks.value(of: outcome, missing: "offer groups", of: [.caps]) else { return }
        inventory.set(groups: page.items)
        for line in page.skipped { remarks.add(line) }
    }

    /// A list read whole because rows went away; only the network's own failures are thrown.
    private static func reload<Element>(
        _ list: EverflowList<Element>, _ pages: EverflowPages
    ) async throws(UpstreamError) -> Result<ListChange<Element>, UpstreamError> {
        let again = await outcome { () throws(UpstreamError) in try await pages.whole(list) }
        try throwIfDecisive([again.failure].compactMap { $0 })
        return again
    }

    private static func offerTable(
        _ pages: EverflowPages
    ) async throws(UpstreamError) -> EverflowRows<Everflow.OfferRow> {
        do {
            return try await pages.all(.offerTable)
        } catch  where error.kind == .notFound {
            return try await pages.all(.offerTableFallback)
        }
    }

    private static func groups(
        _ client: AccountClient
    ) async throws(UpstreamError) -> Everflow.Page<Everflow.OfferGroup> {
        let response = try await client.read(Everflow.Requests.offerGroups())
        do {
            return try Everflow.OfferGroup.readPage(response.body)
        } catch {
            throw error.upstreamError("offer groups")
        }
    }
}

extension Result where Failure == UpstreamError {
    fileprivate var failure: UpstreamError? {
        guard case .failure(let error) = self else { return nil }
        return error
    }
}

extension Remarks {
    /// The value, or nil and a remark about what is missing.
    fileprivate mutating func value<Value>(
        of outcome: Result<Value, UpstreamError>, missing what: String, of parts: Set<NetworkSnapshot.Part>
    ) -> Value? {
        switch outcome {
        case .success(let value): return value
        case .failure(let error):
            add(error, missing: what, of: parts)
            return nil
        }
    }
}
