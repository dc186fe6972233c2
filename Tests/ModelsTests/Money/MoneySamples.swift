// Settings, tiers, commissions and facts in few words, for tests of what they come to.

@testable import Models

enum MoneySamples {
    static let date = CivilDate(year: 2026, month: 6, day: 15)

    /// Affiliate 51 on offer 204, everything else unknown.
    static var facts: ConversionFacts { ConversionFacts(affiliateID: 51, offerID: 204, date: date) }

    /// cpa 18 for affiliate 51 on offer 204, changed by `change`.
    static func setting(
        _ id: Int, _ change: (inout Everflow.CustomPayoutRevenue) -> Void = { _ in }
    ) -> Everflow.CustomPayoutRevenue {
        var setting = Everflow.CustomPayoutRevenue()
        setting.id = id
        setting.offerID = 204
        setting.name = "S\(id)"
        setting.status = "active"
        setting.affiliateIDs = [51]
        setting.isCustomPayoutEnabled = true
        setting.payoutType = "cpa"
        setting.payoutAmount = Quantity(18)
        setting.timeCreated = Timestamp(seconds: 1_748_736_000)
        change(&setting)
        return setting
    }

    /// 12 % more from 300 conversions a month on, changed by `change`.
    static func commission(
        _ id: Int, _ change: (inout Everflow.TieredCommission) -> Void = { _ in }
    ) -> Everflow.TieredCommission {
        var commission = Everflow.TieredCommission()
        commission.id = id
        commission.name = "C\(id)"
        commission.status = "active"
        commission.period = "monthly"
        commission.isApplyAllAffiliates = true
        commission.offerIDs = [204]
        commission.payout = Everflow.CommissionChange(.increase, Quantity(12))
        commission[goal: .conversion] = Quantity(300)
        commission.timeCreated = Timestamp(seconds: 1_748_736_000)
        change(&commission)
        return commission
    }

    static func tier(_ id: Int, margin: String, of affiliates: [Int]) -> Everflow.AffiliateTier {
        var tier = Everflow.AffiliateTier()
        tier.id = id
        tier.name = "T\(id)"
        tier.status = "active"
        tier.affiliateIDs = affiliates
        tier.payoutMargin = Quantity(text: margin) ?? .zero
        return tier
    }

    /// The entry of the reference's offer: cpa 15, rpa 21.5.
    static var entry: Everflow.PayoutRevenue {
        var entry = Everflow.PayoutRevenue()
        entry.id = 731
        entry.entryName = "Base"
        entry.payoutType = "cpa"
        entry.payoutAmount = Quantity(15)
        entry.revenueType = "rpa"
        entry.revenueAmount = Quantity(text: "21.5")
        entry.isDefault = true
        return entry
    }

    static func counted(_ numbers: [Everflow.CommissionMetric: Int]) -> CommissionAmounts {
        var amounts = CommissionAmounts()
        for (metric, number) in numbers { amounts[metric] = Quantity(number) }
        return amounts
    }

    static func variable(
        _ name: String, _ comparison: Everflow.CustomPayoutVariable.Comparison, _ value: String
    ) -> Everflow.CustomPayoutVariable {
        Everflow.CustomPayoutVariable(variable: name, value: value, comparison: comparison)
    }

    static func ruleset(_ list: Everflow.TargetingList, _ rows: (String, String)...) -> Everflow.CustomPayoutRuleset {
        var ruleset = Everflow.CustomPayoutRuleset()
        ruleset[list] = rows.map { Everflow.TargetingEntry(list, id: $0.0, targetingType: $0.1) }
        return ruleset
    }
}
