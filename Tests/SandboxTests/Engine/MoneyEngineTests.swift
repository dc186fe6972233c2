// What the engine pays: which setting, which tier, which commission, and how caps fill by it. Expected values are worked out by
// hand from the reference and from docs/sandbox.md.

import Models
import Testing

@testable import Sandbox

@Suite("Money engine")
struct MoneyEngineTests {
    private static let pair = EverflowEngineTests.pair
    private static let other = EverflowEngineTests.other
    private static let now = EverflowEngineTests.now

    private static func setting(
        _ id: Int, payout: Int, affiliates: [Int]? = nil,
        _ change: (inout Everflow.CustomPayoutRevenue) -> Void = { _ in }
    ) -> Everflow.CustomPayoutRevenue {
        var setting = Everflow.CustomPayoutRevenue()
        setting.id = id
        setting.offerID = 204
        setting.status = "active"
        setting.isApplyAllAffiliates = affiliates == nil
        setting.affiliateIDs = affiliates
        setting.isCustomPayoutEnabled = true
        setting.payoutType = "cpa"
        setting.payoutAmount = Quantity(payout)
        setting.revenueType = "blank"
        change(&setting)
        return setting
    }

    /// Three conversions a day earn 10 percent more.
    private static func commission(
        _ id: Int = 9, goal: Int = 3, _ change: (inout Everflow.TieredCommission) -> Void = { _ in }
    ) -> Everflow.TieredCommission {
        var commission = Everflow.TieredCommission()
        commission.id = id
        commission.status = "active"
        commission.period = "daily"
        commission.isApplyAllAffiliates = true
        commission.offerIDs = [204]
        commission.payout = Everflow.CommissionChange(.increase, Quantity(10))
        commission[goal: .conversion] = Quantity(goal)
        change(&commission)
        return commission
    }

    private static func tier(_ margin: Quantity, _ affiliates: [Int]) -> Everflow.AffiliateTier {
        var tier = Everflow.AffiliateTier()
        tier.id = 3
        tier.status = "active"
        tier.payoutMargin = margin
        tier.affiliateIDs = affiliates
        return tier
    }

    private static func engine(
        settings: [Everflow.CustomPayoutRevenue] = [], commissions: [Everflow.TieredCommission] = [],
        tiers: [Everflow.AffiliateTier] = [], offer: [LimitSlot: Int] = [:]
    ) -> EverflowEngine {
        var plan = EverflowEngineTests.plan(offer: offer)
        plan.money.put(settings: settings, commissions: commissions, tiers: tiers)
        return EverflowEngine(plan: plan)
    }

    private static func conversion(
        _ pair: Pair = pair, _ change: (inout EventDetails) -> Void = { _ in }
    ) -> EverflowEvent {
        var event = EverflowEvent(kind: .conversion, pair: pair)
        change(&event.details)
        return event
    }

    private static func paid(_ decision: EverflowDecision) -> Quantity? {
        decision.worth.map { Quantity(millionths: $0.payout) }
    }

    @Test("a setting for the affiliate pays it, the offer pays the others")
    func namedAffiliate() {
        var engine = Self.engine(settings: [Self.setting(318, payout: 18, affiliates: [51])])
        let decision = engine.decide(Self.conversion(), at: Self.now)
        #expect(decision.recorded == TrafficSums(conversions: 1, payout: 18_000_000, revenue: 21_500_000))
        #expect(Self.paid(engine.decide(Self.conversion(Self.other), at: Self.now)) == Quantity(15))
    }

    @Test(
        "what the event carries decides which setting holds",
        arguments: [
            ("vip-1", 0, "227", false, 21), ("vip-1", 0, "227", true, 16), ("news", 3, "", false, 17),
            ("news", 0, "81", false, 16), ("", 0, "", false, 16), ("vip-1", 0, "", false, 16),
        ])
    func matching(sub1: String, url: Int, country: String, isProxy: Bool, payout: Int) {
        let rules = Self.setting(3, payout: 21) { setting in
            setting.variables = [
                Everflow.CustomPayoutVariable(variable: "sub1", value: "vip", comparison: .beginsWith)
            ]
            var ruleset = Everflow.CustomPayoutRuleset()
            ruleset[.countries] = [Everflow.TargetingEntry(.countries, id: "227", targetingType: "include")]
            ruleset.isBlockProxy = true
            setting.ruleset = ruleset
        }
        let urls = Self.setting(2, payout: 17) { setting in
            setting.isApplySpecificOfferURLs = true
            setting.offerURLIDs = [3]
        }
        var engine = Self.engine(settings: [Self.setting(1, payout: 16), urls, rules])
        let event = Self.conversion { details in
            details.variables = ["sub1": sub1]
            details.offerURL = url
            if !country.isEmpty { details.targeting.ids[.countries] = [country] }
            details.targeting.isProxy = isProxy
        }
        #expect(Self.paid(engine.decide(event, at: Self.now)) == Quantity(payout))
    }

