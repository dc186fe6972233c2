// Everything the sandbox knows at one moment: both accounts, both engines. Knows no storage, no HTTP and no clock.

import Models

/// The account and the engines that judge its traffic.
struct WorldState: Sendable {
    private(set) var directory: AccountDirectory
    var everflow: EverflowEngine
    var leads: LeadEngine
    /// Numbers lead ids; ids of one second differ by it.
    var leadSequence: Int

    init(account: Account, counters: [LeadCounter], leadSequence: Int) {
        directory = AccountDirectory(account)
        self.leadSequence = leadSequence
        everflow = EverflowEngine(plan: EverflowPlan(account))
        leads = LeadEngine(
            flows: account.flows.compactMap { WorldState.compiler.plan(of: $0.deployed) }, counters: counters)
    }

    /// Lets a write take effect on everything that is decided from now on.
    mutating func apply(_ changes: AccountChanges) {
        for flow in changes.changed.flows where directory.flowsByID[flow.id]?.deployed != flow.deployed {
            if let plan = WorldState.compiler.plan(of: flow.deployed) { leads.replace(plan) }
        }
        leads.set(changes.counters, dropping: changes.droppedCounters)
        everflow.plan.apply(changes)
        directory.apply(changes)
    }

    private static let compiler = FlowCompiler(accountZone: SandboxNetwork.accountZone)
}

extension EverflowPlan {
    /// What the engine needs of the account.
    init(_ account: Account) {
        self.init(networkZone: SandboxNetwork.reportingZone)
        put(account)
    }

    mutating func apply(_ changes: AccountChanges) {
        put(changes.changed)
        for cap in changes.deletedCustomCaps { customCaps[cap.pair] = nil }
        money.remove(settings: changes.deletedCustomPayouts)
    }

    private mutating func put(_ account: Account) {
        for offer in account.offers {
            offers[offer.id] = OfferPlan(
                isActive: offer.status == "active", isCapsEnabled: offer.isCapsEnabled, isSoftCap: offer.isSoftCap,
                zone: TimezoneList.zone(offer.capsTimezoneID) ?? SandboxNetwork.reportingZone, limits: offer.limits,
                group: offer.groupID == 0 ? nil : offer.groupID, advertiser: offer.advertiserID,
                entries: [EverflowObjects.payoutRevenue(offer)] + (offers[offer.id]?.entries.dropFirst() ?? []))
        }
        for event in account.offerEvents {
            offers[event.offerID]?.entries.append(EverflowObjects.payoutRevenue(event))
        }
        for group in account.groups {
            groups[group.id] = GroupPlan(
                isCapsEnabled: group.isCapsEnabled && group.status == "active", isSoftCap: group.isSoftCap,
                limits: group.limits)
        }
        for cap in account.customCaps {
            customCaps[cap.pair] = CustomCapPlan(id: cap.id, isSoftCap: cap.isSoftCap, limits: cap.limits)
        }
        money.put(
            settings: account.customPayouts.compactMap(MoneyObjects.setting),
            commissions: account.commissions.compactMap(MoneyObjects.commission),
            tiers: account.tiers.compactMap(MoneyObjects.tier))
        for affiliate in account.affiliates { affiliates[affiliate.id] = affiliate.status == "active" }
    }
}
