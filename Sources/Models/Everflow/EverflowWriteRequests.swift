// The requests of Everflow that change something, and their previews, as values (reference, 4.1, 6.1, 7, 8.1).

extension Everflow.Requests {
    public static func createCustomCap(_ draft: Everflow.CustomCapDraft) -> APIRequest {
        APIRequest(.post, "/networks/custom/caps", body: draft.json().serialized())
    }

    /// The same fields for all of `ids`; custom caps take no `operator` (4.3).
    public static func patchCustomCaps(ids: [Int], fields: [Everflow.FieldEdit]) -> APIRequest {
        var edit = Everflow.BulkEdit()
        edit.customCapIDs = ids
        edit.fields = fields
        return APIRequest(.patch, "/networks/custom/caps", body: edit.json().serialized())
    }

    public static func deleteCustomCap(id: Int) -> APIRequest {
        APIRequest(.delete, "/networks/custom/caps/\(id)")
    }

    /// What `applyOffers` would do; changes nothing (6.4).
    public static func previewOffers(ids: [Int], fields: [Everflow.FieldEdit]) -> APIRequest {
        APIRequest(.post, "/networks/patch/offers/submit", body: offers(ids, fields))
    }

    public static func applyOffers(ids: [Int], fields: [Everflow.FieldEdit]) -> APIRequest {
        APIRequest(.patch, "/networks/patch/offers/apply", body: offers(ids, fields))
    }

    /// What `applyAffiliates` would do; changes nothing (8.1).
    public static func previewAffiliates(ids: [Int], fields: [Everflow.FieldEdit]) -> APIRequest {
        APIRequest(.post, "/networks/patch/affiliates/submit", body: affiliates(ids, fields))
    }

    public static func applyAffiliates(ids: [Int], fields: [Everflow.FieldEdit]) -> APIRequest {
        APIRequest(.patch, "/networks/patch/affiliates/apply", body: affiliates(ids, fields))
    }

    /// A full update: what `body` leaves out falls back to defaults (section 7).
    public static func putOfferGroup(id: Int, body: JSONValue) -> APIRequest {
        APIRequest(.put, "/networks/offergroups/\(id)", body: body.serialized())
    }

    /// With the billing that a full update has to send back (8.2).
    public static func affiliateWithBilling(id: Int) -> APIRequest {
        APIRequest(.get, "/networks/affiliates/\(id)", query: [APIRequest.QueryItem("relationship", "billing")])
    }

    /// A full update: what `body` leaves out is reset (8.1).
    public static func putAffiliate(id: Int, body: JSONValue) -> APIRequest {
        APIRequest(.put, "/networks/affiliates/\(id)", body: body.serialized())
    }

    private static func offers(_ ids: [Int], _ fields: [Everflow.FieldEdit]) -> [UInt8] {
        var edit = Everflow.BulkEdit()
        edit.offerIDs = ids
        edit.fields = fields
        return edit.json().serialized()
    }

    private static func affiliates(_ ids: [Int], _ fields: [Everflow.FieldEdit]) -> [UInt8] {
        var edit = Everflow.BulkEdit()
        edit.affiliateIDs = ids
        edit.fields = fields
        return edit.json().serialized()
    }
}
