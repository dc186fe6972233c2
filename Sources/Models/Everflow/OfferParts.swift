// What stands inside an offer: its category and its payouts (Everflow reference, 6.2).

extension Everflow {
    /// An offer's category.
    public struct Category: Hashable, Sendable {
        public var id = 0
        public var networkID: Int?
        public var name = ""
        public var status = ""
        public var timeCreated: Timestamp?
        public var timeSaved: Timestamp?

        public init() {}
    }

    /// What one conversion or event earns. Amounts are in the offer's currency.
    public struct PayoutRevenue: Hashable, Sendable {
        public var id = 0
        public var networkID: Int?
        public var offerID: Int?
        public var entryName = ""
        public var payoutType = ""
        public var payoutAmount: Quantity?
        public var payoutPercentage: Quantity?
        public var revenueType = ""
        public var revenueAmount: Quantity?
        public var revenuePercentage: Quantity?
        public var isDefault = false
        public var isPrivate: Bool?
        public var isPostbackDisabled: Bool?
        public var isEnforceCaps: Bool?
        public var timeCreated: Timestamp?
        public var globalAdvertiserEventID: Int?
        public var isMustApproveConversion: Bool?
        public var isAllowDuplicateConversion: Bool?
        public var isEmailAttributionDefaultEvent: Bool?

        public init() {}
    }
}

extension Everflow.Category: WireObject {
    static let noun = "category"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_category_id", &id)
        fields.field("network_id", &networkID)
        fields.field("name", &name)
        fields.field("status", &status)
        fields.unixTime("time_created", &timeCreated)
        fields.unixTime("time_saved", &timeSaved)
    }
}

extension Everflow.PayoutRevenue: WireObject {
    static let noun = "payout entry"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_offer_payout_revenue_id", &id)
        fields.field("network_id", &networkID)
        fields.field("network_offer_id", &offerID)
        fields.field("entry_name", &entryName)
        fields.field("payout_type", &payoutType)
        fields.field("payout_amount", &payoutAmount)
        fields.field("payout_percentage", &payoutPercentage)
        fields.field("revenue_type", &revenueType)
        fields.field("revenue_amount", &revenueAmount)
        fields.field("revenue_percentage", &revenuePercentage)
        fields.field("is_default", &isDefault)
        fields.field("is_private", &isPrivate)
        fields.field("is_postback_disabled", &isPostbackDisabled)
        fields.field("is_enforce_caps", &isEnforceCaps)
        fields.unixTime("time_created", &timeCreated)
        fields.field("global_advertiser_event_id", &globalAdvertiserEventID)
        fields.field("is_must_approve_conversion", &isMustApproveConversion)
        fields.field("is_allow_duplicate_conversion", &isAllowDuplicateConversion)
        fields.field("is_email_attribution_default_event", &isEmailAttributionDefaultEvent)
    }
}
