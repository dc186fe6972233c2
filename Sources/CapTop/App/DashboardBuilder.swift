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
    /// Rows that stand before all others, whatever the order.
    var onTop: [MeterRef] = []

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
            var gathering = DashboardGathering(
                network: network, snapshot, index, key: key, at: network.serverTime(at: now))
            gathering.run(filter: key.filter, isUrgent: known == nil)
            dashboard.totals.add(gathering.totals)
            dashboard.noteReset(gathering.nextReset?.adding(milliseconds: -snapshot.clockSkew))
            dashboard.caps += gathering.caps.map { MeterRef(network: place, meter: $0) }
            affiliates += gathering.affiliateRows
            offers += gathering.offerRows
        }
        dashboard.affiliates = sorted(affiliates, keeping: key.affiliate.map { ($0, name(ofAffiliate: $0)) })
        dashboard.offers = sorted(offers, keeping: key.offer.map { ($0, name(ofOffer: $0)) })
        arrange(&dashboard.caps, dashboard.indices, isUrgent: isNew)
        if !onTop.isEmpty {
            let raised = Set(onTop)
            dashboard.caps = onTop + dashboard.caps.filter { !raised.contains($0) }
        }
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
                let forecast = key.sort.key == .risk ? networks[network].forecast(at: place, on: times[network]) : nil
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
