// A tier: affiliates that share one margin (Everflow reference, section 11).

extension Everflow {
    /// One affiliate tier.
    public struct AffiliateTier: Hashable, Sendable, JSONWritable {
        public var id = 0
        public var networkID: Int?
        public var name = ""
        /// `active`, `paused`, `deleted`.
        public var status = ""
        public var description: String?
        /// nil when none; written as null then.
        public var affiliateIDs: [Int]?
        /// Percent.
        public var payoutMargin = Quantity.zero
        /// New affiliates join it by themselves.
        public var isDefaultTier = false
        /// Absent in older answers.
        public var timeCreated: Timestamp?
        public var timeSaved: Timestamp?
        /// At the top in requests, nested in answers, with `relationship=all` only.
        public var labels: [String]?

        public init() {}

        /// Reads `GET /networks/affiliatetiers`: `{tiers}` or a bare array.
        public static func readPage(_ bytes: [UInt8]) throws(WireError) -> Page<AffiliateTier> {
            try Page.read(bytes, key: "tiers")
        }

        /// Reads one object, as the get, create and update calls answer it.
        public static func read(_ bytes: [UInt8]) throws(WireError) -> AffiliateTier {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension Everflow.AffiliateTier: WireObject {
    static let noun = "affiliate tier"

    var defect: String? { id == 0 ? "has no network_affiliate_tier_id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_affiliate_tier_id", &id)
        fields.field("network_id", &networkID)
        fields.field("name", &name)
        fields.field("status", &status)
        fields.field("description", &description)
        fields.nullableList("network_affiliate_ids", &affiliateIDs)
        fields.field("payout_margin", &payoutMargin)
        fields.field("is_default_tier", &isDefaultTier)
        fields.unixTime("time_created", &timeCreated)
        fields.unixTime("time_saved", &timeSaved)
        if fields.isReading("labels") { fields.list("labels", &labels) }
        fields.nested("relationship") { inner in inner.entries("labels", &labels) }
    }
}
