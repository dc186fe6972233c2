// A custom cap: the limits of one affiliate on one offer (Everflow reference, section 4).

extension Everflow {
    /// One custom cap setting.
    public struct CustomCap: Hashable, Sendable, JSONWritable {
        public var id = 0
        public var networkID: Int?
        public var affiliateID = 0
        public var offerID = 0
        /// Free text, may be empty.
        public var name = ""
        public var caps = CapMatrix()
        public var timeCreated: Timestamp?
        public var timeSaved: Timestamp?
        /// Absent in older answers, which means a hard cap.
        public var isSoftCap = false
        /// Sent without being asked for, on list and create.
        public var affiliate: Affiliate?
        public var offer: OfferSummary?
        /// ISO 4217, beside affiliate and offer.
        public var currencyID: String?

        public init() {}

        /// Reads `GET /networks/custom/caps` and `POST /networks/custom/capstable`.
        public static func readPage(_ bytes: [UInt8]) throws(WireError) -> Page<CustomCap> {
            try Page.read(bytes, key: "custom_cap_settings")
        }

        /// Reads one object, as `GET /networks/custom/caps/{id}` and the create call answer it.
        public static func read(_ bytes: [UInt8]) throws(WireError) -> CustomCap {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }

    /// An offer as it stands inside other objects.
    public struct OfferSummary: Hashable, Sendable {
        public var id = 0
        public var networkID: Int?
        public var advertiserID: Int?
        /// 0 = none.
        public var offerGroupID: Int?
        public var name = ""
        public var status = ""
        public var trackingDomainID: Int?
        public var visibility: String?
        public var currencyID: String?

        public init() {}
    }
}

extension Everflow.CustomCap: WireObject {
    static let noun = "custom cap"

    var defect: String? {
        if id == 0 { return "has no network_custom_cap_setting_id" }
        if affiliateID == 0 { return "has no network_affiliate_id" }
        return offerID == 0 ? "has no network_offer_id" : nil
    }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_custom_cap_setting_id", &id)
        fields.field("network_id", &networkID)
        fields.field("network_affiliate_id", &affiliateID)
        fields.field("network_offer_id", &offerID)
        fields.field("name", &name)
        fields.caps(&caps)
        fields.unixTime("time_created", &timeCreated)
        fields.unixTime("time_saved", &timeSaved)
        fields.field("is_soft_cap", &isSoftCap)
        fields.nested("relationship") { inner in
            inner.object("affiliate", &affiliate)
            inner.object("offer", &offer)
            inner.field("currency_id", &currencyID)
        }
        if affiliateID == 0 { affiliateID = affiliate?.id ?? 0 }
        if offerID == 0 { offerID = offer?.id ?? 0 }
    }
}

extension Everflow.OfferSummary: WireObject {
    static let noun = "offer"

    var defect: String? { id == 0 ? "has no network_offer_id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_offer_id", &id)
        fields.field("network_id", &networkID)
        fields.field("network_advertiser_id", &advertiserID)
        fields.field("network_offer_group_id", &offerGroupID)
        fields.field("name", &name)
        fields.field("offer_status", &status)
        fields.field("network_tracking_domain_id", &trackingDomainID)
        fields.field("visibility", &visibility)
        fields.field("currency_id", &currencyID)
    }
}
