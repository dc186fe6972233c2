// Who can stand behind a source or a recipient (LeadConduit reference, 4.2).

extension LeadConduit {
    /// One entity.
    public struct Entity: Hashable, Sendable, JSONWritable {
        public var id = ""
        public var name = ""
        public var description: String?
        /// `form`, `seller`, `other`; nil stands on the wire as null.
        public var source: String?
        /// `buyer`, `crm`, `analytics`, `enhancement`, `esp`, `other`; nil stands on the wire as null.
        public var recipient: String?
        public var moduleIDs: [String] = []
        /// Built in by the vendor.
        public var standard: Bool?
        public var account: Bool?
        public var connected: String?
        public var connectedAccountID: String?
        public var invitationExpiresAt: Timestamp?
        public var expired: Bool?
        public var pending: Bool?
        public var deprecated: Bool?
        /// The entity to use instead.
        public var see: String?
        public var fieldSuffix: String?
        public var invitationID: String?
        public var flowIDs: [String]?
        public var logoURL: String?
        public var website: String?
        public var timeZone: String?
        public var trustedformCertifiedVendor: Bool?
        public var createdAt: Timestamp?
        public var updatedAt: Timestamp?

        public init() {}

        /// Reads `GET /entities`.
        public static func readList(_ bytes: [UInt8]) throws(WireError) -> Listing<Entity> {
            try Listing.read(bytes)
        }

        /// Reads `GET /entities/{id}`.
        public static func read(_ bytes: [UInt8]) throws(WireError) -> Entity {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension LeadConduit.Entity: WireObject {
    static let noun = "entity"

    var defect: String? { id.isEmpty ? "has no id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("name", &name)
        fields.field("description", &description)
        fields.nullable("source", &source)
        fields.nullable("recipient", &recipient)
        fields.list("module_ids", &moduleIDs)
        fields.field("standard", &standard)
        fields.field("account", &account)
        fields.field("connected", &connected)
        fields.field("connected_account_id", &connectedAccountID)
        fields.dateTime("invitation_expires_at", &invitationExpiresAt, fractionDigits: 0)
        fields.field("expired", &expired)
        fields.field("pending", &pending)
        fields.field("deprecated", &deprecated)
        fields.field("see", &see)
        fields.field("field_suffix", &fieldSuffix)
        fields.field("invitation_id", &invitationID)
        fields.list("flow_ids", &flowIDs)
        fields.nullable("logo_url", &logoURL)
        fields.field("website", &website)
        fields.field("time_zone", &timeZone)
        fields.field("trustedform_certified_vendor", &trustedformCertifiedVendor)
        fields.dateTime("created_at", &createdAt, fractionDigits: 0)
        fields.dateTime("updated_at", &updatedAt, fractionDigits: 0)
    }
}
