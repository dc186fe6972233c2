// How far back usage is asked for, which report counts are read from, and what is said of counts that none can give.

import Models
import Testing

@Suite struct UsageNeedTests {
    /// 10 March in New York.
    private let now = Timestamp(rfc3339: "2026-03-10T20:20:41Z") ?? Timestamp(seconds: 0)
    private let network = Network(name: "acme", kind: .everflow, environment: .production)

    /// - Parameters:
    ///   - offers: members of offers numbered from 1.
    ///   - caps: members of one custom cap on each of them, for affiliate 5; of global clicks where there are fewer.
    ///   - account: further members of the account.
    private func inventory(
        _ offers: [String], caps: [String] = [], account: String = ""
    ) throws -> EverflowInventory {
        var inventory = EverflowInventory()
        inventory.set(
            info: try Everflow.NetworkInfo.read(
                bytes(#"{"network_id":7,"default_currency_id":"USD","reporting_timezone_id":80\#(account)}"#)))
        inventory.set(
            timezones: try Everflow.Timezone.readList(
                bytes(#"{"timezones":[{"timezone_id":80,"timezone":"America/New_York"}]}"#)
            ).items)
        let offerRows = offers.enumerated().map { index, members in
            #"{"network_offer_id":\#(index + 1),"caps_timezone_id":0,\#(members)}"#
        }
        let capRows = offers.indices.map { index in
            let limit = caps.indices.contains(index) ? caps[index] : #""global_click_cap":100"#
            return #"{"network_custom_cap_setting_id":\#(index + 1),"network_affiliate_id":5,"#
                + #""network_offer_id":\#(index + 1),\#(limit)}"#
        }
        inventory.merge(
            offers: try Everflow.Offer.readPage(bytes(#"{"offers":[\#(offerRows.joined(separator: ","))]}"#)).items,
            isWhole: true)
        inventory.merge(
            customCaps: try Everflow.CustomCap.readPage(
                bytes(#"{"custom_cap_settings":[\#(capRows.joined(separator: ","))]}"#)
            ).items, isWhole: true)
        return inventory
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// - Parameter rows: numbers of affiliate 5, by offer.
    private func table(_ rows: KeyValuePairs<Int, String>) throws -> UsageTable {
        let table = rows.map { offer, numbers in
            #"{"columns":[{"column_type":"offer","id":"\#(offer)"},{"column_type":"affiliate","id":"5"}],"#
                + #""reporting":{\#(numbers)}}"#
        }
        let text = #"{"table":[\#(table.joined(separator: ","))],"incomplete_results":false}"#
        return UsageTable(try Everflow.Report.read(bytes(text)), asOf: now)
    }

    @Test(
        "a start that is none is taken as unknown: the account's counts, or five years are assumed",
        arguments: ["0", "-9000000000000000", "946684799", "9000000000000000"])
    func noStart(seconds: String) throws {
        let offer = [#""time_created":\#(seconds)"#]
        let need = try #require(try inventory(offer).usageNeeds(at: now).first)
        // 5 * 365 days before 10 March 2026; with that day 1826 days, which are four times 366 and 362.
        try #require(need.from.text == "2021-03-11")
        #expect(need.spans(ofAtMost: 366).count == 5)
        // 1672531200 is midnight UTC on 1 January 2023, still New Year's Eve in New York.
        let dated = try inventory(offer, account: #","time_created":1672531200"#)
        #expect(dated.usageNeeds(at: now).first?.from.text == "2022-12-31")
        let undated = try inventory(offer, account: #","time_created":0"#)
        #expect(undated.usageNeeds(at: now).first?.from.text == "2021-03-11")
    }

    @Test("what began ten years ago is counted; what began a day earlier is unknown, with a note, and costs nothing")
    func reach() throws {
        // Noon UTC on 3 and 2 March 2016: with 10 March 2026 these are 3660 and 3661 days. 3660 is ten times 366.
        let inventory = try inventory([#""time_created":1457006400"#, #""time_created":1456920000"#])
        let needs = inventory.usageNeeds(at: now)
        let need = try #require(needs.first)
        #expect(needs.count == 1 && need.offerIDs == [1])
        #expect(need.from.text == "2016-03-03" && need.spans(ofAtMost: 366).count == 10)
        var usage = EverflowUsage()
        usage[need.key] = try table([1: #""unique_click":3"#, 2: #""unique_click":4"#])
        let snapshot = inventory.snapshot(of: network, usage: usage, now: now)
        #expect(snapshot.meters.map(\.count) == [Quantity(3), nil])
        #expect(snapshot.meters.map(\.precision) == [.derived, .unknown])
        #expect(
            snapshot.notes == [
                "global caps that began over 3660 days ago, further back than reports are asked for: 1, counts unknown"
            ])
    }

    @Test("what the network itself states of an old offer stays exact, and needs no note")
    func stated() throws {
        var inventory = try inventory([#""time_created":1262304000"#], caps: [#""daily_click_cap":9"#])
        inventory.join(
            offerRows: try Everflow.OfferRow.readPage(
                bytes(
                    #"{"offers":[{"network_offer_id":1,"global_click_cap":10,"#
                        + #""relationship":{"remaining_caps":{"remaining_global_click_cap":4}}}]}"#)
            ).items)
        let snapshot = inventory.snapshot(of: network, usage: EverflowUsage(), now: now)
        let meter = snapshot.meters.first { $0.limit.period == .global }
        #expect(meter?.count == Quantity(6) && meter?.precision == .exact)
        #expect(snapshot.notes.isEmpty)
    }

    @Test("a server whose clock shows the year 9999 is not asked for thousands of years")
    func distantClock() throws {
        let then = Timestamp(rfc3339: "9999-03-10T20:20:41Z") ?? now
        // 1704067200 is 1 January 2024.
        #expect(try inventory([#""time_created":1704067200"#]).usageNeeds(at: then).isEmpty)
    }

    @Test("spans cover the last ten years at most, whatever the days of a need")
    func boundedSpans() throws {
        var need = try #require(try inventory([#""time_created":1704067200"#]).usageNeeds(at: now).first)
        need.from = try #require(CivilDate(text: "0001-01-01"))
        let spans = need.spans(ofAtMost: 366)
        #expect(spans.count == 10)
        #expect(spans.first?.lowerBound.text == "2016-03-03" && spans.last?.upperBound.text == "2026-03-10")
    }

    @Test("counts are unknown when the report that was asked for them failed, whatever another currency's says")
    func failedReport() throws {
        let (young, old) = (#""time_created":1767225600"#, #""time_created":1704067200"#)
        let inventory = try inventory(
            [young + #","currency_id":"USD""#, old + #","currency_id":"USD""#, young + #","currency_id":"EUR""#],
            caps: [#""global_payout_cap":9"#, #""global_click_cap":900"#, #""global_payout_cap":9"#])
        let needs = inventory.usageNeeds(at: now)
        // The one in euros reaches back to the older offer, as its clicks are counted there.
        #expect(Set(needs.map { "\($0.key.currency) \($0.from.text)" }) == ["USD 2025-12-31", "EUR 2023-12-31"])
        let answer = try table([1: #""payout":8"#, 2: #""unique_click":100"#])
        var usage = EverflowUsage()
        for need in needs { usage[need.key] = need.key.currency == "EUR" ? nil : answer }
        let meters = inventory.snapshot(of: network, usage: usage, now: now).meters
        #expect(meters.map(\.count) == [Quantity(8), nil, nil])
        #expect(meters.map(\.precision) == [.derived, .unknown, .unknown])
    }
}
