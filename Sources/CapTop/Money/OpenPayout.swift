// From a pair on the caps screen to the custom payout that applies to it: the editor of the setting that wins, or of a new one
// for just this affiliate on this offer.
import Models

extension AppState {
    mutating func openPayout() -> [Effect] {
        guard let pair = pairInFocus, let network = networkState(named: pair.network),
            let money = network.snapshot?.money, let affiliate = Int(pair.affiliate), let offer = Int(pair.offer)
        else {
            message = "select a custom cap, or an affiliate and an offer of an Everflow network"
            return []
        }
        guard !network.isLocked else { return [] }
        let answer = money.effectivePayout(affiliateID: affiliate, offerID: offer, at: network.serverTime(at: now))
        if let winner = answer.settings.winner {
            let subject = EditSubject(MoneyRow(network: pair.network, item: .payout(winner)))
            return open(
                ObjectEditor(subject.target, title: subject.title, known: subject.known, focus: "payout_amount"))
        }
        let names = NameBook(network.snapshot)
        message = "no custom payout applies to this pair; this one would"
        return open(
            ObjectEditor(
                creating: .customPayout, network: pair.network,
                typed: [
                    "name": "\(names.affiliate(affiliate)), \(names.offer(offer))", "network_offer_id": pair.offer,
                    "network_affiliate_ids": pair.affiliate,
                ]))
    }
}
