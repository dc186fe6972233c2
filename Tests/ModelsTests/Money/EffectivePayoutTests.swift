// The one answer with its arithmetic. Expected amounts worked out by hand beside each test.

import Testing

@testable import Models

@Suite("effective payout and revenue")
struct EffectivePayoutTests {
    private typealias Samples = MoneySamples

    private func answer(
        _ facts: ConversionFacts = Samples.facts, conversions: Int = 0, _ change: (inout MoneyTerms) -> Void = { _ in }
    ) -> EffectivePayout {
        var terms = MoneyTerms(entries: [Samples.entry])
        change(&terms)
        return EffectivePayout(facts, terms: terms) { _ in Samples.counted([.conversion: conversions]) }
    }

    private func text(_ side: EffectivePayout.Side) -> [String] { side.lines.map(\.text) }

    @Test("without anything else the offer's entry decides, and nothing of it is captop's reading")
    func entryAlone() {
        let found = answer()
        #expect(found.payout.amount == Quantity(15) && found.revenue.amount == Quantity(text: "21.5"))
        #expect(
            text(found.payout) == ["the offer's Base: cpa 15"] && text(found.revenue) == ["the offer's Base: rpa 21.5"])
        #expect((found.payout.lines + found.revenue.lines).allSatisfy { !$0.isReading })
        #expect(found.settings.winner == nil && found.tier == nil && found.commissions.payout == nil)
    }

    @Test("a custom payout replaces the offer's, and leaves the revenue alone")
    func custom() {
        let found = answer { $0.settings = [Samples.setting(318)] }
        #expect(found.payout.amount == Quantity(18) && found.revenue.amount == Quantity(text: "21.5"))
        #expect(text(found.payout) == ["custom setting 318 S318: cpa 18"])
    }

    @Test("a tier leaves the affiliate what its margin leaves of the revenue: 21.5 x 87.5 % = 18.8125")
    func tier() {
        let found = answer { $0.tiers = [Samples.tier(3, margin: "12.5", of: [51, 64])] }
        #expect(found.tier?.id == 3 && found.payout.amount == Quantity(text: "18.81"))
        #expect(
            text(found.payout) == ["tier 3 T3: margin 12.5 %, 21.5 x 87.5 % = 18.8125", "rounded to cents: 18.81"])
        #expect(found.payout.lines.allSatisfy { $0.isReading })
        #expect(answer { $0.tiers = [Samples.tier(3, margin: "12.5", of: [64])] }.payout.amount == Quantity(15))
    }

    @Test("a tier does not count where a custom payout is in its place, and counts beside a custom revenue")
    func tierAndCustom() {
        let tiers = [Samples.tier(3, margin: "10", of: [51])]
        let payout = answer {
            $0.tiers = tiers
            $0.settings = [Samples.setting(318)]
        }
        #expect(payout.payout.amount == Quantity(18))
        #expect(text(payout.payout).last == "tier 3 T3 does not count: the custom setting is in its place")
        // 30 x 90 % = 27
        let revenue = answer {
            $0.tiers = tiers
            $0.settings = [
                Samples.setting(318) {
                    $0.isCustomPayoutEnabled = false
                    $0.isCustomRevenueEnabled = true
                    $0.revenueType = "rpa"
                    $0.revenueAmount = Quantity(30)
                }
            ]
        }
        #expect(revenue.payout.amount == Quantity(27) && revenue.revenue.amount == Quantity(30))
    }

    @Test("a commission changes the payout that stands: 18 + 12 % = 20.16")
    func commission() {
        let found = answer(conversions: 300) {
            $0.settings = [Samples.setting(318)]
            $0.commissions = [Samples.commission(9)]
        }
        #expect(found.payout.amount == Quantity(text: "20.16") && found.commissions.payout?.id == 9)
        #expect(text(found.payout).last == "commission 9 C9: 18 + 12 % = 20.16")
        let before = answer(conversions: 299) { $0.commissions = [Samples.commission(9)] }
        #expect(before.payout.amount == Quantity(15) && before.commissions.nextGoal?.missing == Quantity(1))
    }

    @Test("all steps together: (21.5 + 0.333 = 21.833 -> 21.83) x 66.667 % = 14.553406, less 5 % = 13.825736 -> 13.83")
    func allSteps() {
        let found = answer(conversions: 300) {
            $0.tiers = [Samples.tier(3, margin: "33.333", of: [51])]
            $0.commissions = [
                Samples.commission(9) {
                    $0.payout = Everflow.CommissionChange(.decrease, Quantity(5))
                    $0.revenue = Everflow.CommissionChange(.flatIncrease, Quantity(text: "0.333") ?? .zero)
                }
            ]
        }
        #expect(found.revenue.amount == Quantity(text: "21.83") && found.payout.amount == Quantity(text: "13.83"))
        #expect(
            text(found.revenue) == [
                "the offer's Base: rpa 21.5", "commission 9 C9: 21.5 + 0.333 = 21.833", "rounded to cents: 21.83",
            ])
        #expect(
            text(found.payout) == [
                "tier 3 T3: margin 33.333 %, 21.83 x 66.667 % = 14.553406",
                "commission 9 C9: 14.553406 - 5 % = 13.825736", "rounded to cents: 13.83",
            ])
    }

    @Test("shares of a sale need the sale: 5 + 120.5 x 8 % = 14.64")
    func sale() {
        let setting = Samples.setting(318) {
            $0.payoutType = "cpa_cps"
            $0.payoutAmount = Quantity(5)
            $0.payoutPercentage = Quantity(8)
        }
        let unknown = answer(conversions: 300) {
            $0.settings = [setting]
            $0.commissions = [Samples.commission(9)]
        }
        #expect(unknown.payout.amount == nil)
        #expect(
            text(unknown.payout) == ["custom setting 318 S318: cpa_cps 5 + 8 % of the sale", "commission 9 C9: + 12 %"])
        var facts = Samples.facts
        facts.sale = Quantity(text: "120.5")
        let known = answer(facts) { $0.settings = [setting] }
        #expect(known.payout.amount == Quantity(text: "14.64"))
        #expect(text(known.payout).last == "5 + 120.5 x 8 % = 14.64")
    }

    @Test("a share of the revenue is one of the revenue that results: 30 x 70 % = 21")
    func revenueShare() {
        let setting = Samples.setting(318) {
            $0.payoutType = "prv"
            $0.payoutPercentage = Quantity(70)
            $0.isCustomRevenueEnabled = true
            $0.revenueType = "rpa"
            $0.revenueAmount = Quantity(30)
        }
        let found = answer { $0.settings = [setting] }
        #expect(found.payout.amount == Quantity(21) && text(found.payout).last == "30 x 70 % = 21")
    }

    @Test("an event is paid by its own entry, and an offer without one pays nothing that is known")
    func events() {
        var event = Samples.entry
        event.id = 732
        event.entryName = ""
        event.isDefault = false
        event.payoutAmount = Quantity(2)
        var facts = Samples.facts
        facts.payoutRevenueID = 732
        let found = answer(facts) { $0.entries.append(event) }
        #expect(found.payout.amount == Quantity(2) && text(found.payout) == ["the offer's entry 732: cpa 2"])
        let missing = answer(facts)
        #expect(missing.payout.amount == nil && text(missing.payout) == ["the offer has no entry for it"])
        facts.payoutRevenueID = 731
        #expect(answer(facts).payout.amount == Quantity(15))
    }

    @Test("of several tiers the active, newer one counts, then the lower id")
    func tiers() {
        var terms = MoneyTerms()
        var paused = Samples.tier(1, margin: "1", of: [51])
        paused.status = "paused"
        var newer = Samples.tier(4, margin: "1", of: [51])
        newer.timeCreated = Timestamp(seconds: 1_800_000_000)
        terms.tiers = [paused, Samples.tier(3, margin: "1", of: [51]), Samples.tier(2, margin: "1", of: [51])]
        #expect(terms.tier(of: 51)?.id == 2 && terms.tier(of: 64) == nil)
        terms.tiers.append(newer)
        #expect(terms.tier(of: 51)?.id == 4)
    }

    @Test("a margin beyond 100 % leaves nothing, never less")
    func extremeMargin() {
        #expect(answer { $0.tiers = [Samples.tier(3, margin: "130", of: [51])] }.payout.amount == .zero)
    }
}
