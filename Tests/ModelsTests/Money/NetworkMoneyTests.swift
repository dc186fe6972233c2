// What a pane asks of a network's money side, and the money side as data.

import Foundation
import Testing

@testable import Models

@Suite struct NetworkMoneyTests {
    private let now = Timestamp(rfc3339: "2026-06-15T02:00:00Z") ?? Timestamp(seconds: 0)

    private func money() -> NetworkMoney {
        let days = CommissionDays.period("monthly", holding: MoneySamples.date)
        let commissions = [
            MoneySamples.commission(1),
            MoneySamples.commission(2) { commission in
                commission.isApplyAllAffiliates = false
                commission.affiliateIDs = [64, 51]
                commission.offerIDs = nil
                commission.advertiserIDs = [19]
                commission[max: .conversion] = Quantity(1200)
            },
            MoneySamples.commission(3) { $0.offerIDs = [999] },
        ]
        let offer = OfferMoney(
            id: 204, advertiserID: 19, currency: "EUR", timeZone: "America/New_York", entries: [MoneySamples.entry])
        let tally = CommissionTally(
            asOf: now,
            offers: [
                204: .init(
                    isComplete: true,
                    affiliates: [51: MoneySamples.counted([.conversion: 450]), 70: MoneySamples.counted([.event: 1])])
            ])
        let running = [1, 2].map { id in
            (
                CommissionCounts.Place(commissionID: id, offerID: 204),
                CommissionCounts.Running(days: days ?? CommissionDays(first: nil, last: nil), tally: 0)
            )
        }
        return NetworkMoney(
            payouts: [MoneySamples.setting(318), MoneySamples.setting(319) { $0.offerID = 205 }],
            commissions: commissions, tiers: [MoneySamples.tier(3, margin: "12.5", of: [70])],
            unreadPayouts: [319], offers: [204: offer],
            counts: CommissionCounts(running: Dictionary(uniqueKeysWithValues: running), tallies: [tally]),
            timeZone: "UTC")
    }

    @Test("an offer's terms are its own: its entries, its settings, commissions that name it or its advertiser")
    func terms() {
        let terms = money().terms(offerID: 204)
        #expect(terms.entries == [MoneySamples.entry] && terms.settings.map(\.id) == [318])
        #expect(terms.commissions.map(\.id) == [1, 2] && terms.tiers.map(\.id) == [3])
        let unknown = money().terms(offerID: 7)
        #expect(unknown.entries.isEmpty && unknown.settings.isEmpty && unknown.commissions.isEmpty)
    }

    @Test("facts carry the day that it is in the zone of the offer's caps")
    func facts() {
        let facts = money().facts(affiliateID: 51, offerID: 204, at: now)
        #expect(facts.date == CivilDate(year: 2026, month: 6, day: 14), "22:00 in New York")
        #expect(facts.advertiserID == 19 && facts.baseEntryID == 731)
        #expect(money().facts(affiliateID: 51, offerID: 7, at: now).date == CivilDate(year: 2026, month: 6, day: 15))
    }

    @Test("the one answer takes setting and commission together: 18 and 12 % more are 20.16")
    func answer() {
        let answer = money().effectivePayout(affiliateID: 51, offerID: 204, at: now)
        #expect(answer.payout.amount == Quantity(text: "20.16"))
        #expect(answer.commissions.payout?.id == 1, "same goal, same age: the lower id")
    }

    @Test("progress lists named affiliates, with 0 when nothing was counted, and of all affiliates the active ones")
    func progress() {
        let money = money()
        #expect(
            money.progress().map { [$0.commission.id, $0.affiliateID] } == [[1, 51], [1, 70], [2, 51], [2, 64]])
        #expect(money.progress(commissionID: 2).map(\.fraction) == [1.5, 0])
        #expect(money.progress(commissionID: 2).map(\.isInForce) == [true, false])
        #expect(money.progress(affiliateID: 99).map(\.commission.id) == [1], "it is for everybody")
        #expect(money.progress(offerID: 7).isEmpty)
        // June in New York.
        #expect(money.progress().first?.startedAt == Timestamp(rfc3339: "2026-06-01T04:00:00Z"))
        #expect(money.progress().first?.endsAt == Timestamp(rfc3339: "2026-07-01T04:00:00Z"))
    }

    @Test("amounts that could not be read are unknown, not 0: there is no bar for them")
    func unknown() {
        var money = money()
        let places = money.counts.running.mapValues { CommissionCounts.Running(days: $0.days, tally: nil) }
        money.counts = CommissionCounts(running: places, tallies: [])
        #expect(money.amounts(of: MoneySamples.commission(1), affiliateID: 51, offerID: 204) == nil)
        let runs = money.progress(commissionID: 2)
        #expect(runs.count == 2 && runs.allSatisfy { $0.amounts == nil && $0.progress.isEmpty && $0.fraction == nil })
    }

    @Test("an offer whose rows were cut off is unknown for who is missing and known for who is there")
    func cut() {
        let known = MoneySamples.counted([.conversion: 5])
        let tally = CommissionTally(asOf: now, offers: [204: .init(isComplete: false, affiliates: [51: known])])
        #expect(tally.amounts(offerID: 204, affiliateID: 51) == known)
        #expect(tally.amounts(offerID: 204, affiliateID: 64) == nil)
        #expect(tally.amounts(offerID: 205, affiliateID: 51) == nil)
    }

    @Test("as data it comes back as it was, variables, rule sets and missing lists included")
    func coding() throws {
        var money = money()
        money.tiers = nil
        money.payouts?[0].variables = [MoneySamples.variable("sub1", .beginsWith, "vip")]
        money.payouts?[0].ruleset = MoneySamples.ruleset(.countries, ("227", "include"))
        let data = try JSONEncoder().encode(money)
        #expect(try JSONDecoder().decode(NetworkMoney.self, from: data) == money)
    }
}
