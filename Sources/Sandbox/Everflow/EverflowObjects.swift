// Turns records into Everflow's wire objects. Knows fields, not requests. Everflow reference, 4.2, 6.2, 6.3, 7, 8.2.

import Models

/// Writes the objects of one network at one instant.
struct EverflowObjects {
    static let trackingDomainID = 2

    // MARK: - Custom caps

    static func customCap(_ record: CustomCapRecord, in directory: AccountDirectory) -> Everflow.CustomCap {
        var cap = Everflow.CustomCap()
        cap.id = record.id
        cap.networkID = SandboxNetwork.networkID
        cap.affiliateID = record.pair.affiliate
        cap.offerID = record.pair.offer
        cap.name = record.name
        cap.caps = matrix(record.limits)
        cap.timeCreated = record.createdAt
        cap.timeSaved = record.savedAt
        cap.isSoftCap = record.isSoftCap
        cap.affiliate = directory.affiliatesByID[record.pair.affiliate].map(affiliateSummary)
        cap.offer = directory.offersByID[record.pair.offer].map(offerSummary)
        cap.currencyID = directory.offersByID[record.pair.offer]?.currency
        return cap
    }

    static func affiliateSummary(_ record: AffiliateRecord) -> Everflow.Affiliate {
        var affiliate = Everflow.Affiliate()
        affiliate.id = record.id
        affiliate.networkID = SandboxNetwork.networkID
        affiliate.name = record.name
        affiliate.accountStatus = record.status
        return affiliate
    }

    static func offerSummary(_ record: OfferRecord) -> Everflow.OfferSummary {
        var offer = Everflow.OfferSummary()
        offer.id = record.id
        offer.networkID = SandboxNetwork.networkID
        offer.advertiserID = record.advertiserID
        offer.offerGroupID = record.groupID
        offer.name = record.name
        offer.status = record.status
        offer.trackingDomainID = trackingDomainID
        offer.visibility = record.visibility
        offer.currencyID = record.currency
        return offer
    }

    /// All sixteen, zeros included.
    static func matrix(_ limits: CapLimits) -> Everflow.CapMatrix {
        var matrix = Everflow.CapMatrix()
        for slot in LimitSlot.all { matrix[slot.metric, slot.period.capPeriod] = limits[slot] }
        return matrix
    }

    /// What is left of each limit, below zero after an overshoot, or the sentinel without a limit.
    static func remaining(_ limits: CapLimits, _ tally: Tally) -> Everflow.RemainingCaps {
        var remaining = Everflow.RemainingCaps()
        for slot in LimitSlot.all {
            remaining[slot.metric, slot.period.capPeriod] =
                limits[slot] > .zero ? limits[slot] - tally.amount(slot) : Everflow.RemainingCaps.sentinel
        }
        return remaining
    }

    // MARK: - Affiliates

    static func affiliate(_ record: AffiliateRecord) -> Everflow.Affiliate {
        var affiliate = affiliateSummary(record)
        affiliate.employeeID = record.managerID
        affiliate.internalNotes = ""
        affiliate.hasNotifications = true
        affiliate.trafficSourceID = 0
        affiliate.accountExecutiveID = 0
        affiliate.adressID = 0
        affiliate.defaultCurrencyID = SandboxNetwork.currency
        affiliate.isContactAddressEnabled = false
        affiliate.enableMediaCostTrackingLinks = false
        affiliate.timeCreated = record.createdAt
        affiliate.timeSaved = record.savedAt
        affiliate.referrerID = 0
        affiliate.labels = record.labels
        affiliate.accountManager = manager(record.managerID)
        affiliate.encodedValue = encoded(record.id, salt: 7)
        return affiliate
    }

    private static func manager(_ id: Int) -> Everflow.AccountManager {
        var manager = Everflow.AccountManager()
        let name = StaffNames.name(id)
        manager.firstName = name.first
        manager.lastName = name.last
        manager.email = "\(name.first.lowercased())@example.net"
        manager.workPhone = ""
        manager.cellPhone = ""
        manager.instantMessagingID = 0
        manager.instantMessagingIdentifier = ""
        return manager
    }

