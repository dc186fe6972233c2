// What an event carries beside its affiliate and offer: what rules match on, and what it sold. Knows no rules.

import Models

struct EventDetails: Hashable, Sendable {
    /// `network_offer_payout_revenue_id` of an event; 0 for a click and a conversion.
    var entry = 0
    /// 0: the offer's default URL.
    var offerURL = 0
    /// `sub1`, `sku`, ...; what is missing is empty.
    var variables: [String: String] = [:]
    /// Lists that are missing are unknown: a rule about them does not hold.
    var targeting = ConversionFacts.Targeting(isProxy: false)
    /// In the offer's currency.
    var sale = Quantity.zero
}
