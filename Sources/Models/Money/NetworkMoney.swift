// The money side of one network at one instant: settings, commissions, tiers, the offers' own entries, and what was
// counted for commissions. Answers what a pane asks of it; decides nothing: see EffectivePayout.

/// The money side of an Everflow network.
public struct NetworkMoney: Sendable, Equatable {
    /// Custom payout settings, without relationships; nil when the account does not have them or they could not be read,
    /// as for the two below. The snapshot's notes say why.
    public var payouts: [Everflow.CustomPayoutRevenue]?
    public var commissions: [Everflow.TieredCommission]?
    public var tiers: [Everflow.AffiliateTier]?
    /// Settings whose variables and targeting have not been read yet: they are without any in `payouts`.
    public var unreadPayouts: Set<Int>
    /// By `network_offer_id`.
    public var offers: [Int: OfferMoney]
    public var counts: CommissionCounts
    /// IANA zone of offers that are not in `offers`: the network's.
    public var timeZone: String

    public init(
        payouts: [Everflow.CustomPayoutRevenue]? = nil, commissions: [Everflow.TieredCommission]? = nil,
        tiers: [Everflow.AffiliateTier]? = nil, unreadPayouts: Set<Int> = [], offers: [Int: OfferMoney] = [:],
        counts: CommissionCounts = CommissionCounts(), timeZone: String = "UTC"
    ) {
        self.payouts = payouts
        self.commissions = commissions
        self.tiers = tiers
        self.unreadPayouts = unreadPayouts
        self.offers = offers
        self.counts = counts
        self.timeZone = timeZone
    }
}

// One answer.
extension NetworkMoney {
    /// All that may matter for one offer; tiers are the network's.
    public func terms(offerID: Int) -> MoneyTerms {
        let offer = offers[offerID]
        let advertiser = offer?.advertiserID
        return MoneyTerms(
            entries: offer?.entries ?? [], settings: (payouts ?? []).filter { $0.offerID == offerID },
            tiers: tiers ?? [],
            commissions: (commissions ?? []).filter { $0.isAbout(offerID: offerID, advertiserID: advertiser) })
    }

    /// A pair without a conversion at hand, on the day that it is in the zone of the offer's caps.
    public func facts(affiliateID: Int, offerID: Int, at now: Timestamp) -> ConversionFacts {
        let calendar = calendar(offerID: offerID)
        let day = CapWindow.containing(now, period: .daily, calendar: calendar)?.startedAt ?? now
        var facts = ConversionFacts(affiliateID: affiliateID, offerID: offerID, date: calendar.date(at: day))
        facts.advertiserID = offers[offerID]?.advertiserID
        facts.baseEntryID = offers[offerID]?.entries.first(where: \.isDefault)?.id
        return facts
    }

    /// What the affiliate earns with the offer now, and why. Amounts of commissions that are unknown count as 0: ask
    /// `amounts` whether they are.
    public func effectivePayout(affiliateID: Int, offerID: Int, at now: Timestamp) -> EffectivePayout {
        effectivePayout(facts(affiliateID: affiliateID, offerID: offerID, at: now))
    }

    /// The same for facts of which more is known.
    public func effectivePayout(_ facts: ConversionFacts) -> EffectivePayout {
        EffectivePayout(facts, terms: terms(offerID: facts.offerID)) { commission in
            amounts(of: commission, affiliateID: facts.affiliateID, offerID: facts.offerID) ?? CommissionAmounts()
        }
    }

    func calendar(offerID: Int) -> CapCalendar {
        CapCalendar(timeZone: offers[offerID]?.timeZone ?? timeZone) ?? .utc
    }
}

// Commissions.
extension NetworkMoney {
    /// What was counted of the affiliate on the offer in the commission's running days; nil when unknown, and when none
    /// of its days run.
    public func amounts(
        of commission: Everflow.TieredCommission, affiliateID: Int, offerID: Int
    ) -> CommissionAmounts? {
        let place = CommissionCounts.Place(commissionID: commission.id, offerID: offerID)
        return counts.tally(of: place)?.amounts(offerID: offerID, affiliateID: affiliateID)
    }

    /// Running commissions with the affiliates that they are for, in the order of commissions, offers and affiliates.
    /// nil leaves a side open: of a commission for all affiliates those with any activity are listed then.
    public func progress(
        commissionID: Int? = nil, affiliateID: Int? = nil, offerID: Int? = nil
    ) -> [CommissionRun] {
        (commissions ?? []).filter { commissionID == nil || $0.id == commissionID }.flatMap { commission in
            offerIDs(of: commission).filter { offerID == nil || $0 == offerID }.flatMap { offer in
                runs(of: commission, offerID: offer, affiliateID: affiliateID)
            }
        }
    }

    /// The offers that the commission names, itself or by their advertisers, by id.
    public func offerIDs(of commission: Everflow.TieredCommission) -> [Int] {
        let named = Set(commission.offerIDs ?? [])
        guard let advertisers = commission.advertiserIDs.map(Set.init), !advertisers.isEmpty else {
            return named.sorted()
        }
        let owned = offers.values.lazy.filter { $0.advertiserID.map(advertisers.contains) ?? false }.map(\.id)
        return named.union(owned).sorted()
    }

    private func runs(
        of commission: Everflow.TieredCommission, offerID: Int, affiliateID: Int?
    ) -> [CommissionRun] {
        let place = CommissionCounts.Place(commissionID: commission.id, offerID: offerID)
        guard let running = counts.running[place] else { return [] }
        let tally = counts.tally(of: place)
        let window = running.days.window(calendar(offerID: offerID))
        let everybody = commission.isApplyAllAffiliates == true
        let active = everybody ? tally?.offers[offerID].map { Array($0.affiliates.keys) } : commission.affiliateIDs
        let affiliates = affiliateID.map { [$0] } ?? Set(active ?? []).sorted()
        return affiliates.filter { everybody || (commission.affiliateIDs ?? []).contains($0) }.map { affiliate in
            let amounts = tally?.amounts(offerID: offerID, affiliateID: affiliate)
            return CommissionRun(
                commission: commission, affiliateID: affiliate, offerID: offerID, days: running.days,
                startedAt: window.startedAt, endsAt: window.endsAt, asOf: amounts == nil ? nil : tally?.asOf,
                amounts: amounts, progress: amounts.map(commission.progress) ?? [])
        }
    }
}

extension Everflow.TieredCommission {
    /// Whether it names the offer, or the advertiser whose it is.
    func isAbout(offerID: Int, advertiserID: Int?) -> Bool {
        (offerIDs ?? []).contains(offerID) || advertiserID.map((advertiserIDs ?? []).contains) ?? false
    }
}
