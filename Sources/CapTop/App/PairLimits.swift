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

extension AppState {
    /// What may bind the same traffic as `object`: the meters of its offer and those without an offer, in the network's
    /// order.
    func metersAround(_ object: CapObject) -> [CapMeter] {
        let meters = rawMeters(of: object.id.network)
        return places(around: object).map { meters[$0] }
    }

    /// Where those meters are.
    private func places(around object: CapObject) -> [Int] {
        guard let place = place(of: object.id.network), dashboard.indices.indices.contains(place),
            let index = dashboard.indices[place]
        else { return Array(rawMeters(of: object.id.network).indices) }
        return index.places(aroundOffer: object.offer?.id)
    }

    private func rawMeters(of network: String) -> [CapMeter] { networkState(named: network)?.snapshot?.meters ?? [] }

    func limits(binding object: CapObject) -> [CapMeter] {
        let groups = networkState(named: object.id.network)?.snapshot?.groups ?? []
        return PairLimits(meters: metersAround(object), groups: groups).binding(object)
    }

    /// What the detail pane shows with a limit of `object`: all that binds the same pair; at LeadConduit the caps of the
    /// same place, nested ones after the cap that encloses them.
    func limits(beside object: CapObject) -> [CapMeter] {
        guard object.id.kind == .cap else { return limits(binding: object) }
        return metersAround(object).filter {
            $0.object.offer?.id == object.offer?.id && $0.object.scope == object.scope
                && $0.object.affiliate == object.affiliate && $0.object.step == object.step
        }
    }

    /// Where those are among the meters of their network.
    func places(beside object: CapObject) -> [Int] {
        let beside = Set(limits(beside: object).map(\.id))
        let meters = rawMeters(of: object.id.network)
        return places(around: object).filter { beside.contains(meters[$0].id) }
    }
}
