// Which limits bind the same traffic: for an affiliate on an offer its custom cap, the offer's caps and the group's.
import Models

struct PairLimits {
    /// To look among, as `AppState.metersAround` gives them.
    var meters: [CapMeter]
    var groups: [OfferGroup]

    /// The limits that bind the same pair as `object`, its own first, then the offer's, then the groups'.
    func binding(_ object: CapObject) -> [CapMeter] {
        let offer = object.offer?.id
        let groups = Set(
            groups.filter { group in offer.map { group.offerIDs.contains($0) } ?? false }.map(\.id))
        let binding = meters.filter { other in
            switch other.object.scope {
            case .custom: other.object.id == object.id
            case .offer: offer != nil && other.object.offer?.id == offer
            case .group: other.object.id == object.id || groups.contains(other.object.id.key)
            case .flow, .source, .step: other.object.id == object.id
            }
        }
        return binding.sorted { order($0) < order($1) }
    }

    private func order(_ meter: CapMeter) -> Int {
        switch meter.object.scope {
        case .custom: 0
        case .offer: 1
        default: 2
        }
    }
}

extension PairLimits {
    init(snapshot: NetworkSnapshot) {
        self.init(meters: snapshot.meters, groups: snapshot.groups)
    }
}

extension AppState {
    /// What may bind the same traffic as `object`: the meters of its offer and those without an offer, in the network's
    /// order.
    func metersAround(_ object: CapObject) -> [CapMeter] {
        guard let place = place(of: object.id.network), let meters = networks[place].snapshot?.meters else { return [] }
        guard dashboard.indices.indices.contains(place), let index = dashboard.indices[place] else { return meters }
        return index.places(aroundOffer: object.offer?.id).map { meters[$0] }
    }

    func limits(binding object: CapObject) -> [CapMeter] {
        let groups = networkState(named: object.id.network)?.snapshot?.groups ?? []
        return PairLimits(meters: metersAround(object), groups: groups).binding(object)
    }
}
