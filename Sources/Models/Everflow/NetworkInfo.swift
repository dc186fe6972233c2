// The account itself (Everflow reference, 1.7): connection check, default zone and currency.

extension Everflow {
    /// Answer of `GET /networks` or `GET /networks/info`.
    public struct NetworkInfo: Hashable, Sendable, JSONWritable {
        public var id = 0
        public var name = ""
        public var status = ""
        /// ISO 4217.
        public var defaultCurrencyID: String?
        /// An id of the time zone list.
        public var reportingTimezoneID: Int?
        public var timeCreated: Timestamp?
        public var timeSaved: Timestamp?

        public init() {}

        public static func read(_ bytes: [UInt8]) throws(WireError) -> NetworkInfo {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension Everflow.NetworkInfo: WireObject {
    static let noun = "network"

    var defect: String? { id == 0 ? "has no network_id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_id", &id)
        fields.field("name", &name)
        fields.field("status", &status)
        fields.field("default_currency_id", &defaultCurrencyID)
        fields.field("reporting_timezone_id", &reportingTimezoneID)
        fields.unixTime("time_created", &timeCreated)
        fields.unixTime("time_saved", &timeSaved)
    }
}
