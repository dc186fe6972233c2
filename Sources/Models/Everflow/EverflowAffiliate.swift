// An affiliate as the list and get calls answer it, and as it stands inside a custom cap (Everflow reference, 8.2 and 4.2).

extension Everflow {
    /// One affiliate ("partner" in Everflow's product).
    public struct Affiliate: Hashable, Sendable, JSONWritable {
        public var id = 0
        public var networkID: Int?
        public var name = ""
        /// `active`, `inactive`, `pending`, `suspended`; other words as they came.
        public var accountStatus = ""
        public var employeeID: Int?
        public var internalNotes: String?
        public var hasNotifications: Bool?
        /// 0 = none, as for the ids below.
        public var trafficSourceID: Int?
        public var accountExecutiveID: Int?
        /// Spelled `adress_id` on the wire; `address_id` occurs too and is kept apart.
        public var adressID: Int?
        public var addressID: Int?
        public var defaultCurrencyID: String?
        public var isContactAddressEnabled: Bool?
        public var enableMediaCostTrackingLinks: Bool?
        public var affiliateTierID: Int?
        public var contactAddress: ContactAddress?
        public var timeCreated: Timestamp?
        public var timeSaved: Timestamp?
        public var referrerID: Int?
        public var labels: [String]?
        public var accountManager: AccountManager?
        public var encodedValue: String?

        public init() {}

        /// Reads `GET /networks/affiliates`: `{affiliates, paging}` or a bare array.
        public static func readPage(_ bytes: [UInt8]) throws(WireError) -> Page<Affiliate> {
            try Page.read(bytes, key: "affiliates")
        }

        /// Reads `GET /networks/affiliates/{id}`.
        public static func read(_ bytes: [UInt8]) throws(WireError) -> Affiliate {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }

    public struct ContactAddress: Hashable, Sendable {
        public var address1: String?
        public var address2: String?
        public var city: String?
        public var regionCode: String?
        public var countryCode: String?
        public var zipPostalCode: String?

        public init() {}
    }

    public struct AccountManager: Hashable, Sendable {
        public var firstName: String?
        public var lastName: String?
        public var email: String?
        public var workPhone: String?
        public var cellPhone: String?
        public var instantMessagingID: Int?
        public var instantMessagingIdentifier: String?

        public init() {}
    }
}

extension Everflow.Affiliate: WireObject {
    static let noun = "affiliate"

    var defect: String? { id == 0 ? "has no network_affiliate_id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_affiliate_id", &id)
        fields.field("network_id", &networkID)
        fields.field("name", &name)
        fields.field("account_status", &accountStatus)
        fields.field("network_employee_id", &employeeID)
        fields.field("internal_notes", &internalNotes)
        fields.field("has_notifications", &hasNotifications)
        fields.field("network_traffic_source_id", &trafficSourceID)
        fields.field("account_executive_id", &accountExecutiveID)
        fields.field("adress_id", &adressID)
        fields.field("address_id", &addressID)
        fields.field("default_currency_id", &defaultCurrencyID)
        fields.field("is_contact_address_enabled", &isContactAddressEnabled)
        fields.field("enable_media_cost_tracking_links", &enableMediaCostTrackingLinks)
        fields.field("network_affiliate_tier_id", &affiliateTierID)
        fields.object("contact_address", &contactAddress)
        fields.unixTime("time_created", &timeCreated)
        fields.unixTime("time_saved", &timeSaved)
        fields.field("referrer_id", &referrerID)
        fields.nested("relationship") { inner in
            inner.entries("labels", &labels)
            inner.object("account_manager", &accountManager)
            inner.field("encoded_value", &encodedValue)
        }
    }
}

extension Everflow.ContactAddress: WireObject {
    static let noun = "contact_address"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("address_1", &address1)
        fields.field("address_2", &address2)
        fields.field("city", &city)
        fields.field("region_code", &regionCode)
        fields.field("country_code", &countryCode)
        fields.field("zip_postal_code", &zipPostalCode)
    }
}

extension Everflow.AccountManager: WireObject {
    static let noun = "account_manager"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("first_name", &firstName)
        fields.field("last_name", &lastName)
        fields.field("email", &email)
        fields.field("work_phone", &workPhone)
        fields.field("cell_phone", &cellPhone)
        fields.field("instant_messaging_id", &instantMessagingID)
        fields.field("instant_messaging_identifier", &instantMessagingIdentifier)
    }
}
