// Turns an Everflow account's inventory and usage into a snapshot: objects, limits, counts, windows. Pure.

extension EverflowInventory {
    /// Everything known of the account as of `now`, the instant for which its usage was asked.
    public func snapshot(
        of network: Network, usage: EverflowUsage, now: Timestamp, clockSkew: Int64 = 0, notes: [String] = [],
        money: NetworkMoney? = nil
    ) -> NetworkSnapshot {
        var assembly = EverflowAssembly(inventory: self, network: network, usage: usage, now: now)
        assembly.addCustomCaps()
        assembly.addOffers()
        assembly.addGroups()
        let notes = notes + assembly.outOfReach + assembly.disagreement()
        return NetworkSnapshot(
            network: assembly.named, affiliates: everyAffiliate, offers: everyOffer,
            groups: groups.map { OfferGroup($0) }, meters: assembly.meters, asOf: now, clockSkew: clockSkew,
            notes: notes, money: money)
    }

    private var everyAffiliate: [Affiliate] {
        affiliates.rows + mentionedAffiliates.rows.filter { Int($0.id).map { !affiliates.contains($0) } ?? true }
    }

    private var everyOffer: [Offer] {
        let entries = offers.rows + mentionedOffers.rows.filter { !offers.contains($0.id) }
        return entries.map { entry in
            let group = entry.groupID.flatMap { $0 == 0 ? nil : String($0) }
            return Offer(id: String(entry.id), name: entry.name, status: entry.status, groupID: group)
        }
    }
}

extension OfferGroup {
    init(_ group: Everflow.OfferGroup) {
        self.init(
            id: String(group.id), name: group.name, status: group.status,
            offerIDs: (group.offerIDs ?? []).map { String($0) })
    }
}

private struct EverflowAssembly {
    let inventory: EverflowInventory
    let network: Network
    let now: Timestamp
    private let counts: EverflowCounts
    private var book: EverflowZoneBook
    private var contexts: CapContexts
    private(set) var meters: [CapMeter] = []
    private var unreached = 0

    init(inventory: EverflowInventory, network: Network, usage: EverflowUsage, now: Timestamp) {
        self.inventory = inventory
        self.network = network
        counts = EverflowCounts(usage: usage, now: now)
        self.now = now
        book = EverflowZoneBook(inventory, now: now)
        contexts = CapContexts(network: network.name)
        meters.reserveCapacity(inventory.customCapCount * 3)
    }

    /// The network with what the account says of itself.
    var named: Network {
        var named = network
        named.accountName = inventory.info?.name ?? network.accountName
        named.timeZone = book.network.isAssumed ? network.timeZone : book.network.identifier
        named.currency = inventory.info?.defaultCurrencyID ?? network.currency
        return named
    }

    mutating func addCustomCaps() {
        let counts = counts
        var (affiliates, offers) = (NamedIDs<Int>(), NamedIDs<Int>())
        for cap in inventory.customCaps.rows {
            let offer = inventory.offer(cap.offerID)
            let zone = book.zone(ofOffer: offer)
            let currency = inventory.currency(of: cap)
            let object = CapObject(
                .custom, key: String(cap.id), in: context(zone, currency), scope: .custom, name: cap.name,
                affiliate: affiliates.named(cap.affiliateID) {
                    NamedID(id: String($0), name: inventory.affiliate($0)?.name ?? "")
                },
                offer: offers.named(cap.offerID) { NamedID(id: String($0), name: offer?.name ?? "") },
                isSoftCap: cap.isSoftCap,
                isEnabled: offer?.isCapsEnabled ?? true)
            add(object, cap.caps, zone, offers: [cap.offerID]) { limit in
                counts.derived(limit, zone, currency) {
                    $0.reading(limit.metric, offer: cap.offerID, affiliate: cap.affiliateID)
                }
            }
        }
    }

    mutating func addOffers() {
        let counts = counts
        for offer in inventory.offers.rows where !offer.caps.isEmpty {
            let zone = book.zone(ofOffer: offer)
            let currency = offer.currency ?? inventory.info?.defaultCurrencyID
            let object = CapObject(
                .offer, key: String(offer.id), in: context(zone, currency), scope: .offer, name: offer.name,
                offer: NamedID(id: String(offer.id), name: offer.name), isSoftCap: offer.isSoftCap ?? false,
                isEnabled: offer.isCapsEnabled ?? true)
            add(object, offer.caps, zone, offers: [offer.id]) { limit in
                counts.stated(limit, offer.remaining)
                    ?? counts.derived(limit, zone, currency) { $0.reading(limit.metric, offer: offer.id) }
            }
        }
    }

