// What is remembered of the money side from load to load, and what a whole load makes it forget.

import Models
import Testing

@Suite struct MoneyInventoryTests {
    /// Offer 204, of which no answer gave the entries.
    private func ground() throws -> MoneyGround {
        let offers = #"{"offers":[{"network_offer_id":204,"name":"Kettle","offer_status":"active"}]}"#
        var inventory = EverflowInventory()
        inventory.merge(offers: try Everflow.Offer.readPage(Array(offers.utf8)).items, isWhole: true)
        return inventory.moneyGround(at: Timestamp(seconds: 1_773_174_041))
    }

    /// A setting that replaces one of the entries of offer 204.
    private func setting(_ id: Int, replacing entry: Int) throws -> Everflow.CustomPayoutRevenue {
        let body =
            #"{"network_custom_payout_revenue_setting_id":\#(id),"network_offer_id":204,"#
            + #""relationship":{"payout_revenue":{"network_offer_payout_revenue_id":\#(entry)}}}"#
        return try Everflow.CustomPayoutRevenue.read(Array(body.utf8))
    }

    @Test("entries that settings repeat are the offer's until a load of all settings repeats them no more")
    func entries() throws {
        let ground = try ground()
        var inventory = MoneyInventory()
        func shown() -> [Int] {
            let offer = inventory.money(on: ground, counts: CommissionCounts()).offers[204]
            return (offer?.entries ?? []).map(\.id).filter { $0 != 0 }
        }
        inventory.merge(
            payouts: [try setting(318, replacing: 731), try setting(319, replacing: 732)], isWhole: true)
        #expect(shown() == [731, 732])
        inventory.merge(payouts: [try setting(318, replacing: 733)], isWhole: false)
        #expect(shown() == [731, 732, 733])
        inventory.merge(payouts: [try setting(318, replacing: 733)], isWhole: true)
        #expect(shown() == [733])
    }
}
