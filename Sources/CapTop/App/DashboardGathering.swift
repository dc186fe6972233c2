// What one network's meters come to in the lists: which rows pass filter and selection, and the sums of affiliates, offers
// and totals. Long lists are gathered in parts. Pure; knows no order.
import Models

/// What one network's meters come to.
struct DashboardGathering: Sendable {
    private struct Sum {
        var utilisation: Double?
        var state = MeterState.unknown
        var count = 0

        mutating func add(_ utilisation: Double?, _ state: MeterState) {
            count += 1
            self.state = max(self.state, state)
            if let utilisation { self.utilisation = max(self.utilisation ?? 0, utilisation) }
        }

        mutating func add(_ other: Sum) {
            add(other.utilisation, other.state)
            count += other.count - 1
        }
    }

    private let name: String
    private let snapshot: NetworkSnapshot
    private let forecasts: [Forecast?]
    private let index: MeterIndex
    private let now: Timestamp
    /// The number of the selected one; -2 for one that no meter here has; nil without a selection.
    private let affiliate: Int32?
    private let offer: Int32?
    /// The groups that hold the selected offer: their budget is the offer's too.
    private let offersOfGroup: Set<String>
    private var affiliates: [Sum]
    private var offers: [Sum]
    private(set) var totals = Totals()
    private(set) var caps: [Int] = []
    /// The end of the first window to end, on the network's clock.
    private(set) var nextReset: Timestamp?

    init(network: NetworkState, _ snapshot: NetworkSnapshot, _ index: MeterIndex, key: ListKey, at now: Timestamp) {
        name = network.network.name
        self.snapshot = snapshot
        forecasts = network.forecasts
        self.index = index
        self.now = now
        let name = name
        func number(_ selected: SubjectID?, _ find: (String) -> Int32?) -> Int32? {
            selected.map { $0.network == name ? find($0.id) ?? -2 : -2 }
        }
        affiliate = number(key.affiliate, index.affiliateNumber)
        offer = number(key.offer, index.offerNumber)
        let group = key.offer.flatMap { $0.network == name ? $0.id : nil }
        offersOfGroup = Set(
            snapshot.groups.filter { own in group.map { own.offerIDs.contains($0) } ?? false }.map(\.id))
        affiliates = Array(repeating: Sum(), count: index.affiliates.count)
        offers = Array(repeating: Sum(), count: index.offers.count)
    }

    mutating func run(filter: CapQuery, isUrgent: Bool) {
        let isAll = filter.isEmpty
        var matches: [Bool] = []
        if !isAll {
            matches = Array(repeating: false, count: snapshot.meters.count)
            let context = QueryContext(snapshot, now: now)
            for place in filter.indices(in: snapshot.meters, forecasts: forecasts, context) { matches[place] = true }
        }
        let (empty, known) = (self, matches)
        for part in Parts(of: snapshot.meters.count, isUrgent: isUrgent).map({ range in
            var part = empty
            part.take(range, matches: isAll ? nil : known)
            return part
        }) { add(part) }
        totals.meters = snapshot.meters.count
    }

    /// - Parameter matches: by place, whether the filter matches; nil without one.
    private mutating func take(_ places: Range<Int>, matches: [Bool]?) {
        let meters = snapshot.meters
        for place in places {
            let matches = matches?[place] ?? true
            if meters[place].isExpired(at: now) {
                take(meters[place].shown(at: now), at: place, matches: matches)
            } else {
                if let end = meters[place].expiresAt { nextReset = min(nextReset ?? end, end) }
                take(meters[place], at: place, matches: matches)
            }
        }
    }

    private mutating func add(_ part: DashboardGathering) {
        totals.add(part.totals)
        caps += part.caps
        if let end = part.nextReset { nextReset = min(nextReset ?? end, end) }
        for (place, sum) in part.affiliates.enumerated() { affiliates[place].add(sum) }
        for (place, sum) in part.offers.enumerated() { offers[place].add(sum) }
    }

    private mutating func take(_ meter: CapMeter, at place: Int, matches: Bool) {
        let state = meter.state
        totals.count(state)
        guard matches else { return }
        let (ofAffiliate, ofOffer) = (index.affiliateOf[place], index.offerOf[place])
        let isOfAffiliate = affiliate == nil || affiliate == ofAffiliate
        let isOfOffer =
            offer == nil || offer == ofOffer
            || (meter.object.scope == .group && offersOfGroup.contains(meter.object.id.key))
        // What the upstream ignores fills nothing.
        let utilisation = state == .disabled ? nil : meter.utilisation
        if isOfOffer, ofAffiliate >= 0 { affiliates[Int(ofAffiliate)].add(utilisation, state) }
        if isOfAffiliate, ofOffer >= 0 { offers[Int(ofOffer)].add(utilisation, state) }
        if isOfOffer && isOfAffiliate { caps.append(place) }
    }

    var affiliateRows: [SubjectRow] { rows(affiliates, index.affiliates) }
    var offerRows: [SubjectRow] { rows(offers, index.offers) }

    private func rows(_ sums: [Sum], _ names: [NamedID]) -> [SubjectRow] {
        zip(sums, names).compactMap { sum, named in
            guard sum.count > 0 else { return nil }
            return SubjectRow(
                id: SubjectID(network: name, id: named.id), name: named.name, utilisation: sum.utilisation,
                state: sum.state, meterCount: sum.count)
        }
    }
}

extension Totals {
    mutating func add(_ other: Totals) {
        meters += other.meters
        near += other.near
        atLimit += other.atLimit
        over += other.over
    }

    mutating func count(_ state: MeterState) {
        switch state {
        case .over: over += 1
        case .atLimit: atLimit += 1
        case .near: near += 1
        case .calm, .unused, .unknown, .disabled: break
        }
    }
}