    /// One sentence when what the network states of the running day and what its report adds up to differ by more than
    /// 2 % (Everflow reference, 5.2). Answers read moments apart differ by a few: that says nothing.
    mutating func disagreement() -> [String] {
        var worst: (share: Double, text: String)?
        var count = 0
        for offer in inventory.offers.rows where !offer.caps.isEmpty {
            let zone = book.zone(ofOffer: offer)
            let currency = offer.currency ?? inventory.info?.defaultCurrencyID
            for limit in offer.caps.limits where limit.period == .daily {
                guard let stated = counts.stated(limit, offer.remaining),
                    let summed = counts.derived(limit, zone, currency, { $0.reading(limit.metric, offer: offer.id) })
                else { continue }
                let apart = abs(stated.count.doubleValue - summed.count.doubleValue)
                let share = apart / max(stated.count.doubleValue, summed.count.doubleValue, 1)
                guard apart > 5, share > 0.02 else { continue }
                count += 1
                guard share > worst?.share ?? 0 else { continue }
                worst = (
                    share, "\(offer.name) \(limit.metric.rawValue) \(stated.count) stated, \(summed.count) reported"
                )
            }
        }
        return worst.map { ["daily counts that differ by over 2 % from the reports: \(count), most \($0.text)"] } ?? []
    }

    /// One sentence when limits count from further back than reports are asked for.
    var outOfReach: [String] {
        guard unreached > 0 else { return [] }
        return [
            "global caps that began over \(UsageNeed.reachDays) days ago, further back than reports are asked for: "
                + "\(unreached), counts unknown"
        ]
    }

    mutating func addGroups() {
        let counts = counts
        let zone = book.network
        for group in inventory.groups where !group.caps.isEmpty {
            let currency = inventory.currency(of: group)
            let object = CapObject(
                .group, key: String(group.id), in: context(zone, currency), scope: .group, name: group.name,
                isSoftCap: group.isSoftCap ?? false, isEnabled: group.isCapsEnabled ?? true)
            add(object, group.caps, zone, offers: group.offerIDs ?? []) { limit in
                counts.stated(limit, group.remainingCaps)
                    ?? counts.derived(limit, zone, currency) { table in
                        group.offerIDs.flatMap { table.reading(limit.metric, offers: $0) }
                    }
            }
        }
    }

    private mutating func context(_ zone: EverflowZone, _ currency: String?) -> CapContext {
        contexts.context(timeZone: zone.identifier, isTimeZoneAssumed: zone.isAssumed, currency: currency)
    }

    private mutating func add(
        _ object: CapObject, _ caps: Everflow.CapMatrix, _ zone: EverflowZone, offers: [Int],
        _ count: (CapLimit) -> EverflowCounts.Found?
    ) {
        for limit in caps.limits {
            var found = count(limit)
            // A table of younger offers may have rows of these, but not all of their days.
            if limit.period == .global, found?.precision != .exact,
                !zone.reaches(inventory.firstDay(of: offers, zone))
            {
                found = nil
                unreached += 1
            }
            let window = zone.window(limit.period)
            meters.append(
                CapMeter(
                    object: object, limit: limit, count: found?.count, startedAt: window?.startedAt,
                    expiresAt: window?.endsAt, asOf: found?.asOf ?? now, precision: found?.precision ?? .unknown))
        }
    }
}

/// Finds counts: what the upstream states first, what its reports add up to otherwise.
private struct EverflowCounts {
    struct Found {
        var count: Quantity
        var asOf: Timestamp
        var precision: UsagePrecision
    }

    let usage: EverflowUsage
    let now: Timestamp

    /// What the upstream itself says (Everflow reference, 5.2).
    func stated(_ limit: CapLimit, _ remaining: Everflow.RemainingCaps?) -> Found? {
        remaining?.used(of: limit.maximum, limit.metric, limit.period)
            .map { Found(count: $0, asOf: now, precision: .exact) }
    }

    /// What reports add up to (Everflow reference, 5.3).
    func derived(
        _ limit: CapLimit, _ zone: EverflowZone, _ currency: String?, _ read: (UsageTable) -> UsageReading?
    ) -> Found? {
        let key = UsageKey(
            timezoneID: zone.timezoneID, currency: currency ?? EverflowInventory.defaultCurrency, period: limit.period)
        return usage.table(for: limit.metric, key).flatMap(read)
            .map { Found(count: $0.count, asOf: $0.asOf, precision: .derived) }
    }
}
