// A custom payout and revenue setting: what affiliates earn on one offer instead of its own payout (Everflow reference,
// section 9). Knows the fields, not which setting wins.

extension Everflow {
    /// One custom payout and revenue setting. Amounts are in currency units, percentages whole percent.
    public struct CustomPayoutRevenue: Hashable, Sendable, JSONWritable {
        public var id = 0
        public var networkID: Int?
        /// Affiliates made later included.
        public var isApplyAllAffiliates = false
        /// nil when applied to all; written as null then.
        public var affiliateIDs: [Int]?
        public var offerID = 0
        public var name = ""
        /// 0 = the base conversion, else the event's id.
        public var payoutRevenueID = 0
        public var description: String?
        /// Seen by affiliates.
        public var publicDescription: String?
        /// `active`, `inactive`; a client also writes `deleted`.
        public var status = ""
        public var isCustomPayoutEnabled = false
        public var payoutAmount: Quantity?
        public var payoutPercentage: Quantity?
        /// `cpc`, `cpa`, `cpm`, `cps`, `cpa_cps`, `prv`; `blank` when payout is off.
        public var payoutType = ""
        public var isCustomRevenueEnabled = false
        public var revenueAmount: Quantity?
        public var revenuePercentage: Quantity?
        /// `rpc`, `rpa`, `rpm`, `rps`, `rpa_rps`; `blank` when revenue is off.
        public var revenueType = ""
        public var isPostbackDisabled: Bool?
        /// `YYYY-MM-DD` or empty.
        public var dateValidFrom: String?
        /// The last day, or empty.
        public var dateValidTo: String?
        public var isApplySpecificOfferURLs: Bool?
        /// Written as null when nil.
        public var offerURLIDs: [Int]?
        /// All of them must hold. Missing unless the request asked for them.
        public var variables: [CustomPayoutVariable]?
        /// Missing unless the request asked for targeting.
        public var ruleset: CustomPayoutRuleset?
        public var currencyID: String?
        public var timeCreated: Timestamp?
        public var timeSaved: Timestamp?
        public var affiliates: [Affiliate]?
        /// Of unknown form, as the four relationships of the table that follow it.
        public var limitedAffiliates: JSONValue?
        public var offer: OfferSummary?
        /// The offer's own entry that the setting replaces.
        public var payoutRevenue: PayoutRevenue?
        public var payoutRevenueEventName: JSONValue?
        public var offerURLs: JSONValue?
        /// ISO 4217, beside affiliates and offer.
        public var relationshipCurrencyID: String?

        public init() {}

        /// Reads `GET /networks/custom/payoutrevenue` and the table: `{custom_payout_revenue_settings}`, with or
        /// without paging.
        public static func readPage(_ bytes: [UInt8]) throws(WireError) -> Page<CustomPayoutRevenue> {
            try Page.read(bytes, key: "custom_payout_revenue_settings")
        }

        /// Reads one object, as the get, create and update calls answer it.
        public static func read(_ bytes: [UInt8]) throws(WireError) -> CustomPayoutRevenue {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension Everflow.CustomPayoutRevenue: WireObject {
    static let noun = "custom payout setting"

    var defect: String? {
        if id == 0 { return "has no network_custom_payout_revenue_setting_id" }
        return offerID == 0 ? "has no network_offer_id" : nil
    }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_custom_payout_revenue_setting_id", &id)
        fields.field("network_id", &networkID)
        fields.field("is_apply_all_affiliates", &isApplyAllAffiliates)
        fields.nullableList("network_affiliate_ids", &affiliateIDs)
        fields.field("network_offer_id", &offerID)
        fields.field("name", &name)
        fields.field("network_offer_payout_revenue_id", &payoutRevenueID)
        fields.field("description", &description)
        fields.field("public_description", &publicDescription)
        fields.field("custom_setting_status", &status)
        exchangeMoney(&fields)
        fields.field("is_postback_disabled", &isPostbackDisabled)
        exchangeConditions(&fields)
        fields.field("currency_id", &currencyID)
        fields.unixTime("time_created", &timeCreated)
        fields.unixTime("time_saved", &timeSaved)
        fields.nested("relationship") { inner in exchangeRelationship(&inner) }
    }

    private mutating func exchangeMoney<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("is_custom_payout_enabled", &isCustomPayoutEnabled)
        fields.field("payout_amount", &payoutAmount)
        fields.field("payout_percentage", &payoutPercentage)
        fields.field("payout_type", &payoutType)
        fields.field("is_custom_revenue_enabled", &isCustomRevenueEnabled)
        fields.field("revenue_amount", &revenueAmount)
        fields.field("revenue_percentage", &revenuePercentage)
        fields.field("revenue_type", &revenueType)
    }

    private mutating func exchangeConditions<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("date_valid_from", &dateValidFrom)
        fields.field("date_valid_to", &dateValidTo)
        fields.field("is_apply_specific_offer_urls", &isApplySpecificOfferURLs)
        fields.nullableList("network_offer_url_ids", &offerURLIDs)
        var rows: JSONValue? = variables.map { .array($0.map(\.json)) }
        fields.tree("variables", &rows)
        variables = rows?.array?.map(Everflow.CustomPayoutVariable.init(json:))
        fields.object("ruleset", &ruleset)
    }

    /// Variables and targeting are asked for as relationships (9.1), whose place in the answer no source shows: they
    /// are read here too (1.5), and written at the top, where requests carry them.
    private mutating func exchangeRelationship<Fields: WireFields>(_ fields: inout Fields) {
        fields.entries("affiliates", &affiliates)
        fields.tree("limited_affiliates", &limitedAffiliates)
        fields.object("offer", &offer)
        fields.object("payout_revenue", &payoutRevenue)
        fields.tree("payout_revenue_event_name", &payoutRevenueEventName)
        fields.tree("offer_urls", &offerURLs)
        fields.field("currency_id", &relationshipCurrencyID)
        if variables == nil, fields.isReading("variables") {
            var found: JSONValue?
            fields.tree("variables", &found)
            variables = (found?["entries"] ?? found)?.array?.map(Everflow.CustomPayoutVariable.init(json:))
        }
        if ruleset == nil, fields.isReading("ruleset") { fields.object("ruleset", &ruleset) }
        if ruleset == nil, fields.isReading("targeting") { fields.object("targeting", &ruleset) }
    }
}
