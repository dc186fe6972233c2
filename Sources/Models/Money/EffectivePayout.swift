// The one answer: what an affiliate earns with a conversion and what the network does, and why, line by line.
//
// The steps, which the API reference leaves open, follow Everflow's help pages on payout priority, tiers and
// commissions:
//   revenue: the winning custom setting's when it has one, else the offer's; then the commission.
//   payout:  the winning custom setting's when it has one, else the affiliate's tier: the share of the revenue that its
//            margin leaves, else the offer's; then the commission.
// A payout that is a share of the revenue is a share of the revenue that results. Rounding: see MoneyRounding.

public struct EffectivePayout: Hashable, Sendable {
    /// One step of the arithmetic.
    public struct Line: Hashable, Sendable {
        public let text: String
        /// Whether the API reference leaves the step open, so that it is captop's reading.
        public let isReading: Bool
    }

    /// One side's answer.
    public struct Side: Hashable, Sendable {
        /// A conversion's, in cents; nil when it depends on something unknown.
        public var amount: Quantity?
        public var lines: [Line] = []
    }

    public let settings: CustomPayoutChoice
    /// The affiliate's, whether or not it decides.
    public let tier: Everflow.AffiliateTier?
    public let commissions: CommissionChoice
    public let payout: Side
    public let revenue: Side

    /// - Parameter amounts: what was counted in the days of a commission, before the conversion.
    public init(
        _ facts: ConversionFacts, terms: MoneyTerms, amounts: (Everflow.TieredCommission) -> CommissionAmounts
    ) {
        var facts = facts
        facts.baseEntryID = facts.baseEntryID ?? terms.baseEntry?.id
        let entry = terms.entries.first { facts.isBase ? $0.isDefault : $0.id == facts.payoutRevenueID }
        settings = CustomPayoutChoice(among: terms.settings, for: facts)
        tier = terms.tier(of: facts.affiliateID)
        commissions = CommissionChoice(among: terms.commissions, for: facts, amounts: amounts)
        let winner = settings.winner
        let revenueCourse = MoneyCourse(rate: winner?.revenueRate, of: winner, else: entry?.revenueRate, of: entry)
            .revenue(sale: facts.sale, commission: commissions.revenue)
        revenue = revenueCourse.side
        payout =
            MoneyCourse(rate: winner?.payoutRate, of: winner, else: entry?.payoutRate, of: entry)
            .payout(sale: facts.sale, revenue: revenue.amount, tier: tier, commission: commissions.payout).side
    }
}
