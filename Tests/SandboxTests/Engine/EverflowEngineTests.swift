// Which clicks and conversions the engine lets through, and what it counts. Expected values are the reference's rules.

import Models
import Testing

@testable import Sandbox

@Suite("Everflow cap engine")
struct EverflowEngineTests {
    static let pair = Pair(offer: 204, affiliate: 51)
    static let other = Pair(offer: 204, affiliate: 64)
    /// Tuesday 10 March 2026, 15:00 in New York.
    static let now = Timestamp(seconds: 1_773_169_200)

    static func plan(
        offer: [LimitSlot: Int] = [:], custom: [LimitSlot: Int] = [:], group: [LimitSlot: Int] = [:],
        isSoft: Bool = false, isCapsEnabled: Bool = true, isActive: Bool = true
    ) -> EverflowPlan {
        var plan = EverflowPlan(networkZone: "America/New_York")
        plan.offers[204] = OfferPlan(
            isActive: isActive, isCapsEnabled: isCapsEnabled, isSoftCap: isSoft, zone: "America/New_York",
            limits: limits(offer), group: 12, advertiser: 19, entries: [entry()])
        plan.groups[12] = GroupPlan(isCapsEnabled: true, isSoftCap: isSoft, limits: limits(group))
        plan.customCaps[pair] = CustomCapPlan(id: 412, isSoftCap: isSoft, limits: limits(custom))
        plan.affiliates = [51: true, 64: true, 77: false]
        return plan
    }

    /// Pays 15 and brings 21.5.
    static func entry() -> Everflow.PayoutRevenue {
        var entry = Everflow.PayoutRevenue()
        entry.id = 731
        entry.isDefault = true
        entry.payoutType = "cpa"
        entry.payoutAmount = Quantity(15)
        entry.revenueType = "rpa"
        entry.revenueAmount = Quantity(text: "21.5")
        return entry
    }

    static func limits(_ amounts: [LimitSlot: Int]) -> CapLimits {
        var limits = CapLimits()
        for (slot, amount) in amounts { limits[slot] = Quantity(amount) }
        return limits
    }

    static func slot(_ metric: CapMetric, _ period: EverflowPeriod) -> LimitSlot {
        LimitSlot(metric: metric, period: period)
    }

    static func click(_ pair: Pair = pair) -> EverflowEvent { EverflowEvent(kind: .click, pair: pair) }
    static func conversion(_ pair: Pair = pair) -> EverflowEvent { EverflowEvent(kind: .conversion, pair: pair) }

    @Test("a click under its caps is accepted and counts as one unique click")
    func acceptedClick() {
        var engine = EverflowEngine(plan: Self.plan(offer: [Self.slot(.click, .day): 2]))
        let decision = engine.decide(Self.click(), at: Self.now)
        #expect(decision.outcome == .accepted)
        #expect(decision.recorded == TrafficSums(uniqueClicks: 1))
        #expect(decision.counted.map(\.count) == [Quantity(1)])
        #expect(decision.counted.map(\.owner) == [.offer(204)])
    }

