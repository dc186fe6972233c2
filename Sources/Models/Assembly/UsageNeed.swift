// Which entity reports an account's caps need (Everflow reference, 5.3), and the reports' results found by that need.

/// What tells one usage table from another.
public struct UsageKey: Hashable, Sendable {
    public var timezoneID: Int
    /// ISO 4217.
    public var currency: String
    public var period: CapPeriod
    /// The first day of a commission's days; `period` is `global` then. nil for caps.
    public var since: CivilDate?

    public init(timezoneID: Int, currency: String, period: CapPeriod, since: CivilDate? = nil) {
        self.timezoneID = timezoneID
        self.currency = currency
        self.period = period
        self.since = since
    }

    /// What remarks call it: `usage per day`, `commission amounts since 2026-01-01`.
    public var text: String {
        since.map { "commission amounts since \($0.text)" } ?? "usage per \(period.text)"
    }
}

/// The zone and days of a table, whatever its currency.
struct UsagePlace: Hashable {
    var timezoneID: Int
    var period: CapPeriod
    var since: CivilDate?

    init(_ key: UsageKey) {
        timezoneID = key.timezoneID
        period = key.period
        since = key.since
    }
}

/// One report that is needed, and for which offers.
public struct UsageNeed: Sendable, Equatable {
    /// How many days back reports are asked for, today included: ten years, so that a wrong date does not become
    /// thousands of requests. Counts of what began earlier would lack days: they are unknown.
    public static let reachDays = 3_660

    public var key: UsageKey
    /// First and last day, in the zone of `key`.
    public var from: CivilDate
    public var to: CivilDate
    public var offerIDs: Set<Int>

    /// The days in spans of at most `days`, oldest first; only the last one is still running, and none is out of reach.
    public func spans(ofAtMost days: Int) -> [ClosedRange<CivilDate>] {
        var spans: [ClosedRange<CivilDate>] = []
        var first = max(from, to.adding(days: 1 - UsageNeed.reachDays))
        while first <= to {
            let last = min(to, first.adding(days: days - 1))
            spans.append(first...last)
            first = last.adding(days: 1)
        }
        return spans
    }
}

extension EverflowZone {
    /// Whether reports are asked for from that day on.
    func reaches(_ first: CivilDate) -> Bool { first > today.adding(days: -UsageNeed.reachDays) }
}

/// Usage tables by what they answer.
public struct EverflowUsage: Sendable {
    /// By place and currency. A table that was asked for and is unknown is nil and keeps its currency, so that counts
    /// which are to be found there are not looked for in another.
    private var tables: [UsagePlace: [String: UsageTable?]] = [:]

    public init() {}

    /// Set it for every need, to nil where the table is unknown.
    public subscript(key: UsageKey) -> UsageTable? {
        get { tables[UsagePlace(key)]?[key.currency] ?? nil }
        set { tables[UsagePlace(key), default: [:]].updateValue(newValue, forKey: key.currency) }
    }

    /// The table for one limit. Counts do not depend on the currency, amounts do: counts stand in the table that
    /// `NeedCollector` has them share, the only one sure to reach back far enough for them.
    func table(for metric: CapMetric, _ key: UsageKey) -> UsageTable? {
        guard !metric.isMoney else { return self[key] }
        return tables[UsagePlace(key)]?.min { $0.key < $1.key }?.value
    }
}

extension EverflowInventory {
    static let defaultCurrency = "USD"
    /// 2000-01-01: what is dated earlier is not dated.
    private static let earliestStart = Timestamp(seconds: 946_684_800)
    /// Days counted for a global cap when nothing says when its offer began.
    private static let assumedGlobalDays = 5 * 365

