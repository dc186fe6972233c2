// Derives the lists from the data: one pass to filter and gather, then sorting. Pure; the only place that decides
// which rows stand in which pane. Runs on the main queue for few meters and away from it for many.
import Models

struct DashboardBuilder: Sendable, Equatable {
    var networks: [NetworkState]
    var key: ListKey
    var now: Timestamp
    /// What is on screen: its indices stay as long as the objects do, and so do its rows while the order is held.
    var shown = ShownRows()
    var isHeld = false

    func build() -> Dashboard {
        var dashboard = Dashboard()
        var affiliates: [SubjectRow] = []
        var offers: [SubjectRow] = []
        var isNew = false
        for (place, network) in networks.enumerated() {
            guard let snapshot = network.snapshot else {
                dashboard.indices.append(nil)
                continue
            }
            let known = shown.index(at: place, for: snapshot.meters)
            isNew = isNew || known == nil
            let index = known ?? MeterIndex(snapshot.meters)
            dashboard.indices.append(index)
            var gathering = Gathering(network: network, snapshot, index, key: key, at: network.serverTime(at: now))
            gathering.run(filter: key.filter, isUrgent: known == nil)
            dashboard.totals.add(gathering.totals)
            dashboard.caps += gathering.caps.map { MeterRef(network: place, meter: $0) }
            affiliates += gathering.affiliateRows
            offers += gathering.offerRows
        }
        dashboard.affiliates = sorted(affiliates, keeping: key.affiliate.map { ($0, name(ofAffiliate: $0)) })
        dashboard.offers = sorted(offers, keeping: key.offer.map { ($0, name(ofOffer: $0)) })
        arrange(&dashboard.caps, dashboard.indices, isUrgent: isNew)
        return dashboard
    }

    private func name(ofAffiliate id: SubjectID) -> String {
        let snapshot = networks.first { $0.network.name == id.network }?.snapshot
        return snapshot?.affiliates.first { $0.id == id.id }?.name ?? id.id
    }

    private func name(ofOffer id: SubjectID) -> String {
        let snapshot = networks.first { $0.network.name == id.network }?.snapshot
        return snapshot?.offers.first { $0.id == id.id }?.name ?? id.id
    }

    /// Fullest first. The selected row stays in the list even when nothing of it is left, so that the cursor has a place.
    private func sorted(_ rows: [SubjectRow], keeping selected: (id: SubjectID, name: String)?) -> [SubjectRow] {
        var rows = rows
        if let selected, !rows.contains(where: { $0.id == selected.id }) {
            rows.append(
                SubjectRow(id: selected.id, name: selected.name, utilisation: nil, state: .unknown, meterCount: 0))
        }
        let places = rows.indices.sorted { one, other in
            let (left, right) = (rows[one].utilisation ?? -1, rows[other].utilisation ?? -1)
            if left != right { return left > right }
            return (rows[one].name, rows[one].id) < (rows[other].name, rows[other].id)
        }
        return places.map { rows[$0] }
    }

    private func arrange(_ caps: inout [MeterRef], _ indices: [MeterIndex?], isUrgent: Bool) {
        let meters = networks.map { $0.snapshot?.meters ?? [] }
        if isHeld {
            caps = shown.arranged(caps, in: meters)
            return
        }
        let times = networks.map { $0.serverTime(at: now) }
        let names = networks.map(\.network.name).sorted()
        let ties = networks.map { UInt64(names.firstIndex(of: $0.network.name) ?? 0) << 32 }
        let rows = caps
        guard key.sort.isNumeric else {
            let shown = { (row: Int) in meters[rows[row].network][rows[row].meter].shown(at: times[rows[row].network]) }
            let places = rows.indices.sorted { key.sort.areInOrder(shown($0), shown($1)) }
            caps = places.map { rows[$0] }
            return
        }
        let parts = Parts(of: rows.count, isUrgent: isUrgent).map { part in
            RankedPlaces(part) { row in
                let (network, place) = (rows[row].network, rows[row].meter)
                let forecast = key.sort.key == .risk ? networks[network].forecast(at: place) : nil
                guard meters[network][place].isExpired(at: times[network]) else {
                    return key.sort.rank(of: meters[network][place], forecast)
                }
                return key.sort.rank(of: meters[network][place].shown(at: times[network]), forecast)
            } tie: { row in
                ties[rows[row].network] | UInt64(indices[rows[row].network]?.ties[rows[row].meter] ?? 0)
            }
        }
        guard let first = parts.first else { return }
        caps = parts.dropFirst().reduce(first) { $0.merged(with: $1) }.places.map { rows[$0] }
    }
}

/// What one network's meters come to.
private struct Gathering {
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
    /// The number of the selected one; -1 for one that no meter here has; nil without a selection.
    private let affiliate: Int32?
    private let offer: Int32?
    /// The groups that hold the selected offer: their budget is the offer's too.
    private let offersOfGroup: Set<String>
    private var affiliates: [Sum]
    private var offers: [Sum]
    private(set) var totals = Totals()
    private(set) var caps: [Int] = []

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
                take(meters[place], at: place, matches: matches)
            }
        }
    }

    private mutating func add(_ part: Gathering) {
        totals.add(part.totals)
        caps += part.caps
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
        let utilisation = meter.utilisation
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
