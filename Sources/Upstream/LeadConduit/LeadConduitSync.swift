// One LeadConduit account's refresh (LeadConduit reference, sections 2-4): counters always, flows at a slower pace,
// after a change and when a counter names what they do not have, the account with each full reload.

import Models

struct LeadConduitSync: NetworkSource {
    private enum Missing: Sendable {
        case toBeRead, refused
    }

    private let network: Network
    private let options: SyncOptions
    private var inventory = LeadConduitInventory()
    private var refreshes = 0
    private var fullAt: Timestamp?
    private var isAccountSettled = false
    private var accountRefusal: UpstreamError?
    /// Why there are no flows; nil when there are. Refused ones are asked for at the usual pace.
    private var flowsMissing: Missing? = .toBeRead
    private var flowsRefusal: UpstreamError?
    private var flowsTag: String?
    private var flowNotes: [String] = []
    /// Something was written since flows were last read.
    private var isAfterChange = false
    /// Counters that even the newest flows do not explain: no reason to read flows again.
    private var unexplained: Set<String> = []

    init(network: Network, options: SyncOptions) {
        self.network = network
        self.options = options
    }

    mutating func refresh(
        _ client: AccountClient, isRecovering: Bool
    ) async throws(UpstreamError) -> NetworkSnapshot {
        var remarks = Remarks()
        let skipped = try await loadCounters(client, isProbe: isRecovering)
        let now = client.serverNow
        for line in skipped { remarks.add(line) }
        let isFull = beginFullReload(at: now)
        do throws(UpstreamError) {
            try await loadConfiguration(client, isFull: isFull)
        } catch {
            if isFull { fullAt = nil }
            throw error
        }
        if isFull, flowsRefusal?.isPassing == true { fullAt = nil }
        if let accountRefusal { remarks.add(accountRefusal, missing: "account") }
        if let flowsRefusal { remarks.add(flowsRefusal, missing: "flows", of: [.offers, .affiliates]) }
        for line in flowNotes { remarks.add(line) }
        if inventory.account?.timeZone == nil {
            remarks.add("the account's time zone is unknown: caps without one reset by UTC here")
        }
        var snapshot = await inventory.nextSnapshot(
            of: network, now: now, clockSkew: client.clockSkew, notes: remarks.lines)
        snapshot.missing = remarks.missing
        return snapshot
    }

    private mutating func loadConfiguration(_ client: AccountClient, isFull: Bool) async throws(UpstreamError) {
        try await loadAccount(client)
        let isTurn = refreshes % max(1, options.flowsEvery) == 0
        let isDue = isFull || isTurn || isAfterChange || flowsMissing == .toBeRead
        if isDue || (flowsMissing == nil && isAnythingUnexplained) {
            try await loadFlows(client)
            unexplained = flowsMissing == nil ? inventory.countersAheadOfFlows : []
        }
        refreshes += 1
    }

    mutating func noteChange() {
        isAfterChange = true
    }

    mutating func forgetLists() {
        fullAt = nil
    }

    /// Nothing is taken for known when everything is due, not even by its tag.
    ///
    /// - Returns: whether it is.
    private mutating func beginFullReload(at now: Timestamp) -> Bool {
        guard options.isFullReloadDue(since: fullAt, at: now) else { return false }
        fullAt = now
        isAccountSettled = false
        flowsTag = nil
        return true
    }

    private var isAnythingUnexplained: Bool {
        !inventory.isSetUpAsBefore && !inventory.countersAheadOfFlows.isSubset(of: unexplained)
    }

    /// - Returns: what was passed over, one sentence each.
    private mutating func loadCounters(
        _ client: AccountClient, isProbe: Bool
    ) async throws(UpstreamError) -> [String] {
        let request = LeadConduit.Requests.caps()
        if let counters = inventory.nextCounters {
            let body = CounterBody(counters)
            _ = try await client.read(request, isProbe: isProbe, into: body)
            if let skipped = inventory.take(body.news) { return skipped }
        }
        let response = try await client.read(request, isProbe: isProbe)
        do {
            return try await inventory.read(counters: response.body)
        } catch {
            throw error.upstreamError("caps")
        }
    }

    /// Some plans and keys do not get to see the account; caps do not depend on it.
    private mutating func loadAccount(
        _ client: AccountClient
    ) async throws(UpstreamError) {
        guard !isAccountSettled else { return }
        do {
            let response = try await client.read(LeadConduit.Requests.account())
            inventory.set(account: try LeadConduitSync.account(in: response))
            isAccountSettled = true
            accountRefusal = nil
        } catch  where error.kind == .unauthorized || error.concernsOneResource {
            isAccountSettled = error.kind != .serverFault && error.kind != .malformed
            accountRefusal = error
        }
    }

    private static func account(in response: HTTPResponse) throws(UpstreamError) -> LeadConduit.Account {
        do {
            return try LeadConduit.Account.read(response.body)
        } catch {
            throw error.upstreamError("account")
        }
    }

    /// Without flows, as on the free plan, counters are shown with their ids.
    private mutating func loadFlows(
        _ client: AccountClient
    ) async throws(UpstreamError) {
        do {
            let response = try await client.read(LeadConduit.Requests.flows(), entityTag: flowsTag)
            guard response.status != 304 else {
                isAfterChange = false
                flowsRefusal = nil
                return
            }
            let flows = try LeadConduitSync.flows(in: response)
            inventory.set(flows: flows.items.map(\.contents))
            flowNotes = flows.skipped
            flowsTag = response.headers.entityTag
            isAfterChange = false
            flowsMissing = nil
            flowsRefusal = nil
        } catch  where error.kind == .unauthorized || error.concernsOneResource {
            let isRefused = error.kind != .serverFault && error.kind != .malformed
            if flowsMissing != nil { flowsMissing = isRefused ? .refused : .toBeRead }
            if isRefused { isAfterChange = false }
            flowsRefusal = error
        }
    }

    private static func flows(
        in response: HTTPResponse
    ) throws(UpstreamError) -> LeadConduit.Listing<LeadConduit.Flow> {
        do {
            return try LeadConduit.Flow.readList(response.body)
        } catch {
            throw error.upstreamError("flows")
        }
    }
}
