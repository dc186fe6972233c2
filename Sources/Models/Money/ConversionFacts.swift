// What is known of one conversion, or of a pair of affiliate and offer when no conversion is at hand. Facts that are
// unknown are nil: what depends on them is said to depend.

public struct ConversionFacts: Hashable, Sendable {
    /// What a rule set looks at.
    public struct Targeting: Hashable, Sendable {
        /// The ids that a click carries, as text; a missing list is unknown.
        public var ids: [Everflow.TargetingList: Set<String>]
        public var isProxy: Bool?

        public init(ids: [Everflow.TargetingList: Set<String>] = [:], isProxy: Bool? = nil) {
            self.ids = ids
            self.isProxy = isProxy
        }
    }

    public var affiliateID: Int
    public var offerID: Int
    public var advertiserID: Int?
    /// 0 = the base conversion, else the event's id.
    public var payoutRevenueID: Int
    /// The id of the offer's base entry, which names the base conversion too.
    public var baseEntryID: Int?
    /// The day in the zone of the offer's caps.
    public var date: CivilDate
    public var offerURLID: Int?
    /// By name; a name that is missing is empty. nil = unknown.
    public var variables: [String: String]?
    public var targeting: Targeting?
    /// In the offer's currency.
    public var sale: Quantity?

    public init(affiliateID: Int, offerID: Int, date: CivilDate, payoutRevenueID: Int = 0) {
        self.affiliateID = affiliateID
        self.offerID = offerID
        self.date = date
        self.payoutRevenueID = payoutRevenueID
    }

    var isBase: Bool { payoutRevenueID == 0 || payoutRevenueID == baseEntryID }

    /// Whether `id`, as settings and commissions carry it, means this conversion's entry.
    func isEntry(_ id: Int) -> Bool {
        id == payoutRevenueID || (isBase && (id == 0 || id == baseEntryID))
    }
}
