// An offer as the list and get calls answer it (Everflow reference, 6.2).

extension Everflow {
    /// One offer. Texts that the wire spells `""` when not set are nil only when the member is missing.
    public struct Offer: Hashable, Sendable, JSONWritable {
        public var id = 0
        public var networkID: Int?
        public var advertiserID: Int?
        /// 0 = none.
        public var offerGroupID: Int?
        public var name = ""
        public var status = ""
        public var visibility: String?
        /// ISO 4217.
        public var currencyID: String?
        public var thumbnailURL: String?
        public var categoryID: Int?
        public var internalNotes: String?
        public var projectID: String?
        public var destinationURL: String?
        public var previewURL: String?
        public var serverSideURL: String?
        public var htmlDescription: String?
        /// `YYYY-MM-DD` or empty.
        public var dateLiveUntil: String?
        /// false voids all caps of the offer and all custom caps on it; nil when the answer does not say.
        public var isCapsEnabled: Bool?
        public var isSoftCap: Bool?
        /// Zone of the caps; 0 = the network's.
        public var capsTimezoneID: Int?
        public var caps = CapMatrix()
        public var redirectMode: String?
        public var conversionMethod: String?
        public var sessionDefinition: String?
        /// Hours.
        public var sessionDuration: Int?
        public var trackingDomainID: Int?
        public var isUseSecureLink: Bool?
        public var isFailTrafficEnabled: Bool?
        public var redirectRoutingMethod: String?
        public var redirectInternalRoutingType: String?
        public var isDuplicateFilterEnabled: Bool?
        public var duplicateFilterTargetingAction: String?
        public var isMustApproveConversion: Bool?
        public var timeCreated: Timestamp?
        public var timeSaved: Timestamp?
        public var category: Category?
        public var labels: [String]?
        public var encodedValue: String?
        public var isLockedCurrency: Bool?
        public var isLockedCapsTimezone: Bool?
        public var payoutRevenue: [PayoutRevenue]?
        /// Not documented for this answer, taken when it is there.
        public var remainingCaps: RemainingCaps?

        public init() {}

        /// Reads `GET /networks/offers`.
        public static func readPage(_ bytes: [UInt8]) throws(WireError) -> Page<Offer> {
            try Page.read(bytes, key: "offers")
        }

        /// Reads `GET /networks/offers/{id}`.
        public static func read(_ bytes: [UInt8]) throws(WireError) -> Offer {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension Everflow.Offer: WireObject {
    static let noun = "offer"
    /// The order of the cap fields in this object: conversion, payout, revenue, click.
    static let capOrder = [0, 1, 3, 2].flatMap { row in (0..<4).map { row * 4 + $0 } }

    var defect: String? { id == 0 ? "has no network_offer_id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        exchangeIdentity(&fields)
        fields.field("is_caps_enabled", &isCapsEnabled)
        fields.field("is_soft_cap", &isSoftCap)
        fields.field("caps_timezone_id", &capsTimezoneID)
        fields.caps(&caps, order: Everflow.Offer.capOrder)
        exchangeTraffic(&fields)
        fields.unixTime("time_created", &timeCreated)
        fields.unixTime("time_saved", &timeSaved)
        fields.nested("relationship") { inner in
            inner.object("category", &category)
            inner.entries("labels", &labels)
            inner.field("encoded_value", &encodedValue)
            inner.field("is_locked_currency", &isLockedCurrency)
            inner.field("is_locked_caps_timezone", &isLockedCapsTimezone)
            inner.entries("payout_revenue", &payoutRevenue)
            inner.object("remaining_caps", &remainingCaps)
        }
    }

    private mutating func exchangeIdentity<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_offer_id", &id)
        fields.field("network_id", &networkID)
        fields.field("network_advertiser_id", &advertiserID)
        fields.field("network_offer_group_id", &offerGroupID)
        fields.field("name", &name)
        fields.field("offer_status", &status)
        fields.field("visibility", &visibility)
        fields.field("currency_id", &currencyID)
        fields.field("thumbnail_url", &thumbnailURL)
        fields.field("network_category_id", &categoryID)
        fields.field("internal_notes", &internalNotes)
        fields.field("project_id", &projectID)
        fields.field("destination_url", &destinationURL)
        fields.field("preview_url", &previewURL)
        fields.field("server_side_url", &serverSideURL)
        fields.field("html_description", &htmlDescription)
        fields.field("date_live_until", &dateLiveUntil)
    }

    private mutating func exchangeTraffic<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("redirect_mode", &redirectMode)
        fields.field("conversion_method", &conversionMethod)
        fields.field("session_definition", &sessionDefinition)
        fields.field("session_duration", &sessionDuration)
        fields.field("network_tracking_domain_id", &trackingDomainID)
        fields.field("is_use_secure_link", &isUseSecureLink)
        fields.field("is_fail_traffic_enabled", &isFailTrafficEnabled)
        fields.field("redirect_routing_method", &redirectRoutingMethod)
        fields.field("redirect_internal_routing_type", &redirectInternalRoutingType)
        fields.field("is_duplicate_filter_enabled", &isDuplicateFilterEnabled)
        fields.field("duplicate_filter_targeting_action", &duplicateFilterTargetingAction)
        fields.field("is_must_approve_conversion", &isMustApproveConversion)
    }
}
