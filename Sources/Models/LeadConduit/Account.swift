// Who the key belongs to (LeadConduit reference, 4.3). Keys that these answers carry are not read.

extension LeadConduit {
    /// Answer of `GET /account`.
    public struct Account: Hashable, Sendable, JSONWritable {
        public var id = ""
        public var ssoID: String?
        public var name = ""
        /// Default zone for resets.
        public var timeZone: String?
        public var type: String?
        public var dataRetentionInDays: Int?
        public var leadPingEnabled: Bool?
        public var productID: String?
        public var state: String?

        public init() {}

        public static func read(_ bytes: [UInt8]) throws(WireError) -> Account {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension LeadConduit.Account: WireObject {
    static let noun = "account"

    var defect: String? { id.isEmpty ? "has no id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("sso_id", &ssoID)
        fields.field("name", &name)
        fields.field("time_zone", &timeZone)
        fields.field("type", &type)
        fields.field("data_retention_in_days", &dataRetentionInDays)
        fields.field("lead_ping_enabled", &leadPingEnabled)
        fields.field("product_id", &productID)
        fields.field("state", &state)
    }
}
