// Which reports commissions ask for, and whose answer serves whom.

import Models
import Testing

@Suite struct CommissionNeedsTests {
    private let now = Timestamp(rfc3339: "2026-03-10T20:20:41Z") ?? Timestamp(seconds: 0)

    /// Offers 1 and 2 in New York, 3 in Tokyo, where it is 11 March; 1 and 3 of advertiser 19; 4 in euros; 5 of 2010.
    private func ground() throws -> MoneyGround {
        var inventory = EverflowInventory()
        inventory.set(
            info: try Everflow.NetworkInfo.read(
                text(#"{"network_id":7,"name":"L","default_currency_id":"USD","reporting_timezone_id":80}"#)))
        inventory.set(
            timezones: try Everflow.Timezone.readList(
                text(
                    #"{"timezones":[{"timezone_id":80,"timezone":"America/New_York"},"#
                        + #"{"timezone_id":16,"timezone":"Asia/Tokyo"}]}"#)
            ).items)
        inventory.merge(
            offers: try Everflow.Offer.readPage(
                text(
                    #"{"offers":[{"network_offer_id":1,"network_advertiser_id":19,"caps_timezone_id":0},"#
                        + #"{"network_offer_id":2,"caps_timezone_id":80,"time_created":1767225600},"#
                        + #"{"network_offer_id":3,"network_advertiser_id":19,"caps_timezone_id":16},"#
                        + #"{"network_offer_id":4,"caps_timezone_id":0,"currency_id":"EUR"},"#
                        + #"{"network_offer_id":5,"caps_timezone_id":0,"time_created":1262304000}]}"#)
            ).items, isWhole: true)
        return inventory.moneyGround(at: now)
    }

    /// - Parameter members: in place of those of the same name that every commission here has.
    private func commission(_ id: Int, _ members: String) throws -> Everflow.TieredCommission {
        let usual = [
            (#""status""#, #""active""#), (#""conversion_goal""#, "5"), (#""start_date""#, #""""#),
            (#""end_date""#, #""""#),
        ]
        let missing = usual.filter { !members.contains($0.0) }.map { "\($0.0):\($0.1)," }.joined()
        return try Everflow.TieredCommission.read(
            text(#"{"network_tiered_commission_id":\#(id),"name":"C",\#(missing)\#(members)}"#))
    }

    private func text(_ json: String) -> [UInt8] { Array(json.utf8) }

    private func lines(_ rows: [String]) throws -> [String] {
        var id = 0
        let commissions = try rows.map { row in
            id += 1
            return try commission(id, row)
        }
        return CommissionNeeds(commissions, on: try ground()).needs.map { need in
            "\(need.key.timezoneID) \(need.key.currency) \(need.from.text)..\(need.to.text) \(need.offerIDs.sorted())"
        }
    }

    @Test("the same days, zone and currency are one report, whatever the period is called")
    func grouping() throws {
        #expect(
            try lines([
                #""period":"monthly","network_offer_ids":[1,2]"#,
                #""period":"global","start_date":"2026-03-01","network_offer_ids":[2,99]"#,
                #""period":"quarterly","network_offer_ids":[2]"#, #""period":"monthly","network_offer_ids":[4]"#,
            ]) == [
                "80 USD 2026-03-01..2026-03-10 [1, 2, 99]", "80 USD 2026-01-01..2026-03-10 [2]",
                "80 EUR 2026-03-01..2026-03-10 [4]",
            ])
    }

    @Test("days are those of the zone of each offer's caps; an advertiser stands for its offers")
    func zones() throws {
        #expect(
            try lines([#""period":"daily","network_offer_ids":[2],"network_advertiser_ids":[19]"#]) == [
                "80 USD 2026-03-10..2026-03-10 [1, 2]", "16 USD 2026-03-11..2026-03-11 [3]",
            ])
    }

    @Test("without a first day the oldest offer's is taken")
    func open() throws {
        // 1767225600 is midnight UTC on 1 January 2026, still New Year's Eve in New York.
        #expect(try lines([#""period":"global","network_offer_ids":[2]"#]) == ["80 USD 2025-12-31..2026-03-10 [2]"])
    }

    @Test("a first day further back than reports are asked for gives way to the oldest offer's, known or assumed")
    func distantStart() throws {
        // Of offers 1 and 99 nobody knows when they began: five years of 365 days before 10 March 2026 are taken.
        #expect(
            try lines([
                #""period":"global","start_date":"0001-01-01","network_offer_ids":[2]"#,
                #""period":"global","start_date":"2010-01-01","network_offer_ids":[1]"#,
                #""period":"global","start_date":"0001-01-01","network_offer_ids":[99]"#,
            ]) == ["80 USD 2025-12-31..2026-03-10 [2]", "80 USD 2021-03-11..2026-03-10 [1, 99]"])
    }

    @Test("of a commission whose offers began further back nothing is asked, and its counts are unknown")
    func outOfReach() throws {
        let commissions = [
            try commission(1, #""period":"global","network_offer_ids":[5]"#),
            try commission(2, #""period":"monthly","network_offer_ids":[5]"#),
        ]
        let needs = CommissionNeeds(commissions, on: try ground())
        #expect(needs.needs.map(\.from.text) == ["2026-03-01"])
        #expect(needs.unreached == [1])
        let counts = needs.counts { _ in UsageTable(emptyAsOf: now) }
        #expect(counts.tally(of: .init(commissionID: 1, offerID: 5)) == nil)
        #expect(counts.tally(of: .init(commissionID: 2, offerID: 5)) != nil)
    }

    @Test("what does not run, is not active, or has no goal asks for nothing")
    func idle() throws {
        #expect(
            try lines([
                #""period":"monthly","end_date":"2026-03-09","network_offer_ids":[1]"#,
                #""period":"monthly","start_date":"2026-03-11","network_offer_ids":[1]"#,
                #""period":"monthly","status":"inactive","network_offer_ids":[1]"#,
                #""period":"monthly","conversion_goal":0,"network_offer_ids":[1]"#,
                #""period":"fortnightly","network_offer_ids":[1]"#, #""period":"monthly","network_offer_ids":null"#,
            ]).isEmpty)
    }

    @Test("a table of the same days answers, unless it is known to lack one of the offers")
    func answers() throws {
        let needs = CommissionNeeds(
            [try commission(1, #""period":"monthly","network_offer_ids":[1,2]"#)], on: try ground())
        let need = try #require(needs.needs.first)
        var other = need
        other.key = UsageKey(timezoneID: 80, currency: "USD", period: .monthly)
        other.offerIDs = [7]
        #expect(need.isAnswered(by: other, nil) && need.isAnswered(by: other, UsageTable(emptyAsOf: now)))
        let cut = UsageTable(
            try Everflow.Report.read(text(#"{"table":[],"incomplete_results":true}"#)), asOf: now)
        #expect(!need.isAnswered(by: other, cut))
        other.from = other.from.adding(days: 1)
        #expect(!need.isAnswered(by: other, nil))
        #expect(needs.counts { _ in nil }.tally(of: .init(commissionID: 1, offerID: 1)) == nil)
        let counts = needs.counts { _ in UsageTable(emptyAsOf: now) }
        #expect(
            counts.tally(of: .init(commissionID: 1, offerID: 2))?.amounts(offerID: 2, affiliateID: 9)
                == CommissionAmounts())
    }
}
