// What the money side has to know of offers and zones at one instant: small, so that a load that outlives a refresh does
// not hold the whole inventory. Knows no settings and no requests.

/// Offers, zones and currencies of one account at one instant.
public struct MoneyGround: Sendable {
    /// Where an offer's days are counted and in which currency.
    struct Place: Sendable {
        var zone: EverflowZone
        /// ISO 4217.
        var currency: String
        /// The offer's first day.
        var firstDay: CivilDate
    }

    /// By `network_offer_id`.
    let offers: [Int: OfferMoney]
    private let places: [Int: Place]
    /// Of offers that the account does not list.
    private let fallback: Place

    init(offers: [Int: OfferMoney], places: [Int: Place], fallback: Place) {
        self.offers = offers
        self.places = places
        self.fallback = fallback
    }

    var timeZone: String { fallback.zone.identifier }

    func place(ofOffer id: Int) -> Place { places[id] ?? fallback }
}

extension EverflowInventory {
    public func moneyGround(at now: Timestamp) -> MoneyGround {
        var book = EverflowZoneBook(self, now: now)
        var money: [Int: OfferMoney] = [:]
        var places: [Int: MoneyGround.Place] = [:]
        let fallback = place(of: nil, book.network)
        money.reserveCapacity(offers.count)
        places.reserveCapacity(offers.count)
        for offer in offers.rows {
            let zone = book.zone(ofOffer: offer)
            money[offer.id] = OfferMoney(
                id: offer.id, advertiserID: offer.advertiserID, currency: offer.currency, timeZone: zone.identifier,
                entries: offer.entries)
            places[offer.id] = place(of: offer, zone)
        }
        return MoneyGround(offers: money, places: places, fallback: fallback)
    }

    /// - Parameter offer: nil for one that the account does not list.
    private func place(of offer: OfferEntry?, _ zone: EverflowZone) -> MoneyGround.Place {
        MoneyGround.Place(
            zone: zone, currency: offer?.currency ?? info?.defaultCurrencyID ?? EverflowInventory.defaultCurrency,
            firstDay: firstDay(of: offer, zone))
    }
}
