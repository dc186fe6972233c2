// Offers of one advertiser that share a budget (Everflow reference, section 7).

extension Everflow {
    /// One offer group, its remaining caps always present.
    public struct OfferGroup: Hashable, Sendable, JSONWritable {
        public var id = 0
        public var networkID: Int?
        public var advertiserID: Int?
        public var name = ""
        public var internalNotes: String?
        public var status = ""
        /// ISO 4217; in requests, and where an answer carries it.
        public var currencyID: String?
        public var isCapsEnabled: Bool?
        public var isSoftCap: Bool?
        public var caps = CapMatrix()
        public var timeCreated: Timestamp?
        public var timeSaved: Timestamp?
        public var advertiser: Advertiser?
        public var labels: [String]?
        public var offerIDs: [Int]?
        public var remainingCaps: RemainingCaps?

        public init() {}

        /// Reads `GET /networks/offergroups`.
        public static func readPage(_ bytes: [UInt8]) throws(WireError) -> Page<OfferGroup> {
            try Page.read(bytes, key: "offer_groups")
        }

        /// Reads `GET /networks/offergroups/{id}`.
        public static func read(_ bytes: [UInt8]) throws(WireError) -> OfferGroup {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }

    /// An advertiser as it stands inside other objects.
    public struct Advertiser: Hashable, Sendable {
        public var id = 0
        public var networkID: Int?
        public var name = ""
        public var accountStatus = ""

        public init() {}
    }
}

extension Everflow.OfferGroup: WireObject {
    static let noun = "offer group"

    var defect: String? { id == 0 ? "has no network_offer_group_id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_offer_group_id", &id)
        fields.field("network_id", &networkID)
        fields.field("network_advertiser_id", &advertiserID)
        fields.field("name", &name)
        fields.field("internal_notes", &internalNotes)
        fields.field("offer_group_status", &status)
        fields.field("currency_id", &currencyID)
        fields.field("is_caps_enabled", &isCapsEnabled)
        fields.field("is_soft_cap", &isSoftCap)
        fields.caps(&caps, order: Everflow.Offer.capOrder)
        fields.unixTime("time_created", &timeCreated)
        fields.unixTime("time_saved", &timeSaved)
        fields.nested("relationship") { inner in
            inner.object("advertiser", &advertiser)
            inner.entries("labels", &labels)
            inner.list("network_offer_ids", &offerIDs)
            inner.object("remaining_caps", &remainingCaps)
        }
    }
}

extension Everflow.Advertiser: WireObject {
    static let noun = "advertiser"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_advertiser_id", &id)
        fields.field("network_id", &networkID)
        fields.field("name", &name)
        fields.field("account_status", &accountStatus)
    }
}
