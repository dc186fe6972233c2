// What conversions are paid by, beside the offers' own entries: settings, commissions and tiers as values of Models. Decides
// nothing.

import Models

struct MoneyPlan: Sendable {
    private var settings: [Int: Everflow.CustomPayoutRevenue] = [:]
    private var commissions: [Int: Everflow.TieredCommission] = [:]
    private var tiers: [Int: Everflow.AffiliateTier] = [:]
    private var settingsByOffer: [Int: [Everflow.CustomPayoutRevenue]] = [:]
    private var activeCommissions: [Everflow.TieredCommission] = []
    private var commissionedOffers: Set<Int> = []
    private var commissionedAdvertisers: Set<Int> = []

    /// Before all traffic.
    private static let beginning = Timestamp(milliseconds: -1 << 50)

    init() {}

    /// Adds them, or replaces those that have their ids.
    mutating func put(
        settings: [Everflow.CustomPayoutRevenue] = [], commissions: [Everflow.TieredCommission] = [],
        tiers: [Everflow.AffiliateTier] = []
    ) {
        for setting in settings { self.settings[setting.id] = setting }
        for commission in commissions { self.commissions[commission.id] = commission }
        for tier in tiers { self.tiers[tier.id] = tier }
        if !settings.isEmpty { indexSettings() }
        if !commissions.isEmpty { indexCommissions() }
    }

    mutating func remove(settings ids: [Int]) {
        guard !ids.isEmpty else { return }
        for id in ids { settings[id] = nil }
        indexSettings()
    }

    private mutating func indexCommissions() {
        activeCommissions = commissions.values.filter { $0.status == "active" }.sorted { $0.id < $1.id }
        commissionedOffers = Set(activeCommissions.flatMap { $0.offerIDs ?? [] })
        commissionedAdvertisers = Set(activeCommissions.flatMap { $0.advertiserIDs ?? [] })
    }

    /// Whether a commission is about the offer, so that what it counts matters.
    func hasCommission(on id: Int, _ offer: OfferPlan) -> Bool {
        commissionedOffers.contains(id) || commissionedAdvertisers.contains(offer.advertiser)
    }

    private mutating func indexSettings() {
        let active = settings.values.filter { $0.status == "active" }.sorted { $0.id < $1.id }
        settingsByOffer = Dictionary(grouping: active, by: \.offerID)
    }

    /// What may matter for one affiliate on one offer.
    func terms(of pair: Pair, offer: OfferPlan) -> MoneyTerms {
        let all = MoneyTerms(tiers: Array(tiers.values))
        return MoneyTerms(
            entries: offer.entries,
            settings: (settingsByOffer[pair.offer] ?? []).filter {
                $0.isApplyAllAffiliates || ($0.affiliateIDs ?? []).contains(pair.affiliate)
            },
            tiers: all.tier(of: pair.affiliate).map { [$0] } ?? [],
            commissions: activeCommissions.filter {
                MoneyPlan.isFor($0, pair.offer, offer)
                    && ($0.isApplyAllAffiliates == true || ($0.affiliateIDs ?? []).contains(pair.affiliate))
            })
    }

    private static func isFor(_ commission: Everflow.TieredCommission, _ id: Int, _ offer: OfferPlan) -> Bool {
        (commission.offerIDs ?? []).contains(id) || (commission.advertiserIDs ?? []).contains(offer.advertiser)
    }

    /// The earliest instant whose traffic has to be known bucket by bucket at `now`: what came before it counts towards a
    /// commission's goals as a whole or not at all. nil: none.
    func firstInstant(at now: Timestamp) -> Timestamp? {
        activeCommissions.compactMap { commission -> Timestamp? in
            // Days of any zone begin within a day of those of UTC.
            let dates = [-1, 0, 1].map { CapCalendar.utc.date(at: now).adding(days: $0) }
            let days = dates.compactMap { commission.days(on: $0) }
            guard !days.isEmpty else { return nil }
            let firsts = days.compactMap(\.first)
            guard let first = firsts.min(), firsts.count == days.count else {
                return commission.looksBack ? MoneyPlan.beginning : nil
            }
            return CapCalendar.utc.startOfDay(first.adding(days: -1))
        }.min()
    }
}

extension Everflow.TieredCommission {
    /// Whether reaching the goals changes what was earned before.
    var looksBack: Bool { retroactivePayout.active != nil || retroactiveRevenue.active != nil }
}
