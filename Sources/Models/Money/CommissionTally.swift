// The numbers of one range of days, by offer and affiliate. Knows neither the days nor the commissions.

/// What one report, or several added up, said of the offers that commissions are about.
public struct CommissionTally: Hashable, Sendable, Codable {
    /// One offer's rows.
    public struct Offer: Hashable, Sendable, Codable {
        /// Whether every affiliate with activity is here: who is missing has nothing then.
        public var isComplete: Bool
        public var affiliates: [Int: CommissionAmounts]

        public init(isComplete: Bool, affiliates: [Int: CommissionAmounts]) {
            self.isComplete = isComplete
            self.affiliates = affiliates
        }
    }

    /// Server time of the report.
    public var asOf: Timestamp
    public var offers: [Int: Offer]

    public init(asOf: Timestamp, offers: [Int: Offer]) {
        self.asOf = asOf
        self.offers = offers
    }

    /// nil when it cannot be known.
    public func amounts(offerID: Int, affiliateID: Int) -> CommissionAmounts? {
        guard let offer = offers[offerID] else { return nil }
        return offer.affiliates[affiliateID] ?? (offer.isComplete ? CommissionAmounts() : nil)
    }
}
