// A tiered commission: what an affiliate earns more, or less, once goals are reached (Everflow reference, section 10).

extension Everflow {
    /// One tiered commission.
    public struct TieredCommission: Hashable, Sendable, JSONWritable {
        public var id = 0
        public var networkID: Int?
        public var name = ""
        public var notes: String?
        /// `active`, `inactive`.
        public var status = ""
        /// `YYYY-MM-DD`, the first day; empty when open.
        public var startDate = ""
        /// The last day; empty when open.
        public var endDate = ""
        /// `daily`, `weekly`, `monthly`, `quarterly`, `global`.
        public var period = ""
        /// 0 = the base conversion.
        public var payoutRevenueID: Int?
        public var isApplyAllAffiliates: Bool?
        public var affiliateIDs: [Int]?
        public var offerIDs: [Int]?
        /// Written as null when nil.
        public var advertiserIDs: [Int]?
        public var payout = CommissionChange()
        public var revenue = CommissionChange()
        public var retroactivePayout = CommissionChange()
        public var retroactiveRevenue = CommissionChange()
        var goals = CommissionMarks()
        var maxima = CommissionMarks()
        /// `{}` in requests and in answers.
        public var relationship: JSONValue?
        public var timeCreated: Timestamp?
        public var timeSaved: Timestamp?

        public init() {}

        /// What must be reached; nil when missing, 0 when not set.
        public subscript(goal metric: CommissionMetric) -> Quantity? {
            get { goals[metric] }
            set { goals[metric] = newValue }
        }

        /// The top of the range; nil when missing, 0 when there is none.
        public subscript(max metric: CommissionMetric) -> Quantity? {
            get { maxima[metric] }
            set { maxima[metric] = newValue }
        }

        /// Reads `POST /networks/tieredcommissions/table`: the rows under `tiered_commissions`, a bare array, else the
        /// first array whose items carry the id.
        public static func readPage(_ bytes: [UInt8]) throws(WireError) -> Page<TieredCommission> {
            try TieredCommissionPage.read(bytes)
        }

        /// Reads one object, as the get, create and update calls answer it.
        public static func read(_ bytes: [UInt8]) throws(WireError) -> TieredCommission {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension Everflow.TieredCommission: WireObject {
    static let noun = "tiered commission"

    var defect: String? { id == 0 ? "has no network_tiered_commission_id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_tiered_commission_id", &id)
        fields.field("network_id", &networkID)
        fields.field("name", &name)
        fields.field("notes", &notes)
        fields.field("status", &status)
        fields.field("start_date", &startDate)
        fields.field("end_date", &endDate)
        fields.field("period", &period)
        fields.field("network_offer_payout_revenue_id", &payoutRevenueID)
        fields.field("is_apply_all_affiliates", &isApplyAllAffiliates)
        fields.list("network_affiliate_ids", &affiliateIDs)
        fields.list("network_offer_ids", &offerIDs)
        fields.nullableList("network_advertiser_ids", &advertiserIDs)
        exchangeChanges(&fields)
        exchangeGoals(&fields)
        fields.tree("relationship", &relationship)
        exchangeMaxima(&fields)
        exchangeRetroactive(&fields)
        fields.unixTime("time_created", &timeCreated)
        fields.unixTime("time_saved", &timeSaved)
    }

    private mutating func exchangeChanges<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("is_payout_enabled", &payout.isEnabled)
        fields.field("payout_action", &payout.action)
        fields.field("payout_value", &payout.value)
        fields.field("is_revenue_enabled", &revenue.isEnabled)
        fields.field("revenue_action", &revenue.action)
        fields.field("revenue_value", &revenue.value)
    }

    private mutating func exchangeGoals<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("payout_goal", &goals[.payout])
        fields.field("revenue_goal", &goals[.revenue])
        fields.field("sale_amount_goal", &goals[.saleAmount])
        fields.field("conversion_goal", &goals[.conversion])
        fields.field("event_goal", &goals[.event])
    }

    private mutating func exchangeMaxima<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("payout_max", &maxima[.payout])
        fields.field("revenue_max", &maxima[.revenue])
        fields.field("sale_amount_max", &maxima[.saleAmount])
        fields.field("conversion_max", &maxima[.conversion])
        fields.field("event_max", &maxima[.event])
    }

    private mutating func exchangeRetroactive<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("is_retroactive_payout_enabled", &retroactivePayout.isEnabled)
        fields.field("retroactive_payout_action", &retroactivePayout.action)
        fields.field("retroactive_payout_value", &retroactivePayout.value)
        fields.field("retroactive_payout_type", &retroactivePayout.type)
        fields.field("retroactive_payout_percentage", &retroactivePayout.percentage)
        fields.field("is_retroactive_revenue_enabled", &retroactiveRevenue.isEnabled)
        fields.field("retroactive_revenue_action", &retroactiveRevenue.action)
        fields.field("retroactive_revenue_value", &retroactiveRevenue.value)
        fields.field("retroactive_revenue_type", &retroactiveRevenue.type)
        fields.field("retroactive_revenue_percentage", &retroactiveRevenue.percentage)
    }
}
