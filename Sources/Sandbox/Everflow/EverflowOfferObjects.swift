// Turns offer records into Everflow's two forms of an offer. Knows fields, not requests. Everflow reference, 6.2, 6.3.

import Models

extension EverflowObjects {
    static func offer(_ record: OfferRecord, events: [OfferEventRecord]) -> Everflow.Offer {
        var offer = Everflow.Offer()
        offer.id = record.id
        offer.networkID = SandboxNetwork.networkID
        offer.advertiserID = record.advertiserID
        offer.offerGroupID = record.groupID
        offer.name = record.name
        offer.status = record.status
        offer.visibility = record.visibility
        offer.currencyID = record.currency
        offer.isCapsEnabled = record.isCapsEnabled
        offer.isSoftCap = record.isSoftCap
        offer.capsTimezoneID = record.capsTimezoneID
        offer.caps = matrix(record.limits)
        offer.timeCreated = record.createdAt
        offer.timeSaved = record.savedAt
        offer.category = category(record)
        offer.categoryID = offer.category?.id
        offer.labels = record.labels
        offer.encodedValue = encoded(record.id, salt: 4)
        offer.isLockedCurrency = true
        offer.isLockedCapsTimezone = record.capsTimezoneID != 0
        offer.payoutRevenue = [payoutRevenue(record)] + events.map(payoutRevenue)
        addTexts(to: &offer)
        addTracking(to: &offer)
        return offer
    }

    private static func addTexts(to offer: inout Everflow.Offer) {
        offer.thumbnailURL = ""
        offer.internalNotes = ""
        offer.projectID = ""
        offer.destinationURL = destination(offer.id)
        offer.previewURL = ""
        offer.serverSideURL = ""
        offer.htmlDescription = ""
        offer.dateLiveUntil = ""
    }

    private static func addTracking(to offer: inout Everflow.Offer) {
        offer.redirectMode = "standard"
        offer.conversionMethod = "server_postback"
        offer.sessionDefinition = "cookie"
        offer.sessionDuration = 24
        offer.trackingDomainID = trackingDomainID
        offer.isUseSecureLink = true
        offer.isFailTrafficEnabled = false
        offer.redirectRoutingMethod = "internal"
        offer.redirectInternalRoutingType = "priority"
        offer.isDuplicateFilterEnabled = false
        offer.duplicateFilterTargetingAction = "unknown"
        offer.isMustApproveConversion = false
    }

    private static func category(_ record: OfferRecord) -> Everflow.Category {
        var category = Everflow.Category()
        category.id = 1 + record.category.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % 97 }
        category.networkID = SandboxNetwork.networkID
        category.name = record.category
        category.status = "active"
        category.timeCreated = SandboxNetwork.createdAt
        category.timeSaved = SandboxNetwork.createdAt
        return category
    }

    static func payoutRevenue(_ record: OfferRecord) -> Everflow.PayoutRevenue {
        var entry = payoutRevenue(
            MoneyRate(type: "cpa", amount: record.payout), MoneyRate(type: "rpa", amount: record.revenue))
        entry.id = record.id + 527
        entry.offerID = record.id
        entry.entryName = "Base"
        entry.isDefault = true
        entry.isEnforceCaps = true
        entry.timeCreated = record.createdAt
        return entry
    }

    static func payoutRevenue(_ record: OfferEventRecord) -> Everflow.PayoutRevenue {
        var entry = payoutRevenue(record.payout, record.revenue)
        entry.id = record.id
        entry.offerID = record.offerID
        entry.entryName = record.name
        entry.isEnforceCaps = false
        entry.timeCreated = record.createdAt
        return entry
    }

    private static func payoutRevenue(_ payout: MoneyRate, _ revenue: MoneyRate) -> Everflow.PayoutRevenue {
        var entry = Everflow.PayoutRevenue()
        entry.networkID = SandboxNetwork.networkID
        entry.payoutType = payout.type
        entry.payoutAmount = payout.amount
        entry.payoutPercentage = payout.percentage
        entry.revenueType = revenue.type
        entry.revenueAmount = revenue.amount
        entry.revenuePercentage = revenue.percentage
        entry.isPrivate = false
        entry.isPostbackDisabled = false
        entry.globalAdvertiserEventID = 0
        entry.isMustApproveConversion = false
        entry.isAllowDuplicateConversion = true
        entry.isEmailAttributionDefaultEvent = false
        return entry
    }

    private static func destination(_ id: Int) -> String {
        "https://shop.example.com/offer-\(id)?tid={transaction_id}"
    }

    // MARK: - Table rows

    static func offerRow(_ record: OfferRecord, tally: Tally, in directory: AccountDirectory) -> Everflow.OfferRow {
        var row = Everflow.OfferRow()
        row.id = record.id
        row.networkID = SandboxNetwork.networkID
        row.advertiserID = record.advertiserID
        row.name = record.name
        row.status = record.status
        row.thumbnailURL = ""
        row.visibility = record.visibility
        row.advertiserName = directory.advertisersByID[record.advertiserID]?.name ?? ""
        row.category = record.category
        row.offerGroupID = record.groupID
        row.timeCreated = record.createdAt
        row.timeSaved = record.savedAt
        row.caps = matrix(record.limits)
        row.destinationURL = destination(record.id)
        row.encodedValue = encoded(record.id, salt: 4)
        row.labels = record.labels.isEmpty ? nil : record.labels
        row.isForceTermsAndConditions = false
        row.projectID = ""
        row.optimizedThumbnailURL = ""
        row.currencyID = record.currency
        row.remainingCaps = remaining(record.limits, tally)
        addMoney(to: &row, record, tally)
        return row
    }

    private static func addMoney(to row: inout Everflow.OfferRow, _ record: OfferRecord, _ tally: Tally) {
        let today = { (metric: CapMetric) in tally.amount(LimitSlot(metric: metric, period: .day)) }
        row.payout = "CPA: \(MoneyText.dollars(record.payout))"
        row.revenue = "RPA: \(MoneyText.dollars(record.revenue))"
        row.todayRevenue = MoneyText.dollars(today(.revenue))
        row.todayClicks = today(.click)
        row.todayRevenueAmount = today(.revenue)
        row.todayPayoutAmount = today(.payout)
        row.revenueAmount = record.revenue
        row.payoutAmount = record.payout
        row.payoutType = "cpa"
        row.revenueType = "rpa"
        row.payoutPercentage = .zero
        row.revenuePercentage = .zero
    }
}
