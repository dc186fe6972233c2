// Turns records of the money side into what the engine pays by, and into the relationships of answers. Everflow reference,
// 9.1, 9.2, 11.

import Models

enum MoneyObjects {
    // MARK: - For the engine

    /// The sandbox made the documents, so that they read; nil otherwise.
    static func setting(_ record: MoneyRecord) -> Everflow.CustomPayoutRevenue? {
        let tree = MoneyDocument.whole(record, .customPayout)
        return try? Everflow.Received<Everflow.CustomPayoutRevenue>(tree: tree).value
    }

    static func commission(_ record: MoneyRecord) -> Everflow.TieredCommission? {
        let tree = MoneyDocument.whole(record, .tieredCommission)
        return try? Everflow.Received<Everflow.TieredCommission>(tree: tree).value
    }

    static func tier(_ record: MoneyRecord) -> Everflow.AffiliateTier? {
        let tree = MoneyDocument.whole(record, .affiliateTier)
        return try? Everflow.Received<Everflow.AffiliateTier>(tree: tree).value
    }

    // MARK: - Answers

    /// The relationships of the example in 9.2.
    static let usualRelationships: Set<String> = ["affiliates", "offer", "payout_revenue"]
    private static let everyRelationship = usualRelationships.union([
        "limited_affiliates", "payout_revenue_event_name", "offer_urls",
    ])

    /// - Parameters:
    ///   - relationships: of the answer's `relationship`; `all` is every one.
    ///   - shown: `variables`, `targeting`.
    static func answer(
        customPayout record: MoneyRecord, relationships: Set<String> = usualRelationships, shown: Set<String> = [],
        in directory: AccountDirectory
    ) -> JSONValue {
        let asked = relationships.contains("all") ? everyRelationship : relationships
        var members = shown.intersection(["variables"])
        if shown.contains("targeting") { members.insert("ruleset") }
        if shown.contains("all") { members = ["variables", "ruleset"] }
        return MoneyDocument.answer(
            record, .customPayout, shown: members, relationship: relationship(record, asked, directory))
    }

    static func answer(commission record: MoneyRecord) -> JSONValue {
        MoneyDocument.answer(record, .tieredCommission, relationship: .object([]))
    }

    /// Labels only where all relationships are asked for.
    static func answer(tier record: MoneyRecord, relationships: Set<String> = []) -> JSONValue {
        guard relationships.contains("all") else { return MoneyDocument.answer(record, .affiliateTier) }
        let labels = record.document["labels"]?.array ?? []
        return MoneyDocument.answer(record, .affiliateTier, relationship: .object([("labels", list(labels))]))
    }

    private static func relationship(
        _ record: MoneyRecord, _ asked: Set<String>, _ directory: AccountDirectory
    ) -> JSONValue {
        guard
            let offer = record.document["network_offer_id"]?.int64.flatMap({ directory.offersByID[Int(clamping: $0)] })
        else { return .object([]) }
        let entry = entry(of: record, offer, directory)
        var object = Everflow.CustomPayoutRevenue()
        let ids = record.document["network_affiliate_ids"]?.array ?? []
        let affiliates = ids.compactMap { id in id.int64.flatMap { directory.affiliatesByID[Int(clamping: $0)] } }
        if asked.contains("affiliates") { object.affiliates = affiliates.map(EverflowObjects.affiliateSummary) }
        if asked.contains("limited_affiliates") {
            object.limitedAffiliates = list(
                affiliates.prefix(5).map { EverflowObjects.affiliateSummary($0).json() }, total: affiliates.count)
        }
        if asked.contains("offer") { object.offer = EverflowObjects.offerSummary(offer) }
        if asked.contains("payout_revenue") { object.payoutRevenue = entry }
        if asked.contains("payout_revenue_event_name") {
            object.payoutRevenueEventName = .string(entry?.entryName ?? "")
        }
        if asked.contains("offer_urls") {
            let urls = record.document["network_offer_url_ids"]?.array ?? []
            object.offerURLs = list(urls.map { .object([("network_offer_url_id", $0)]) })
        }
        if !asked.isEmpty { object.relationshipCurrencyID = offer.currency }
        return object.json()["relationship"] ?? .object([])
    }

    private static func entry(
        of record: MoneyRecord, _ offer: OfferRecord, _ directory: AccountDirectory
    ) -> Everflow.PayoutRevenue? {
        let wanted = record.document["network_offer_payout_revenue_id"]?.int64 ?? 0
        let base = EverflowObjects.payoutRevenue(offer)
        if wanted == 0 || wanted == Int64(base.id) { return base }
        return directory.eventsByOffer[offer.id]?.first { Int64($0.id) == wanted }.map(EverflowObjects.payoutRevenue)
    }

    private static func list(_ entries: [JSONValue], total: Int? = nil) -> JSONValue {
        .object([("total", .int(total ?? entries.count)), ("entries", .array(entries))])
    }
}
