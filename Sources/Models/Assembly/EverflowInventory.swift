// What is known of one Everflow account, condensed from wire values and merged page by page, so that a hundred thousand
// custom caps stay small. Knows no requests.

/// The configuration side of an Everflow account: who, what, which limits, in which zone.
public struct EverflowInventory: Sendable {
    struct CustomCap: Sendable {
        var id: Int
        var affiliateID: Int
        var offerID: Int
        var name: String
        var caps: Everflow.CapMatrix
        var isSoftCap: Bool
        var currency: String?
    }

    struct OfferEntry: Sendable {
        var id: Int
        var name: String
        var status: String
        var groupID: Int?
        var currency: String?
        var isCapsEnabled: Bool?
        var isSoftCap: Bool?
        var capsTimezoneID: Int?
        var caps = Everflow.CapMatrix()
        var remaining: Everflow.RemainingCaps?
        var timeCreated: Timestamp?
        var advertiserID: Int?
        /// The offer's own payouts, as far as answers gave them.
        var entries: [Everflow.PayoutRevenue] = []
    }

    public internal(set) var info: Everflow.NetworkInfo?
    /// IANA names by `timezone_id`.
    public internal(set) var timezones: [Int: String] = [:]
    public internal(set) var groups: [Everflow.OfferGroup] = []
    var customCaps = Roster<CustomCap>()
    var offers = Roster<OfferEntry>()
    var affiliates = Roster<Affiliate>()
    /// Offers and affiliates known only because custom caps name them.
    var mentionedOffers = Roster<OfferEntry>()
    var mentionedAffiliates = Roster<Affiliate>()

    public init() {}

    public var customCapCount: Int { customCaps.count }
    public var offerCount: Int { offers.count }
    public var affiliateCount: Int { affiliates.count }

    public mutating func set(info: Everflow.NetworkInfo) {
        self.info = info
    }

    public mutating func set(timezones: [Everflow.Timezone]) {
        self.timezones = Dictionary(timezones.map { ($0.id, $0.timezone) }, uniquingKeysWith: { first, _ in first })
    }

    public mutating func set(groups: [Everflow.OfferGroup]) {
        self.groups = groups
    }

    /// - Parameter isWhole: true when these are all there are; what is missing from them is forgotten.
    public mutating func merge(customCaps caps: [Everflow.CustomCap], isWhole: Bool) {
        if isWhole {
            customCaps = Roster()
            mentionedOffers = Roster()
            mentionedAffiliates = Roster()
        }
        for cap in caps {
            customCaps[cap.id] = CustomCap(
                id: cap.id, affiliateID: cap.affiliateID, offerID: cap.offerID, name: cap.name, caps: cap.caps,
                isSoftCap: cap.isSoftCap, currency: cap.currencyID ?? cap.offer?.currencyID)
            if let affiliate = cap.affiliate, !mentionedAffiliates.contains(affiliate.id) || !isWhole {
                mentionedAffiliates[affiliate.id] = Affiliate(affiliate)
            }
            if let offer = cap.offer, !mentionedOffers.contains(offer.id) || !isWhole {
                mentionedOffers[offer.id] = OfferEntry(
                    id: offer.id, name: offer.name, status: offer.status, groupID: offer.offerGroupID,
                    currency: offer.currencyID)
            }
        }
    }

    /// - Parameter isWhole: as for custom caps. What the table said of an offer's remaining caps is kept.
    public mutating func merge(offers list: [Everflow.Offer], isWhole: Bool) {
        let before = offers
        if isWhole { offers = Roster() }
        for offer in list {
            offers[offer.id] = OfferEntry(
                id: offer.id, name: offer.name, status: offer.status, groupID: offer.offerGroupID,
                currency: offer.currencyID, isCapsEnabled: offer.isCapsEnabled, isSoftCap: offer.isSoftCap,
                capsTimezoneID: offer.capsTimezoneID, caps: offer.caps,
                remaining: offer.remainingCaps ?? before[offer.id]?.remaining, timeCreated: offer.timeCreated,
                advertiserID: offer.advertiserID, entries: offer.payoutRevenue ?? before[offer.id]?.entries ?? [])
        }
    }

    /// Joins rows of the search table: names, limits and what remains of them; the rest where the rows carry it.
    public mutating func join(offerRows rows: [Everflow.OfferRow]) {
        for row in rows {
            var offer = offers[row.id] ?? OfferEntry(id: row.id, name: row.name, status: row.status)
            offer.name = row.name
            offer.status = row.status
            offer.groupID = row.offerGroupID ?? offer.groupID
            offer.currency = row.currencyID ?? offer.currency
            offer.isCapsEnabled = row.isCapsEnabled ?? offer.isCapsEnabled
            offer.isSoftCap = row.isSoftCap ?? offer.isSoftCap
            offer.capsTimezoneID = row.capsTimezoneID ?? offer.capsTimezoneID
            offer.timeCreated = row.timeCreated ?? offer.timeCreated
            offer.advertiserID = row.advertiserID ?? offer.advertiserID
            if offer.entries.allSatisfy({ $0.id == 0 }) { offer.entries = row.baseEntry.map { [$0] } ?? offer.entries }
            if row.caps.isStated { offer.caps = row.caps }
            offer.remaining = row.remainingCaps
            offers[row.id] = offer
        }
    }

    /// Forgets what remained of offers' and groups' caps: usage is about to be read again, or could not be.
    public mutating func forgetRemainingOffers() {
        offers.update { $0.remaining = nil }
    }

    public mutating func forgetRemainingGroups() {
        for index in groups.indices { groups[index].remainingCaps = nil }
    }

    /// - Parameter isWhole: as for custom caps.
    public mutating func merge(affiliates list: [Everflow.Affiliate], isWhole: Bool) {
        if isWhole { affiliates = Roster() }
        for affiliate in list { affiliates[affiliate.id] = Affiliate(affiliate) }
    }

    func offer(_ id: Int) -> OfferEntry? { offers[id] ?? mentionedOffers[id] }

    func affiliate(_ id: Int) -> Affiliate? { affiliates[id] ?? mentionedAffiliates[id] }

    func currency(of cap: CustomCap) -> String? {
        cap.currency ?? offer(cap.offerID)?.currency ?? info?.defaultCurrencyID
    }
}

extension Everflow.CapMatrix {
    /// Whether the wire had any of the sixteen fields, 0 included.
    fileprivate var isStated: Bool {
        CapMetric.everflow.contains { metric in CapPeriod.everflow.contains { self[metric, $0] != nil } }
    }
}

extension Everflow.OfferRow {
    /// What the row says of the base conversion; its id is not among that.
    fileprivate var baseEntry: Everflow.PayoutRevenue? {
        guard let payoutType else { return nil }
        var entry = Everflow.PayoutRevenue()
        entry.offerID = id
        entry.isDefault = true
        entry.payoutType = payoutType
        entry.payoutAmount = payoutAmount
        entry.payoutPercentage = payoutPercentage
        entry.revenueType = revenueType ?? ""
        entry.revenueAmount = revenueAmount
        entry.revenuePercentage = revenuePercentage
        return entry
    }
}

extension Affiliate {
    init(_ affiliate: Everflow.Affiliate) {
        self.init(id: String(affiliate.id), name: affiliate.name, status: affiliate.accountStatus)
    }
}
