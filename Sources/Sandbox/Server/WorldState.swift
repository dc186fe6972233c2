// Everything the sandbox knows at one moment: both accounts, both engines. Knows no storage, no HTTP and no clock.

import Models

/// What the account holds, found by id. Immutable: answers that take long keep the one they began with.
final class AccountDirectory: Sendable {
    let account: Account
    let affiliatesByID: [Int: AffiliateRecord]
    let advertisersByID: [Int: AdvertiserRecord]
    let offersByID: [Int: OfferRecord]
    let groupsByID: [Int: GroupRecord]
    let offerIDsByGroup: [Int: [Int]]
    let flowsByID: [String: FlowRecord]
    /// LeadConduit caps that lead handling uses, in the order of their flows.
    let leadCaps: [(id: String, cap: PlacedCap)]
    let leadCapsByID: [String: PlacedCap]

    init(_ account: Account) {
        self.account = account
        affiliatesByID = AccountDirectory.index(account.affiliates, by: \.id)
        advertisersByID = AccountDirectory.index(account.advertisers, by: \.id)
        offersByID = AccountDirectory.index(account.offers, by: \.id)
        groupsByID = AccountDirectory.index(account.groups, by: \.id)
        offerIDsByGroup = Dictionary(grouping: account.offers.filter { $0.groupID != 0 }, by: \.groupID)
            .mapValues { $0.map(\.id) }
        flowsByID = AccountDirectory.index(account.flows, by: \.id)
        leadCaps = account.flows.flatMap { PlacedCap.all(in: $0.deployed) }
        leadCapsByID = Dictionary(leadCaps.map { ($0.id, $0.cap) }, uniquingKeysWith: { first, _ in first })
    }

    private static func index<Record, ID: Hashable>(
        _ records: [Record], by id: KeyPath<Record, ID>
    ) -> [ID: Record] {
        Dictionary(records.map { ($0[keyPath: id], $0) }, uniquingKeysWith: { first, _ in first })
    }
}

/// The account and the engines that judge its traffic.
struct WorldState: Sendable {
    let directory: AccountDirectory
    var everflow: EverflowEngine
    var leads: LeadEngine
    /// Numbers lead ids; ids of one second differ by it.
    var leadSequence: Int

    init(account: Account, counters: [LeadCounter], leadSequence: Int) {
        directory = AccountDirectory(account)
        self.leadSequence = leadSequence
        everflow = EverflowEngine(plan: EverflowPlan(account))
        let compiler = FlowCompiler(accountZone: SandboxNetwork.accountZone)
        leads = LeadEngine(flows: account.flows.compactMap { compiler.plan(of: $0.deployed) }, counters: counters)
    }
}

extension EverflowPlan {
    /// What the engine needs of the account.
    init(_ account: Account) {
        self.init(networkZone: SandboxNetwork.reportingZone)
        for offer in account.offers {
            offers[offer.id] = OfferPlan(
                isActive: offer.status == "active", isCapsEnabled: offer.isCapsEnabled, isSoftCap: offer.isSoftCap,
                zone: TimezoneList.zone(offer.capsTimezoneID) ?? SandboxNetwork.reportingZone, limits: offer.limits,
                group: offer.groupID == 0 ? nil : offer.groupID, payout: offer.payout, revenue: offer.revenue)
        }
        for group in account.groups {
            groups[group.id] = GroupPlan(
                isCapsEnabled: group.isCapsEnabled, isSoftCap: group.isSoftCap, limits: group.limits)
        }
        for cap in account.customCaps {
            customCaps[cap.pair] = CustomCapPlan(id: cap.id, isSoftCap: cap.isSoftCap, limits: cap.limits)
        }
        for affiliate in account.affiliates { affiliates[affiliate.id] = affiliate.status == "active" }
    }
}
