// Shows the limits that a change of one object has set, from the moment that they were read back: the next refresh, which brings the same,
// may take seconds. What was likely to come of the old limits is not known of the new ones until then.
import Models

extension AppState {
    mutating func show(applied edit: Edit) {
        guard edit.action == .change, let network = place(of: edit.target.network),
            let meters = networks[network].snapshot?.meters
        else { return }
        let limits = edit.after.compactMapValues(\.quantity).filter { $0.value > .zero }
        for place in meters.indices where meters[place].object.isEdited(as: edit.target) {
            guard let field = meters[place].limitField, let maximum = limits[field] else { continue }
            networks[network].snapshot?.meters[place].limit.maximum = maximum
            if networks[network].forecasts.indices.contains(place) { networks[network].forecasts[place] = nil }
            if lists.need == .none { lists.need = .data }
        }
    }
}
