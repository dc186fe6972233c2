// Which commission is in force for each side, and what stands in the way of the others.

import Testing

@testable import Models

@Suite("which commission is in force")
struct CommissionChoiceTests {
    private typealias Samples = MoneySamples

    private func choice(
        _ commissions: [Everflow.TieredCommission], conversions: Int, _ facts: ConversionFacts = Samples.facts
    ) -> CommissionChoice {
        CommissionChoice(among: commissions, for: facts) { _ in Samples.counted([.conversion: conversions]) }
    }

    private func lines(_ choice: CommissionChoice) -> [String] {
        choice.candidates.map { "\($0.commission.id) \($0.standing): \($0.reason)" }
    }

    @Test("a ladder of commissions: below, on, between and beyond its steps")
    func ladder() {
        let steps = [
            Samples.commission(1) {
                $0[goal: .conversion] = Quantity(100)
                $0[max: .conversion] = Quantity(300)
            },
            Samples.commission(2) { $0[max: .conversion] = Quantity(1200) },
        ]
        let before = choice(steps, conversions: 80)
        #expect(before.payout == nil && before.revenue == nil)
        #expect(before.nextGoal?.commissionID == 1 && before.nextGoal?.missing == Quantity(20))
        #expect(lines(before) == ["2 notReached: conversion 80 of 300", "1 notReached: conversion 80 of 100"])
        let first = choice(steps, conversions: 100)
        #expect(first.payout?.id == 1 && first.nextGoal?.commissionID == 2)
        let second = choice(steps, conversions: 300)
        #expect(second.payout?.id == 2 && second.nextGoal == nil)
        #expect(
            lines(second) == [
                "2 inForce: its goals are reached", "1 passed: conversion_max is reached: 300 of 300",
            ])
        #expect(choice(steps, conversions: 1200).payout == nil)
    }

    @Test("of several in force the highest goal counts, then the newer, then the lower id")
    func several() {
        let low = Samples.commission(1) { $0[goal: .conversion] = Quantity(100) }
        let high = Samples.commission(2)
        let both = choice([low, high], conversions: 500)
        #expect(both.payout?.id == 2)
        #expect(lines(both).last == "1 outranked: another commission is in its place")
        let newer = Samples.commission(4) { $0.timeCreated = Timestamp(seconds: 1_800_000_000) }
        #expect(choice([high, newer], conversions: 500).payout?.id == 4)
        #expect(choice([Samples.commission(3), high], conversions: 500).payout?.id == 2)
    }

    @Test("payout and revenue are chosen apart")
    func sides() {
        let payout = Samples.commission(1)
        let revenue = Samples.commission(2) {
            $0.payout.isEnabled = false
            $0.revenue = Everflow.CommissionChange(.flatIncrease, Quantity(1))
            $0[goal: .conversion] = Quantity(10)
        }
        let found = choice([payout, revenue], conversions: 400)
        #expect(found.payout?.id == 1 && found.revenue?.id == 2)
        #expect(found.candidates.allSatisfy { $0.standing == .inForce })
    }

    @Test("one that does not hold says why")
    func obstacles() {
        let found = choice(
            [
                Samples.commission(1) { $0.status = "inactive" },
                Samples.commission(2) { $0.payoutRevenueID = 732 },
                Samples.commission(3) {
                    $0.isApplyAllAffiliates = false
                    $0.affiliateIDs = [64]
                },
                Samples.commission(4) { $0.startDate = "2026-06-16" },
                Samples.commission(5) { $0.endDate = "2026-06-14" },
                Samples.commission(6) { $0.period = "yearly" },
                Samples.commission(7) { $0.offerIDs = [205] },
            ], conversions: 400)
        #expect(
            lines(found) == [
                "1 doesNotHold: is inactive", "2 doesNotHold: is for event 732", "3 doesNotHold: is for affiliate 64",
                "4 doesNotHold: begins on 2026-06-16", "5 doesNotHold: ended on 2026-06-14",
                "6 doesNotHold: has a period or a date that cannot be read",
            ])
        #expect(found.payout == nil && found.nextGoal == nil)
    }

    @Test("a commission for an advertiser is for the advertiser's offers")
    func advertiser() {
        let commission = Samples.commission(1) {
            $0.offerIDs = []
            $0.advertiserIDs = [19]
        }
        var facts = Samples.facts
        #expect(choice([commission], conversions: 400, facts).candidates.isEmpty)
        facts.advertiserID = 19
        #expect(choice([commission], conversions: 400, facts).payout?.id == 1)
    }

    @Test("each commission is counted over its own days")
    func ownAmounts() {
        let monthly = Samples.commission(1)
        let global = Samples.commission(2) { $0.period = "global" }
        let found = CommissionChoice(among: [monthly, global], for: Samples.facts) { commission in
            Samples.counted([.conversion: commission.period == "global" ? 900 : 40])
        }
        #expect(found.payout?.id == 2 && found.nextGoal?.commissionID == 1 && found.nextGoal?.amount == Quantity(40))
    }
}
