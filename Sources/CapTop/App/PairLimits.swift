// Which limits bind the same traffic: for an affiliate on an offer its custom cap, the offer's caps and the group's.
import Models

struct PairLimits {
    var snapshot: NetworkSnapshot

    /// The limits that bind the same pair as `object`, its own first, then the offer's, then the groups'.
    func binding(_ object: CapObject) -> [CapMeter] {
        let offer = object.offer?.id
        let groups = Set(
            snapshot.groups.filter { group in offer.map { group.offerIDs.contains($0) } ?? false }.map(\.id))
        let binding = snapshot.meters.filter { other in
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
