// What money is paid by at a network: entries, settings, tiers and commissions, and who is in which tier. Decides nothing
// else: see EffectivePayout.

/// What money is paid by: all that may matter for an offer.
public struct MoneyTerms: Sendable {
    /// The offer's own.
    public var entries: [Everflow.PayoutRevenue]
    public var settings: [Everflow.CustomPayoutRevenue]
    public var tiers: [Everflow.AffiliateTier]
    public var commissions: [Everflow.TieredCommission]

    public init(
        entries: [Everflow.PayoutRevenue] = [], settings: [Everflow.CustomPayoutRevenue] = [],
        tiers: [Everflow.AffiliateTier] = [], commissions: [Everflow.TieredCommission] = []
    ) {
        self.entries = entries
        self.settings = settings
        self.tiers = tiers
        self.commissions = commissions
    }

    /// The offer's base entry.
    public var baseEntry: Everflow.PayoutRevenue? { entries.first(where: \.isDefault) }

    /// The tier that an affiliate is in: an active one, should there be several the newer one, then the lower id.
    public func tier(of affiliateID: Int) -> Everflow.AffiliateTier? {
        tiers.filter { $0.status == "active" && ($0.affiliateIDs ?? []).contains(affiliateID) }
            .max { left, right in
                let (mine, other) = (left.timeCreated?.milliseconds ?? .min, right.timeCreated?.milliseconds ?? .min)
                return mine == other ? left.id > right.id : mine < other
            }
    }
}