    /// With what full updates have set, and how it is billed where that is asked for.
    static func affiliate(_ record: AffiliateRecord, relationships: Set<String>) -> JSONValue {
        var tree = affiliate(record).json()
        for member in record.details.members where member.name != "billing" { tree[member.name] = member.value }
        if relationships.contains("billing") {
            tree["relationship"]?["billing"] = record.details["billing"] ?? usualBilling
        }
        return tree
    }

    private static let usualBilling: JSONValue = .object([
        ("billing_frequency", .string("monthly")), ("payment_type", .string("none")), ("details", .object([])),
    ])

    static func affiliateRow(_ record: AffiliateRecord, today: CountedSums) -> Everflow.AffiliateRow {
        var row = Everflow.AffiliateRow()
        row.id = record.id
        row.networkID = SandboxNetwork.networkID
        row.name = record.name
        row.accountStatus = record.status
        row.accountManagerID = record.managerID
        let name = StaffNames.name(record.managerID)
        row.accountManagerName = "\(name.first) \(name.last)"
        row.accountExecutiveID = 0
        row.accountExecutiveName = ""
        row.todayRevenue = MoneyText.dollars(today.amount(.revenue))
        row.balance = today.amount(.payout)
        row.globalTrackingDomainURL = ""
        row.countryCode = record.country
        row.timeCreated = record.createdAt
        row.timeSaved = record.savedAt
        return row
    }

    // MARK: - Groups and advertisers

    static func group(_ record: GroupRecord, tally: Tally, in directory: AccountDirectory) -> Everflow.OfferGroup {
        var group = Everflow.OfferGroup()
        group.id = record.id
        group.networkID = SandboxNetwork.networkID
        group.advertiserID = record.advertiserID
        group.name = record.name
        group.internalNotes = record.details["internal_notes"]?.text ?? ""
        group.status = record.status
        group.currencyID = record.currency
        group.isCapsEnabled = record.isCapsEnabled
        group.isSoftCap = record.isSoftCap
        group.caps = matrix(record.limits)
        group.timeCreated = record.createdAt
        group.timeSaved = record.savedAt
        group.advertiser = directory.advertisersByID[record.advertiserID].map(advertiserSummary)
        group.labels = record.details["labels"]?.array?.compactMap(\.text) ?? []
        group.offerIDs = directory.offerIDsByGroup[record.id] ?? []
        group.remainingCaps = remaining(record.limits, tally)
        return group
    }

    private static func advertiserSummary(_ record: AdvertiserRecord) -> Everflow.Advertiser {
        var advertiser = Everflow.Advertiser()
        advertiser.id = record.id
        advertiser.networkID = SandboxNetwork.networkID
        advertiser.name = record.name
        advertiser.accountStatus = record.status
        return advertiser
    }

    static func advertiser(_ record: AdvertiserRecord) -> JSONValue {
        .object([
            ("network_advertiser_id", .int(record.id)), ("network_id", .int(SandboxNetwork.networkID)),
            ("name", .string(record.name)), ("account_status", .string(record.status)),
            ("default_currency_id", .string(SandboxNetwork.currency)), ("time_created", .int(record.createdAt.seconds)),
            ("time_saved", .int(record.savedAt.seconds)),
        ])
    }

    /// Five letters and digits, as links carry ids.
    static func encoded(_ id: Int, salt: Int) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ")
        var rest = id &* 7919 &+ salt &* 104_729
        var text = ""
        for _ in 0..<5 {
            text.append(alphabet[rest % alphabet.count])
            rest /= alphabet.count
        }
        return text
    }
}

/// Display texts of amounts, which clients never parse.
enum MoneyText {
    /// `$2,580.00`
    static func dollars(_ amount: Quantity) -> String {
        let cents = (amount.millionths + 5000) / 10_000
        let whole = String(cents / 100)
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        let rest = cents % 100
        return "$\(grouped).\(rest < 10 ? "0" : "")\(rest)"
    }
}