    @Test("a setting holds on its days in the offer's zone, first and last included")
    func dates() {
        let dated = Self.setting(1, payout: 20) { setting in
            setting.dateValidFrom = "2026-03-11"
            setting.dateValidTo = "2026-03-11"
        }
        // 11 March begins in New York at 04:00 UTC.
        let midnight = Timestamp(seconds: 1_773_201_600)
        for (offset, payout) in [(Int64(-1), 15), (0, 20), (86_399, 20), (86_400, 15)] {
            var engine = Self.engine(settings: [dated])
            #expect(
                Self.paid(engine.decide(Self.conversion(), at: midnight.adding(seconds: offset))) == Quantity(payout))
        }
    }

    @Test("a tier pays what its margin leaves of the revenue: 21.5 less 12.5 percent is 18.8125, so 18.81")
    func tier() {
        let margin = Quantity(text: "12.5") ?? .zero
        var engine = Self.engine(tiers: [Self.tier(margin, [51])])
        #expect(Self.paid(engine.decide(Self.conversion(), at: Self.now)) == Quantity(text: "18.81"))
        #expect(Self.paid(engine.decide(Self.conversion(Self.other), at: Self.now)) == Quantity(15))
        var custom = Self.engine(settings: [Self.setting(1, payout: 20)], tiers: [Self.tier(margin, [51])])
        #expect(Self.paid(custom.decide(Self.conversion(), at: Self.now)) == Quantity(20))
    }

    @Test(
        "a commission pays from the conversion after the goal to its maximum, each affiliate for itself, each day anew")
    func commission() {
        var engine = Self.engine(commissions: [Self.commission { $0[max: .conversion] = Quantity(5) }])
        let raised = Quantity(text: "16.5")
        let paid = (0..<6).map { _ in Self.paid(engine.decide(Self.conversion(), at: Self.now)) }
        #expect(paid == [Quantity(15), Quantity(15), Quantity(15), raised, raised, Quantity(15)])
        #expect(Self.paid(engine.decide(Self.conversion(Self.other), at: Self.now)) == Quantity(15))
        let tomorrow = Self.now.adding(seconds: 86_400)
        #expect(Self.paid(engine.decide(Self.conversion(), at: tomorrow)) == Quantity(15))
    }

    @Test("a retroactive commission changes what was earned before, once, in the ledger and in every counter")
    func retroactive() {
        let commission = Self.commission { commission in
            commission.payout = Everflow.CommissionChange()
            commission.retroactivePayout = Everflow.CommissionChange(.flatIncrease, Quantity(2))
        }
        let slot = EverflowEngineTests.slot(.payout, .day)
        var engine = Self.engine(commissions: [commission], offer: [slot: 1000])
        let earlier = Self.now.adding(seconds: -3600)
        _ = engine.decide(Self.conversion(), at: earlier)
        let second = engine.decide(Self.conversion(), at: Self.now)
        #expect(second.retroactive.isEmpty)
        let third = engine.decide(Self.conversion(), at: Self.now)
        #expect(third.retroactive.map(\.sums.payout) == [2_000_000, 4_000_000])
        #expect(third.retroactive.map(\.bucket) == [earlier, Self.now].map(LedgerRow.bucket))
        #expect(third.counted.first { $0.slot == slot }?.count == Quantity(51))
        #expect(third.settlements.count == 1)
        let fourth = engine.decide(Self.conversion(), at: Self.now)
        #expect(fourth.retroactive.isEmpty && fourth.counted.first?.count == Quantity(66))
    }

    @Test("what restarts restore goes on as if nothing had happened: goals, settlements and earlier earnings")
    func restored() {
        let commission = Self.commission { commission in
            commission.retroactivePayout = Everflow.CommissionChange(.exact, Quantity(20))
        }
        let bucket = LedgerRow.bucket(of: Self.now)
        var engine = Self.engine(commissions: [commission])
        // Two conversions that paid 15 and one that paid 18, of which only the latter is accounted for.
        engine.restore(Earning(entry: 0, payout: 18_000_000, revenue: 21_500_000), count: 1, in: bucket, of: Self.pair)
        engine.restore(
            TrafficSums(conversions: 3, payout: 48_000_000, revenue: 64_500_000), of: Self.pair, at: bucket,
            now: Self.now)
        let decision = engine.decide(Self.conversion(), at: Self.now)
        #expect(Self.paid(decision) == Quantity(text: "16.5"))
        // 15 and 15 and 18 and 16.5 become 20 each.
        #expect(decision.retroactive.map(\.sums.payout) == [15_500_000])
        #expect(decision.retroactive.first?.counts[Earning(entry: 0, payout: 20_000_000, revenue: 21_500_000)] == 4)
        var settled = Self.engine(commissions: [commission])
        settled.restore(Set(decision.settlements))
        for _ in 0..<4 { #expect(settled.decide(Self.conversion(), at: Self.now).retroactive.isEmpty) }
    }

    @Test("a payout cap fills by what is paid, and what is held tells what it would have paid")
    func caps() {
        let slot = EverflowEngineTests.slot(.payout, .day)
        var engine = Self.engine(settings: [Self.setting(1, payout: 40)], offer: [slot: 70])
        let decisions = (0..<3).map { _ in engine.decide(Self.conversion(), at: Self.now) }
        #expect(decisions.map(\.outcome) == [.accepted, .accepted, .held])
        #expect(decisions[1].counted.first?.count == Quantity(80))
        #expect(decisions[2].recorded?.heldPayout == 40_000_000)
    }

    @Test("amounts beyond reason count as a million each, and no sum of them overflows")
    func enormous() {
        let setting = Self.setting(1, payout: 999_999_999_999) { setting in
            setting.isCustomRevenueEnabled = true
            setting.revenueType = "rpa_rps"
            setting.revenueAmount = Quantity(999_999_999_999)
            setting.revenuePercentage = Quantity(999_999_999_999)
        }
        var engine = Self.engine(settings: [setting])
        let event = Self.conversion { $0.sale = Quantity(1_000_000) }
        for _ in 0..<20 { #expect(Self.paid(engine.decide(event, at: Self.now)) == Quantity(1_000_000)) }
        let tally = engine.usage(of: .offer(204), at: Self.now)
        #expect(tally.amount(EverflowEngineTests.slot(.payout, .day)) == Quantity(20_000_000))
    }

    @Test("clicks are paid by cpc, to a millionth, and then fill payout caps")
    func clicks() {
        let cpc = Self.setting(1, payout: 0) { setting in
            setting.payoutType = "cpc"
            setting.payoutAmount = Quantity(text: "0.015")
        }
        var engine = Self.engine(settings: [cpc], offer: [EverflowEngineTests.slot(.payout, .day): 1])
        let click = engine.decide(EverflowEngineTests.click(), at: Self.now)
        #expect(click.recorded == TrafficSums(uniqueClicks: 1, payout: 15_000))
        #expect(click.counted.map(\.count) == [Quantity(text: "0.015")])
        #expect(Self.paid(engine.decide(Self.conversion(), at: Self.now)) == .zero)
    }

    @Test("an event is paid by its entry and its sale, stopped and counted by no cap")
    func events() {
        var engine = Self.engine(offer: [EverflowEngineTests.slot(.conversion, .day): 1])
        var entry = EverflowEngineTests.entry()
        (entry.id, entry.isDefault, entry.payoutType, entry.payoutPercentage) = (732, false, "cps", Quantity(5))
        engine.plan.offers[204]?.entries.append(entry)
        _ = engine.decide(Self.conversion(), at: Self.now)
        var event = EverflowEvent(kind: .event, pair: Self.pair)
        event.details.entry = 732
        event.details.sale = Quantity(text: "59.9") ?? .zero
        let decision = engine.decide(event, at: Self.now)
        #expect(decision.outcome == .accepted && decision.counted.isEmpty)
        // 5 percent of 59.90 is 2.995: halves go away from zero.
        #expect(
            decision.recorded
                == TrafficSums(events: 1, eventPayout: 3_000_000, eventRevenue: 21_500_000, sales: 59_900_000))
        event.details.entry = 999
        #expect(engine.decide(event, at: Self.now).outcome == .refused)
    }

    @Test("a setting and a tier that change in between pay the next conversion, and what has counted stays")
    func changes() {
        var engine = Self.engine(commissions: [Self.commission(goal: 2)])
        for _ in 0..<2 { _ = engine.decide(Self.conversion(), at: Self.now) }
        engine.plan.money.put(settings: [Self.setting(1, payout: 20)])
        #expect(Self.paid(engine.decide(Self.conversion(), at: Self.now)) == Quantity(22))
        engine.plan.money.remove(settings: [1])
        engine.plan.money.put(tiers: [Self.tier(Quantity(50), [51])])
        // 21.5 x 50 percent is 10.75, and 10 percent more is 11.825.
        #expect(Self.paid(engine.decide(Self.conversion(), at: Self.now)) == Quantity(text: "11.83"))
    }
}