    /// The reports needed at `now`: for every custom cap, and for offers and groups whose remaining caps are unknown.
    public func usageNeeds(at now: Timestamp) -> [UsageNeed] {
        var book = EverflowZoneBook(self, now: now)
        var collector = NeedCollector(fallbackCurrency: info?.defaultCurrencyID ?? EverflowInventory.defaultCurrency)
        for cap in customCaps.rows {
            let offer = offer(cap.offerID)
            let zone = book.zone(ofOffer: offer)
            for limit in cap.caps.limits {
                let start = limit.period == .global ? firstDay(of: [cap.offerID], zone) : nil
                collector.add(limit, zone, currency: currency(of: cap), offers: [cap.offerID], globalStart: start)
            }
        }
        for offer in offers.rows {
            let zone = book.zone(ofOffer: offer)
            for limit in offer.caps.limits where isUnknown(offer.remaining, limit) {
                let start = limit.period == .global ? firstDay(of: [offer.id], zone) : nil
                collector.add(limit, zone, currency: offer.currency, offers: [offer.id], globalStart: start)
            }
        }
        for group in groups {
            for limit in group.caps.limits where isUnknown(group.remainingCaps, limit) {
                let members = group.offerIDs ?? []
                let start = limit.period == .global ? firstDay(of: members, book.network) : nil
                collector.add(limit, book.network, currency: currency(of: group), offers: members, globalStart: start)
            }
        }
        return collector.needs
    }

    func currency(of group: Everflow.OfferGroup) -> String? {
        group.currencyID ?? group.offerIDs?.lazy.compactMap { self.offer($0)?.currency }.first
            ?? info?.defaultCurrencyID
    }

    private func isUnknown(_ remaining: Everflow.RemainingCaps?, _ limit: CapLimit) -> Bool {
        remaining?.used(of: limit.maximum, limit.metric, limit.period) == nil
    }

    /// The day on which the oldest of these offers began.
    func firstDay(of offers: [Int], _ zone: EverflowZone) -> CivilDate {
        offers.map { firstDay(of: offer($0), zone) }.min() ?? zone.today
    }

    /// The day on which the offer began, or else its account; assumed when neither says so.
    func firstDay(of offer: OfferEntry?, _ zone: EverflowZone) -> CivilDate {
        let start = believed(offer?.timeCreated) ?? believed(info?.timeCreated)
        let day = start.map { zone.calendar.date(at: $0) }
        return min(day ?? zone.today.adding(days: -EverflowInventory.assumedGlobalDays), zone.today)
    }

    private func believed(_ start: Timestamp?) -> Timestamp? {
        start.flatMap { $0 < EverflowInventory.earliestStart ? nil : $0 }
    }
}

/// Gathers needs; limits on counts share a table with amounts of any currency.
private struct NeedCollector {
    let fallbackCurrency: String
    private var found: [UsageKey: UsageNeed] = [:]
    private var order: [UsageKey] = []
    private var countsOnly: [UsagePlace: UsageNeed] = [:]
    private var countsOrder: [UsagePlace] = []

    init(fallbackCurrency: String) {
        self.fallbackCurrency = fallbackCurrency
    }

    mutating func add(
        _ limit: CapLimit, _ zone: EverflowZone, currency: String?, offers: [Int], globalStart: CivilDate?
    ) {
        guard let from = zone.firstDay(limit.period) ?? globalStart, zone.reaches(from) else { return }
        let key = UsageKey(
            timezoneID: zone.timezoneID, currency: currency ?? fallbackCurrency, period: limit.period)
        let need = UsageNeed(key: key, from: from, to: zone.today, offerIDs: [])
        if limit.metric.isMoney {
            if found[key] == nil { order.append(key) }
            found[key].merge(need, offers: offers)
        } else {
            let place = UsagePlace(key)
            if countsOnly[place] == nil { countsOrder.append(place) }
            countsOnly[place].merge(need, offers: offers)
        }
    }

    var needs: [UsageNeed] {
        var all = found
        var keys = order
        for place in countsOrder {
            guard let need = countsOnly[place] else { continue }
            let shared = order.filter { UsagePlace($0) == place }.min { $0.currency < $1.currency }
            let key = shared ?? need.key
            if shared == nil { keys.append(key) }
            all[key].merge(need, offers: need.offerIDs)
        }
        return keys.compactMap { all[$0] }
    }
}

extension UsageNeed? {
    /// The earlier start, and these offers too.
    fileprivate mutating func merge(_ other: UsageNeed, offers: some Sequence<Int>) {
        if let from = self?.from {
            self?.from = Swift.min(from, other.from)
        } else {
            self = other
        }
        self?.offerIDs.formUnion(offers)
    }
}
