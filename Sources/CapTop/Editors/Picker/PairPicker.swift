// Choosing an affiliate and then an offer for a new custom cap, as a value. Knows no keys and no cells.
import Models
import TUIKitLite

struct PairPicker: Equatable, Sendable {
    let network: String
    let affiliates: [NamedID]
    let offers: [NamedID]
    /// nil while the affiliate is being chosen.
    private(set) var affiliate: NamedID?
    var input = TextField()
    /// Among `candidates`.
    var selected = 0

    init(network: String, snapshot: NetworkSnapshot) {
        self.network = network
        affiliates = snapshot.affiliates.map { NamedID(id: $0.id, name: $0.name) }
        offers = snapshot.offers.map { NamedID(id: $0.id, name: $0.name) }
    }

    /// What matches the typed text, best first; equal matches by name.
    var candidates: [NamedID] {
        let all = affiliate == nil ? affiliates : offers
        return all.compactMap { named in
            FuzzyMatch.score(input.text, in: "\(named.name) \(named.id)").map { (named, $0) }
        }
        .sorted { ($1.1, $0.0.name, $0.0.id) < ($0.1, $1.0.name, $1.0.id) }.map(\.0)
    }

    mutating func chose(affiliate named: NamedID) {
        affiliate = named
        input = TextField()
        selected = 0
    }

    /// Back to choosing the affiliate; false when it is being chosen already.
    mutating func stepBack() -> Bool {
        guard affiliate != nil else { return false }
        affiliate = nil
        input = TextField()
        selected = 0
        return true
    }
}
