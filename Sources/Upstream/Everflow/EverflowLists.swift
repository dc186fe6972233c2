// The lists that an Everflow sync reads, and how each is brought up to date: whole, or by what was saved since.

import Models

extension EverflowList where Element == Everflow.CustomCap {
    static let customCaps = EverflowList(
        name: "custom caps", request: { Everflow.Requests.customCaps(page: $0, pageSize: $1, savedAfter: $2) },
        read: { bytes throws(WireError) in try Everflow.CustomCap.readPage(bytes) }, saved: \.timeSaved)
}

extension EverflowList where Element == Everflow.Offer {
    static let offers = EverflowList(
        name: "offers",
        request: {
            Everflow.Requests.offers(page: $0, pageSize: $1, savedAfter: $2, relationships: ["payout_revenue"])
        },
        read: { bytes throws(WireError) in try Everflow.Offer.readPage(bytes) }, saved: \.timeSaved)
}

extension EverflowList where Element == Everflow.Affiliate {
    static let affiliates = EverflowList(
        name: "affiliates", request: { Everflow.Requests.affiliates(page: $0, pageSize: $1, savedAfter: $2) },
        read: { bytes throws(WireError) in try Everflow.Affiliate.readPage(bytes) }, saved: \.timeSaved)
}

extension EverflowList where Element == Everflow.OfferRow {
    static let offerTable = EverflowList(
        name: "offer table", request: { page, size, _ in Everflow.Requests.offersTable(page: page, pageSize: size) },
        read: { bytes throws(WireError) in try Everflow.OfferRow.readPage(bytes) }, saved: \.timeSaved)

    /// The same under its other path (Everflow reference, section 14).
    static let offerTableFallback = EverflowList(
        name: "offer table",
        request: { page, size, _ in Everflow.Requests.offersTableFallback(page: page, pageSize: size) },
        read: { bytes throws(WireError) in try Everflow.OfferRow.readPage(bytes) }, saved: \.timeSaved)
}

extension EverflowList where Element == Everflow.CustomPayoutRevenue {
    static let customPayouts = EverflowList(
        name: "custom payouts", request: { Everflow.Requests.customPayouts(page: $0, pageSize: $1, savedAfter: $2) },
        read: { bytes throws(WireError) in try Everflow.CustomPayoutRevenue.readPage(bytes) }, saved: \.timeSaved)
}

extension EverflowList where Element == Everflow.TieredCommission {
    /// It has no filter on `time_saved`.
    static let tieredCommissions = EverflowList(
        name: "tiered commissions",
        request: { page, size, _ in Everflow.Requests.tieredCommissionsTable(page: page, pageSize: size) },
        read: { bytes throws(WireError) in try Everflow.TieredCommission.readPage(bytes) }, saved: \.timeSaved)
}

extension EverflowList where Element == Everflow.AffiliateTier {
    /// It has neither paging nor filters.
    static let affiliateTiers = EverflowList(
        name: "affiliate tiers", request: { _, _, _ in Everflow.Requests.affiliateTiers() },
        read: { bytes throws(WireError) in try Everflow.AffiliateTier.readPage(bytes) }, saved: \.timeSaved)
}

/// How far one list is known.
struct ListProgress: Sendable {
    var isLoaded = false
    /// The newest `time_saved` since the last whole load; nil when rows do not say, so that only whole loads are safe.
    var newest: Timestamp?
    /// The server's count less the rows known, after a whole load. A change means that rows went away.
    var surplus: Int?

    mutating func take<Element>(_ change: ListChange<Element>, saved: [Timestamp?], known: Int) {
        isLoaded = true
        if change.isWhole {
            newest = nil
            surplus = change.total.map { $0 - known }
        }
        for case let instant? in saved {
            // A row that is ahead of its time must not hide what is saved until then.
            let seen = min(instant, change.askedAt)
            newest = max(newest ?? seen, seen)
        }
    }

    /// Whether the server has fewer or more rows than those known would make it.
    func hasLostRows(total: Int?, known: Int) -> Bool {
        guard let total, let surplus else { return false }
        return total - known != surplus
    }
}

/// What a list answered.
struct ListChange<Element: Sendable>: Sendable {
    var items: [Element]
    /// True when these are all rows.
    var isWhole: Bool
    /// How many rows the server has in all, where it says so.
    var total: Int?
    var skipped: [String]
    /// By the server's clock: what is saved from then on is not here for certain.
    var askedAt: Timestamp
}

extension EverflowPages {
    func whole<Element>(_ list: EverflowList<Element>) async throws(UpstreamError) -> ListChange<Element> {
        let askedAt = client.serverNow
        let rows = try await all(list)
        return ListChange(
            items: rows.items, isWhole: true, total: rows.total, skipped: rows.skipped, askedAt: askedAt)
    }

    /// What changed since `progress`, or everything when that cannot be asked for: at first, when rows do not say when
    /// they were saved, and when the server ignores the filter or refuses it.
    func change<Element>(
        _ list: EverflowList<Element>, since progress: ListProgress, isFull: Bool, countsRows: Bool
    ) async throws(UpstreamError) -> ListChange<Element> {
        guard !isFull, progress.isLoaded, let newest = progress.newest else { return try await whole(list) }
        // The second before is asked for again: more may have been saved in it after it was read.
        let since = newest.adding(seconds: -1)
        let askedAt = client.serverNow
        let first: Everflow.Page<Element>
        do {
            first = try await page(list, 1, size: pageSize, savedAfter: since)
        } catch  where error.kind == .badRequest {
            return try await whole(list)
        }
        // A filtered answer is never taken for the whole list: one odd row in it would make all others go.
        if first.items.contains(where: { list.saved($0).map { $0 < since } ?? true }) { return try await whole(list) }
        let rows = try await rest(of: list, after: first, size: pageSize, savedAfter: since)
        let total = countsRows ? try await page(list, 1, size: 1).paging?.totalCount : nil
        return ListChange(items: rows.items, isWhole: false, total: total, skipped: rows.skipped, askedAt: askedAt)
    }
}
