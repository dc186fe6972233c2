// The affiliate and the offer that the panes are about together: those of the selected custom cap, else those selected in
// both of the left panes.
import Models

struct SubjectPair: Equatable {
    var network: String
    var affiliate: String
    var offer: String
}

extension AppState {
    var pairInFocus: SubjectPair? {
        if let object = selectedCap?.object, object.scope == .custom, let affiliate = object.affiliate,
            let offer = object.offer
        {
            return SubjectPair(network: object.id.network, affiliate: affiliate.id, offer: offer.id)
        }
        guard let affiliate = affiliates.id, let offer = offers.id, affiliate.network == offer.network else {
            return nil
        }
        return SubjectPair(network: affiliate.network, affiliate: affiliate.id, offer: offer.id)
    }
}
