// Derives the lists from the data: one pass to filter and gather, then sorting. Pure; the only place that decides
// which rows stand in which pane.
import Models

struct DashboardBuilder {
    var networks: [NetworkState]
    var filter: CapQuery
    var sort: CapSort
    var affiliate: SubjectID?
    var offer: SubjectID?
    var now: Timestamp

    func build() -> Dashboard {
        var dashboard = Dashboard()
        var affiliates = Gathering()
        var offers = Gathering()
        for (place, network) in networks.enumerated() {
            guard let snapshot = network.snapshot else { continue }
            let server = network.serverTime(at: now)
            dashboard.totals.add(snapshot.meters, at: server)
            let offersOfGroup = offerOfGroupTest(in: snapshot)
            let context = QueryContext(snapshot, now: server)
            for index in filter.indices(in: snapshot.meters, forecasts: network.forecasts, context) {
                let meter = snapshot.meters[index].shown(at: server)
                let name = network.network.name
                let isOfOffer = matchesOffer(meter, network: name, offersOfGroup: offersOfGroup)
                let isOfAffiliate = matches(meter.object.affiliate, affiliate, network: name)
                if isOfOffer, let named = meter.object.affiliate { affiliates.add(named, network: name, meter) }
                if isOfAffiliate, let named = meter.object.offer { offers.add(named, network: name, meter) }
                if isOfOffer && isOfAffiliate { dashboard.caps.append(MeterRef(network: place, meter: index)) }
            }
        }
        dashboard.affiliates = affiliates.sorted(keeping: affiliate.map { ($0, name(ofAffiliate: $0)) })
        dashboard.offers = offers.sorted(keeping: offer.map { ($0, name(ofOffer: $0)) })
        sortCaps(&dashboard.caps)
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

    private func matches(_ named: NamedID?, _ selected: SubjectID?, network: String) -> Bool {
        guard let selected else { return true }
        return selected.network == network && named?.id == selected.id
    }

    private func matchesOffer(_ meter: CapMeter, network: String, offersOfGroup: Set<String>) -> Bool {
        if matches(meter.object.offer, offer, network: network) { return true }
        return meter.object.scope == .group && offer?.network == network
            && offersOfGroup.contains(meter.object.id.key)
    }

    /// The groups that hold the selected offer: their budget is the offer's too.
    private func offerOfGroupTest(in snapshot: NetworkSnapshot) -> Set<String> {
        guard let offer else { return [] }
        return Set(snapshot.groups.filter { $0.offerIDs.contains(offer.id) }.map(\.id))
    }

    private func sortCaps(_ caps: inout [MeterRef]) {
        let sources = networks.map { network in
            (network.snapshot?.meters ?? [], network.serverTime(at: now))
        }
        let meters = caps.map { sources[$0.network].0[$0.meter].shown(at: sources[$0.network].1) }
        let places = sort.places(of: meters) { networks[caps[$0].network].forecast(at: caps[$0].meter) }
        caps = places.map { caps[$0] }
    }
}

/// Affiliates or offers met so far, each with its worst meter.
private struct Gathering {
    private var rows: [SubjectRow] = []
    private var places: [SubjectID: Int] = [:]

    mutating func add(_ named: NamedID, network: String, _ meter: CapMeter) {
        let id = SubjectID(network: network, id: named.id)
        guard let place = places[id] else {
            places[id] = rows.count
            rows.append(
                SubjectRow(
                    id: id, name: named.name, utilisation: meter.utilisation, state: meter.state, meterCount: 1))
            return
        }
        rows[place].meterCount += 1
        rows[place].state = max(rows[place].state, meter.state)
        if let utilisation = meter.utilisation {
            rows[place].utilisation = max(rows[place].utilisation ?? 0, utilisation)
        }
    }

    /// Fullest first. The selected row stays in the list even when nothing of it is left, so that the cursor has a place.
    func sorted(keeping selected: (id: SubjectID, name: String)?) -> [SubjectRow] {
        var rows = rows
        if let selected, places[selected.id] == nil {
            rows.append(
                SubjectRow(id: selected.id, name: selected.name, utilisation: nil, state: .unknown, meterCount: 0))
        }
        return rows.sorted { left, right in
            let (one, other) = (left.utilisation ?? -1, right.utilisation ?? -1)
            if one != other { return one > other }
            return (left.name, left.id.network, left.id.id) < (right.name, right.id.network, right.id.id)
        }
    }
}

extension Totals {
    mutating func add(_ meters: [CapMeter], at now: Timestamp) {
        self.meters += meters.count
        for meter in meters {
            switch meter.shown(at: now).state {
            case .over: over += 1
            case .atLimit: atLimit += 1
            case .near: near += 1
            case .calm, .unused, .unknown, .disabled: break
            }
        }
    }
}
