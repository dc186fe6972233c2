// An offer as a row of the search table (Everflow reference, 6.3): flatter than the object, and with what remains of its caps.

extension Everflow {
    /// One row of `POST /networks/offerstable`.
    public struct OfferRow: Hashable, Sendable, JSONWritable {
        public var id = 0
        public var networkID: Int?
        public var advertiserID: Int?
        public var name = ""
        public var status = ""
        public var thumbnailURL: String?
        public var visibility: String?
        public var advertiserName: String?
        public var category: String?
        /// 0 = none.
        public var offerGroupID: Int?
        public var timeCreated: Timestamp?
        public var timeSaved: Timestamp?
        /// Display texts, never parsed.
        public var payout: String?
        public var revenue: String?
        public var todayRevenue: String?
        public var caps = CapMatrix()
        public var destinationURL: String?
        public var encodedValue: String?
        /// nil stands on the wire as null.
        public var labels: [String]?
        public var channels: [String]?
        public var todayClicks: Quantity?
        public var isForceTermsAndConditions: Bool?
        public var projectID: String?
        public var optimizedThumbnailURL: String?
        public var currencyID: String?
        public var revenueAmount: Quantity?
        public var payoutAmount: Quantity?
        public var todayRevenueAmount: Quantity?
        public var todayPayoutAmount: Quantity?
        public var payoutType: String?
        public var revenueType: String?
        public var payoutPercentage: Quantity?
        public var revenuePercentage: Quantity?
        /// Not in the known rows, taken when they are there.
        public var isCapsEnabled: Bool?
        public var isSoftCap: Bool?
        public var capsTimezoneID: Int?
        public var remainingCaps: RemainingCaps?
        public var ruleset: JSONValue?

        public init() {}

        /// Reads `POST /networks/offerstable`.
        public static func readPage(_ bytes: [UInt8]) throws(WireError) -> Page<OfferRow> {
            try Page.read(bytes, key: "offers")
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension Everflow.OfferRow: WireObject {
    static let noun = "offer"

    var defect: String? { id == 0 ? "has no network_offer_id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        exchangeIdentity(&fields)
        fields.caps(&caps, order: Everflow.Offer.capOrder)
        exchangeDetails(&fields)
        fields.field("is_caps_enabled", &isCapsEnabled)
        fields.field("is_soft_cap", &isSoftCap)
        fields.field("caps_timezone_id", &capsTimezoneID)
        fields.nested("relationship") { inner in
            inner.object("remaining_caps", &remainingCaps)
            inner.tree("ruleset", &ruleset)
        }
    }

    private mutating func exchangeIdentity<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_offer_id", &id)
        fields.field("network_id", &networkID)
        fields.field("network_advertiser_id", &advertiserID)
        fields.field("name", &name)
        fields.field("offer_status", &status)
        fields.field("thumbnail_url", &thumbnailURL)
        fields.field("visibility", &visibility)
        fields.field("network_advertiser_name", &advertiserName)
        fields.field("category", &category)
        fields.field("network_offer_group_id", &offerGroupID)
        fields.unixTime("time_created", &timeCreated)
        fields.unixTime("time_saved", &timeSaved)
        fields.field("payout", &payout)
        fields.field("revenue", &revenue)
        fields.field("today_revenue", &todayRevenue)
    }

    private mutating func exchangeDetails<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("destination_url", &destinationURL)
        fields.field("encoded_value", &encodedValue)
        fields.nullableList("labels", &labels)
        fields.nullableList("channels", &channels)
        fields.field("today_clicks", &todayClicks)
        fields.field("is_force_terms_and_conditions", &isForceTermsAndConditions)
        fields.field("project_id", &projectID)
        fields.field("optimized_thumbnail_url", &optimizedThumbnailURL)
        fields.field("currency_id", &currencyID)
        fields.field("revenue_amount", &revenueAmount)
        fields.field("payout_amount", &payoutAmount)
        fields.field("today_revenue_amount", &todayRevenueAmount)
        fields.field("today_payout_amount", &todayPayoutAmount)
        fields.field("payout_type", &payoutType)
        fields.field("revenue_type", &revenueType)
        fields.field("payout_percentage", &payoutPercentage)
        fields.field("revenue_percentage", &revenuePercentage)
    }
}
