// The requests of custom payout and revenue, tiered commissions and affiliate tiers as values (Everflow reference, 9.1,
// 10.1, 11). The tables are POSTs that read.

// Custom payout and revenue.
extension Everflow.Requests {
    /// - Parameters:
    ///   - offerID: only settings of that offer.
    ///   - savedAfter: only settings whose `time_saved` is later (1.4, first form).
    public static func customPayouts(
        page: Int, pageSize: Int, offerID: Int? = nil, savedAfter: Timestamp? = nil
    ) -> APIRequest {
        var query = pages(page, pageSize)
        if let offerID { query.append(APIRequest.QueryItem("filter", "network_offer_id=\(offerID)")) }
        if let savedAfter { query.append(APIRequest.QueryItem("filter", "time_saved>\(savedAfter.seconds)")) }
        return APIRequest(.get, "/networks/custom/payoutrevenue", query: query)
    }

    /// - Parameter relationships: of `offer`, `affiliates`, `limited_affiliates`, `payout_revenue_event_name`,
    ///   `offer_urls`, `all`.
    public static func customPayoutsTable(page: Int, pageSize: Int, relationships: [String] = ["all"]) -> APIRequest {
        let query = pages(page, pageSize) + related(relationships)
        return APIRequest(
            .post, "/networks/custom/payoutrevenuetable", query: query, body: JSONValue.object([]).serialized())
    }

    /// With the variables and the targeting that a full update has to send back.
    public static func customPayout(id: Int) -> APIRequest {
        APIRequest(.get, "/networks/custom/payoutrevenue/\(id)", query: related(["variables", "targeting"]))
    }

    public static func createCustomPayout(body: JSONValue) -> APIRequest {
        APIRequest(.post, "/networks/custom/payoutrevenue", body: body.serialized())
    }

    /// A full update: `body` carries every field.
    public static func putCustomPayout(id: Int, body: JSONValue) -> APIRequest {
        APIRequest(.put, "/networks/custom/payoutrevenue/\(id)", body: body.serialized())
    }

    /// The same fields for all of `ids`; custom payout settings take no `operator`.
    public static func patchCustomPayouts(ids: [Int], fields: [Everflow.FieldEdit]) -> APIRequest {
        var edit = Everflow.BulkEdit()
        edit.customPayoutIDs = ids
        edit.fields = fields
        return APIRequest(.patch, "/networks/custom/payoutrevenue", body: edit.json().serialized())
    }

    public static func deleteCustomPayout(id: Int) -> APIRequest {
        APIRequest(.delete, "/networks/custom/payoutrevenue/\(id)")
    }
}

// Tiered commissions.
extension Everflow.Requests {
    /// The only list.
    /// - Parameter name: only commissions whose name matches.
    public static func tieredCommissionsTable(
        page: Int, pageSize: Int, name: String? = nil, affiliateIDs: [Int] = [], offerIDs: [Int] = [],
        advertiserIDs: [Int] = []
    ) -> APIRequest {
        let terms: [JSONValue] =
            name.map { [.object([("search_type", .string("name")), ("value", .string($0))])] } ?? []
        let body: JSONValue = .object([
            ("search_terms", .array(terms)),
            (
                "filters",
                .object([
                    ("network_affiliate_ids", list(affiliateIDs)), ("network_offer_ids", list(offerIDs)),
                    ("network_advertiser_ids", list(advertiserIDs)),
                ])
            ),
        ])
        return APIRequest(
            .post, "/networks/tieredcommissions/table", query: pages(page, pageSize), body: body.serialized())
    }

    public static func tieredCommission(id: Int) -> APIRequest {
        APIRequest(.get, "/networks/tieredcommissions/\(id)")
    }

    public static func createTieredCommission(body: JSONValue) -> APIRequest {
        APIRequest(.post, "/networks/tieredcommissions", body: body.serialized())
    }

    /// A full update: `body` carries every field.
    public static func putTieredCommission(id: Int, body: JSONValue) -> APIRequest {
        APIRequest(.put, "/networks/tieredcommissions/\(id)", body: body.serialized())
    }
}

// Affiliate tiers.
extension Everflow.Requests {
    /// It has no paging.
    public static func affiliateTiers() -> APIRequest {
        APIRequest(.get, "/networks/affiliatetiers")
    }

    /// With the labels that a full update has to send back.
    public static func affiliateTier(id: Int) -> APIRequest {
        APIRequest(.get, "/networks/affiliatetiers/\(id)", query: related(["all"]))
    }

    public static func createAffiliateTier(body: JSONValue) -> APIRequest {
        APIRequest(.post, "/networks/affiliatetiers", body: body.serialized())
    }

    /// A full update: what `body` leaves out falls back to defaults.
    public static func putAffiliateTier(id: Int, body: JSONValue) -> APIRequest {
        APIRequest(.put, "/networks/affiliatetiers/\(id)", body: body.serialized())
    }

    private static func pages(_ page: Int, _ pageSize: Int) -> [APIRequest.QueryItem] {
        [APIRequest.QueryItem("page", String(page)), APIRequest.QueryItem("page_size", String(pageSize))]
    }

    private static func related(_ names: [String]) -> [APIRequest.QueryItem] {
        names.map { APIRequest.QueryItem("relationship", $0) }
    }

    private static func list(_ ids: [Int]) -> JSONValue {
        .array(ids.map { .int($0) })
    }
}