    @Test(
        "a reached hard cap of any level and metric blocks clicks and holds conversions",
        arguments: [
            ("offer", CapMetric.conversion, EverflowPeriod.day), ("offer", .payout, .month),
            ("custom", .revenue, .week), ("custom", .conversion, .global), ("group", .payout, .day),
            ("group", .conversion, .month),
        ])
    func hardCap(level: String, metric: CapMetric, period: EverflowPeriod) {
        let limit = [Self.slot(metric, period): 1]
        var engine = EverflowEngine(
            plan: Self.plan(
                offer: level == "offer" ? limit : [:], custom: level == "custom" ? limit : [:],
                group: level == "group" ? limit : [:]))
        #expect(engine.decide(Self.conversion(), at: Self.now).outcome == .accepted)
        let click = engine.decide(Self.click(), at: Self.now)
        #expect(click.outcome == .refused)
        #expect(click.recorded == TrafficSums(invalidClicks: 1))
        #expect(click.binding?.slot == Self.slot(metric, period))
        let held = engine.decide(Self.conversion(), at: Self.now)
        #expect(held.outcome == .held)
        #expect(held.errorCode == 4)
        #expect(
            held.recorded
                == TrafficSums(heldConversions: 1, heldPayout: 15_000_000, heldRevenue: 21_500_000))
        #expect(held.counted.isEmpty)
    }

    @Test("a custom cap stops only its affiliate, an offer cap stops everyone")
    func levels() {
        var custom = EverflowEngine(plan: Self.plan(custom: [Self.slot(.click, .day): 1]))
        _ = custom.decide(Self.click(), at: Self.now)
        #expect(custom.decide(Self.click(), at: Self.now).outcome == .refused)
        #expect(custom.decide(Self.click(Self.other), at: Self.now).outcome == .accepted)
        var offer = EverflowEngine(plan: Self.plan(offer: [Self.slot(.click, .day): 1]))
        _ = offer.decide(Self.click(), at: Self.now)
        #expect(offer.decide(Self.click(Self.other), at: Self.now).outcome == .refused)
    }

    @Test("a soft cap is passed and counted beyond its maximum")
    func softCap() {
        var engine = EverflowEngine(plan: Self.plan(offer: [Self.slot(.conversion, .day): 1], isSoft: true))
        let decisions = (0..<3).map { _ in engine.decide(Self.conversion(), at: Self.now) }
        #expect(decisions.map(\.outcome) == [.accepted, .accepted, .accepted])
        #expect(decisions.last?.counted.first?.count == Quantity(3))
        #expect(decisions.last?.counted.first?.isReached == true)
    }

    @Test("switching an offer's caps off voids its own and its custom caps, not the group's")
    func disabledCaps() {
        let one = [Self.slot(.click, .day): 1]
        var free = EverflowEngine(plan: Self.plan(offer: one, custom: one, isCapsEnabled: false))
        _ = free.decide(Self.click(), at: Self.now)
        #expect(free.decide(Self.click(), at: Self.now).outcome == .accepted)
        var grouped = EverflowEngine(plan: Self.plan(offer: one, group: one, isCapsEnabled: false))
        _ = grouped.decide(Self.click(), at: Self.now)
        #expect(grouped.decide(Self.click(), at: Self.now).binding?.owner == .group(12))
    }

    @Test("money counts exactly: 15 and 21.5 for each conversion")
    func money() {
        var engine = EverflowEngine(
            plan: Self.plan(offer: [Self.slot(.payout, .day): 1000, Self.slot(.revenue, .day): 1000]))
        for _ in 0..<3 { _ = engine.decide(Self.conversion(), at: Self.now) }
        let tally = engine.usage(of: .offer(204), at: Self.now)
        #expect(tally.amount(Self.slot(.payout, .day)) == Quantity(45))
        #expect(tally.amount(Self.slot(.revenue, .global)) == Quantity(text: "64.5"))
    }

    @Test("unknown and inactive partners are refused; only known ones leave an invalid click")
    func refusals() {
        var engine = EverflowEngine(plan: Self.plan())
        let unknown = engine.decide(Self.click(Pair(offer: 1, affiliate: 51)), at: Self.now)
        #expect(unknown.outcome == .refused && unknown.recorded == nil)
        let inactive = engine.decide(Self.click(Pair(offer: 204, affiliate: 77)), at: Self.now)
        #expect(inactive.outcome == .refused)
        #expect(inactive.recorded == TrafficSums(invalidClicks: 1))
    }

    @Test("the day rolls over at local midnight, also on the 23-hour day")
    func rollOver() {
        let hour: Int64 = 3600
        // 8 March 2026 in New York begins at 05:00 UTC and, daylight saving beginning, ends at 04:00 UTC.
        let start = Timestamp(seconds: 1_772_946_000)
        var engine = EverflowEngine(
            plan: Self.plan(offer: [Self.slot(.click, .day): 1, Self.slot(.click, .month): 9]))
        #expect(engine.decide(Self.click(), at: start).outcome == .accepted)
        #expect(engine.decide(Self.click(), at: start.adding(seconds: 23 * hour - 1)).outcome == .refused)
        let next = engine.decide(Self.click(), at: start.adding(seconds: 23 * hour))
        #expect(next.outcome == .accepted)
        #expect(next.counted.map(\.count) == [Quantity(1), Quantity(2)])
    }

    @Test("weeks begin on Monday and months on the 1st; global never rolls over")
    func periods() {
        let sunday = Timestamp(seconds: 1_773_028_800)  // Monday 9 March, 00:00 EDT, is 04:00 UTC.
        var engine = EverflowEngine(
            plan: Self.plan(offer: [Self.slot(.click, .week): 99, Self.slot(.click, .global): 99]))
        _ = engine.decide(Self.click(), at: sunday.adding(seconds: -1))
        let monday = engine.decide(Self.click(), at: sunday)
        #expect(monday.counted.map(\.count) == [Quantity(1), Quantity(2)])
    }
}
