// What is known of an account's settings, commissions and tiers, merged list by list, without the relationships that other
// lists hold. Knows no requests.

/// The configuration of the money side.
public struct MoneyInventory: Sendable {
    /// Who a setting is for beyond its list row, and of which state of the setting that was read.
    private struct Conditions: Sendable {
        var saved: Timestamp?
        var variables: [Everflow.CustomPayoutVariable]
        var ruleset: Everflow.CustomPayoutRuleset
    }

    private var payouts: Roster<Everflow.CustomPayoutRevenue>?
    private var conditions: [Int: Conditions] = [:]
    /// The offers' own entries, as settings repeat them.
    private var replaced: [Int: [Int: Everflow.PayoutRevenue]] = [:]
    public private(set) var commissions: [Everflow.TieredCommission]?
    private var tiers: [Everflow.AffiliateTier]?

    public init() {}

    public var payoutCount: Int { payouts?.count ?? 0 }

    /// - Parameter isWhole: true when these are all there are; what is missing from them is forgotten.
    public mutating func merge(payouts rows: [Everflow.CustomPayoutRevenue], isWhole: Bool) {
        var known = isWhole ? Roster() : payouts ?? Roster()
        if isWhole { replaced = [:] }
        for row in rows {
            if let entry = row.payoutRevenue, entry.id != 0 { replaced[row.offerID, default: [:]][entry.id] = entry }
            if let variables = row.variables, let ruleset = row.ruleset {
                conditions[row.id] = Conditions(saved: row.timeSaved, variables: variables, ruleset: ruleset)
            }
            known[row.id] = row.withoutRelationships
        }
        payouts = known
        if isWhole { conditions = conditions.filter { known.contains($0.key) } }
    }

    /// Takes the variables and the targeting of a setting that was read by itself; what its answer leaves out it does
    /// not have.
    public mutating func set(conditionsOf setting: Everflow.CustomPayoutRevenue) {
        guard let row = payouts?[setting.id] else { return }
        conditions[setting.id] = Conditions(
            saved: row.timeSaved, variables: setting.variables ?? [], ruleset: setting.ruleset ?? .init())
    }

    /// Forgets conditions of settings that do not say when they were saved: they may have changed.
    public mutating func forgetUndatedConditions() {
        conditions = conditions.filter { $0.value.saved != nil }
    }

    public mutating func set(commissions rows: [Everflow.TieredCommission]) {
        commissions = rows
    }

    public mutating func set(tiers rows: [Everflow.AffiliateTier]) {
        tiers = rows
    }

    /// Active settings whose variables and targeting are unknown, or known of an earlier state only.
    public var unreadPayouts: [Int] {
        (payouts?.rows ?? []).filter { $0.status == "active" && conditions(of: $0) == nil }.map(\.id)
    }

    public func money(on ground: MoneyGround, counts: CommissionCounts) -> NetworkMoney {
        var offers = ground.offers
        for (id, entries) in replaced where offers[id]?.entries.allSatisfy({ $0.id == 0 }) == true {
            let base = offers[id]?.entries.filter { _ in !entries.values.contains(where: \.isDefault) } ?? []
            offers[id]?.entries = base + entries.values.sorted { $0.id < $1.id }
        }
        return NetworkMoney(
            payouts: payouts?.rows.map(completed), commissions: commissions, tiers: tiers,
            unreadPayouts: Set(unreadPayouts), offers: offers, counts: counts, timeZone: ground.timeZone)
    }

    private func conditions(of setting: Everflow.CustomPayoutRevenue) -> Conditions? {
        conditions[setting.id].flatMap { $0.saved == setting.timeSaved ? $0 : nil }
    }

    private func completed(_ setting: Everflow.CustomPayoutRevenue) -> Everflow.CustomPayoutRevenue {
        var setting = setting
        let known = conditions(of: setting)
        setting.variables = known?.variables ?? setting.variables
        setting.ruleset = known?.ruleset ?? setting.ruleset
        return setting
    }
}

extension Everflow.CustomPayoutRevenue {
    /// Affiliates, offer and entry are known from their own lists.
    fileprivate var withoutRelationships: Everflow.CustomPayoutRevenue {
        var setting = self
        setting.currencyID = currencyID ?? relationshipCurrencyID
        setting.relationshipCurrencyID = nil
        setting.affiliates = nil
        setting.limitedAffiliates = nil
        setting.offer = nil
        setting.payoutRevenue = nil
        setting.payoutRevenueEventName = nil
        setting.offerURLs = nil
        return setting
    }
}
