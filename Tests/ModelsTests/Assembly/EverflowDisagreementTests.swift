// What an offer's remaining caps say of the running day, held against the day's report (Everflow reference, 5.2).

import Models
import Testing

@Suite struct EverflowDisagreementTests {
    private let now = Timestamp(seconds: 1_773_174_041)
    private let network = Network(name: "acme", kind: .everflow, environment: .production)

    /// An offer with a cap of 1,000 conversions a day of which `remaining` are left, and a report that counts `reported`.
    private func notes(remaining: Int, reported: Int) throws -> [String] {
        var inventory = EverflowInventory()
        inventory.set(info: try Everflow.NetworkInfo.read(Array(#"{"network_id":7,"reporting_timezone_id":67}"#.utf8)))
        inventory.set(
            timezones: try Everflow.Timezone.readList(
                Array(#"{"timezones":[{"timezone_id":67,"timezone":"UTC"}]}"#.utf8)
            ).items)
        inventory.merge(
            offers: try Everflow.Offer.readPage(
                Array(
                    #"{"offers":[{"network_offer_id":204,"name":"Kettle","caps_timezone_id":0,"currency_id":"USD","daily_conversion_cap":1000}]}"#
                        .utf8)
            ).items, isWhole: true)
        inventory.join(
            offerRows: try Everflow.OfferRow.readPage(
                Array(
                    (#"{"offers":[{"network_offer_id":204,"name":"Kettle","daily_conversion_cap":1000,"relationship":{"remaining_caps":"#
                        + #"{"remaining_daily_conversion_cap":\#(remaining)}}}]}"#).utf8)
            ).items)
        let report = try Everflow.Report.read(
            Array(
                (#"{"table":[{"columns":[{"column_type":"offer","id":"204"},{"column_type":"affiliate","id":"51"}],"#
                    + #""reporting":{"cv":\#(reported)}}]}"#).utf8))
        var usage = EverflowUsage()
        usage[UsageKey(timezoneID: 67, currency: "USD", period: .daily)] = UsageTable(report, asOf: now)
        return inventory.snapshot(of: network, usage: usage, now: now).notes
    }

    @Test("a day's count that differs from its report by over 2 % is noted with both figures")
    func noted() throws {
        // 1000 - 800 = 200 stated; 210 is 4.8 % more.
        #expect(
            try notes(remaining: 800, reported: 210) == [
                "daily counts that differ by over 2 % from the reports: 1, most Kettle conversion 200 stated, 210 reported"
            ])
    }

    @Test("differences of 2 % and less, or of a few events between two answers, are not worth a note")
    func passedOver() throws {
        #expect(try notes(remaining: 500, reported: 509).isEmpty)
        #expect(try notes(remaining: 950, reported: 54).isEmpty)
        #expect(try notes(remaining: 800, reported: 200).isEmpty)
    }
}
