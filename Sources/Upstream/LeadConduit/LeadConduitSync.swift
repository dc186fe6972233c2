// One LeadConduit account's refresh (LeadConduit reference, sections 2-4): counters always, flows at a slower pace or when
// a counter names what they do not have, the account once.

import Models

struct LeadConduitSync: NetworkSource {
    private let network: Network
    private let options: SyncOptions
    private var inventory = LeadConduitInventory()
    private var refreshes = 0
    private var isAccountSettled = false
    private var hasFlows = false
    private var flowsTag: String?
    private var flowNotes: [String] = []
    /// Counters that even the newest flows do not explain: no reason to read flows again.
    private var unexplained: Set<String> = []

    init(network: Network, options: SyncOptions) {
        self.network = network
        self.options = options
    }

    mutating func refresh(_ client: AccountClient) async throws(UpstreamError) -> NetworkSnapshot {
        var remarks = Remarks()
        let counters = try await LeadConduitSync.counters(client)
        let now = client.serverNow
        inventory.set(counters: counters.items)
        for line in counters.skipped { remarks.add(line) }
        try await loadAccount(client, &remarks)
        let isDue = !hasFlows || refreshes % max(1, options.flowsEvery) == 0
        if isDue || !inventory.countersAheadOfFlows.isSubset(of: unexplained) {
            try await loadFlows(client, &remarks)
            unexplained = inventory.countersAheadOfFlows
        }
        refreshes += 1
        for line in flowNotes { remarks.add(line) }
        if inventory.account?.timeZone == nil {
            remarks.add("the account's time zone is unknown: caps without one reset by UTC here")
        }
        return inventory.snapshot(of: network, now: now, clockSkew: client.clockSkew, notes: remarks.lines)
    }

    private static func counters(
        _ client: AccountClient
    ) async throws(UpstreamError) -> LeadConduit.Listing<LeadConduit.CapCounter> {
        let response = try await client.read(LeadConduit.Requests.caps())
        do {
            return try LeadConduit.CapCounter.readList(response.body)
        } catch {
            throw error.upstreamError("caps")
        }
    }

    /// Some plans and keys do not get to see the account; caps do not depend on it.
    private mutating func loadAccount(
        _ client: AccountClient, _ remarks: inout Remarks
    ) async throws(UpstreamError) {
        guard !isAccountSettled else { return }
        do {
            let response = try await client.read(LeadConduit.Requests.account())
            inventory.set(account: try LeadConduitSync.account(in: response))
            isAccountSettled = true
        } catch  where error.kind == .unauthorized || error.concernsOneResource {
            isAccountSettled = error.kind != .serverFault && error.kind != .malformed
            remarks.add(error, missing: "account")
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
        _ client: AccountClient, _ remarks: inout Remarks
    ) async throws(UpstreamError) {
        do {
            let response = try await client.read(LeadConduit.Requests.flows(), entityTag: flowsTag)
            guard response.status != 304 else { return }
            let flows = try LeadConduitSync.flows(in: response)
            inventory.set(flows: flows.items.map(\.contents))
            flowNotes = flows.skipped
            flowsTag = response.headers.entityTag
            hasFlows = true
        } catch  where error.kind == .unauthorized || error.concernsOneResource {
            remarks.add(error, missing: "flows")
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
