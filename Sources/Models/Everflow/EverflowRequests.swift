// The read requests of Everflow as values; paths without the version, which the base address carries.

extension Everflow {
    public enum Requests {
        /// The account, and the connection check (reference, 1.7).
        public static func network() -> APIRequest {
            APIRequest(.get, "/networks")
        }

        /// The same under its other name, for a 404 on the first.
        public static func networkInfoFallback() -> APIRequest {
            APIRequest(.get, "/networks/info")
        }

        public static func timezones() -> APIRequest {
            APIRequest(.get, "/meta/timezones")
        }

        /// - Parameter savedAfter: only caps whose `time_saved` is later (1.4, first form).
        public static func customCaps(page: Int, pageSize: Int, savedAfter: Timestamp? = nil) -> APIRequest {
            list("/networks/custom/caps", page: page, pageSize: pageSize, savedAfter: savedAfter)
        }

        public static func customCap(id: Int) -> APIRequest {
            APIRequest(.get, "/networks/custom/caps/\(id)")
        }

        /// - Parameter relationships: `payout_revenue` and others (6.1); without it an answer may lack the payouts.
        public static func offers(
            page: Int, pageSize: Int, savedAfter: Timestamp? = nil, relationships: [String] = []
        ) -> APIRequest {
            var request = list("/networks/offers", page: page, pageSize: pageSize, savedAfter: savedAfter)
            request.query += relationships.map { APIRequest.QueryItem("relationship", $0) }
            return request
        }

        public static func offer(id: Int) -> APIRequest {
            APIRequest(.get, "/networks/offers/\(id)")
        }

        public static func offersTable(page: Int, pageSize: Int) -> APIRequest {
            table("/networks/offerstable", page: page, pageSize: pageSize)
        }

        /// The table under its other name, for a 404 on the first (section 14).
        public static func offersTableFallback(page: Int, pageSize: Int) -> APIRequest {
            table("/networks/offers/table", page: page, pageSize: pageSize)
        }

        public static func offerGroups() -> APIRequest {
            APIRequest(.get, "/networks/offergroups")
        }

        public static func offerGroup(id: Int) -> APIRequest {
            APIRequest(.get, "/networks/offergroups/\(id)")
        }

        public static func affiliates(page: Int, pageSize: Int, savedAfter: Timestamp? = nil) -> APIRequest {
            list("/networks/affiliates", page: page, pageSize: pageSize, savedAfter: savedAfter)
        }

        public static func affiliate(id: Int) -> APIRequest {
            APIRequest(.get, "/networks/affiliates/\(id)")
        }

        public static func affiliatesTable(page: Int, pageSize: Int) -> APIRequest {
            table("/networks/affiliatestable", page: page, pageSize: pageSize)
        }

        /// The table form of the entity report (section 12).
        /// - Parameters:
        ///   - from: first day, `YYYY-MM-DD` in that zone.
        ///   - to: last day, counted whole.
        ///   - currency: ISO 4217.
        ///   - columns: 1 to 10.
        public static func entityReport(
            from: String, to: String, timezoneID: Int, currency: String,
            columns: [String] = ["offer", "affiliate"], filters: [ReportFilter] = []
        ) -> APIRequest {
            let body: JSONValue = .object([
                ("from", .string(from)), ("to", .string(to)), ("timezone_id", .int(timezoneID)),
                ("currency_id", .string(currency)),
                ("columns", .array(columns.map { .object([("column", .string($0))]) })),
                ("query", .object([("filters", .array(filters.map { WireWriter.json($0) }))])),
            ])
            return APIRequest(.post, "/networks/reporting/entity/table", body: body.serialized())
        }

        private static func list(
            _ path: String, page: Int, pageSize: Int, savedAfter: Timestamp?
        ) -> APIRequest {
            var query = paging(page, pageSize)
            if let savedAfter {
                query.append(APIRequest.QueryItem("filter", "time_saved>\(savedAfter.seconds)"))
            }
            return APIRequest(.get, path, query: query)
        }

        /// Paging goes in the query string, the form with proof from working clients (1.3).
        private static func table(_ path: String, page: Int, pageSize: Int) -> APIRequest {
            APIRequest(.post, path, query: paging(page, pageSize), body: JSONValue.object([]).serialized())
        }

        private static func paging(_ page: Int, _ pageSize: Int) -> [APIRequest.QueryItem] {
            [APIRequest.QueryItem("page", String(page)), APIRequest.QueryItem("page_size", String(pageSize))]
        }
    }

    /// One condition of a report; several are combined with AND (1.4).
    public struct ReportFilter: Hashable, Sendable {
        /// `offer`, `affiliate`, `advertiser`, ...
        public var resourceType = ""
        public var value = ""

        public init() {}

        public init(resourceType: String, value: String) {
            self.resourceType = resourceType
            self.value = value
        }
    }
}

extension Everflow.ReportFilter: WireObject {
    static let noun = "filter"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("resource_type", &resourceType)
        fields.field("filter_id_value", &value)
    }
}
