// An affiliate as a row of the search table (Everflow reference, 8.2).

extension Everflow {
    /// One row of `POST /networks/affiliatestable`.
    public struct AffiliateRow: Hashable, Sendable, JSONWritable {
        public var id = 0
        public var networkID: Int?
        public var name = ""
        public var accountStatus = ""
        public var accountManagerID: Int?
        public var accountManagerName: String?
        public var accountExecutiveID: Int?
        public var accountExecutiveName: String?
        /// Display text, never parsed.
        public var todayRevenue: String?
        public var balance: Quantity?
        public var globalTrackingDomainURL: String?
        public var countryCode: String?
        public var timeCreated: Timestamp?
        public var timeSaved: Timestamp?

        public init() {}

        /// Reads `POST /networks/affiliatestable`.
        public static func readPage(_ bytes: [UInt8]) throws(WireError) -> Page<AffiliateRow> {
            try Page.read(bytes, key: "affiliates")
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension Everflow.AffiliateRow: WireObject {
    static let noun = "affiliate"

    var defect: String? { id == 0 ? "has no network_affiliate_id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_affiliate_id", &id)
        fields.field("network_id", &networkID)
        fields.field("name", &name)
        fields.field("account_status", &accountStatus)
        fields.field("account_manager_id", &accountManagerID)
        fields.field("account_manager_name", &accountManagerName)
        fields.field("account_executive_id", &accountExecutiveID)
        fields.field("account_executive_name", &accountExecutiveName)
        fields.field("today_revenue", &todayRevenue)
        fields.field("balance", &balance)
        fields.field("global_tracking_domain_url", &globalTrackingDomainURL)
        fields.field("network_country_code", &countryCode)
        fields.unixTime("time_created", &timeCreated)
        fields.unixTime("time_saved", &timeSaved)
    }
}
