// Which entity reports the running commissions need (Everflow reference, 10.2 and 12), and the counts that come of them.
// Days begin in the zone of the offer's caps (section 2); commissions with the same first day, zone and currency share a
// report, and with caps too where a cap's window began on that day.

public struct CommissionNeeds: Sendable {
    private struct Entry: Sendable {
        var place: CommissionCounts.Place
        var days: CommissionDays
        var key: UsageKey
    }

    private var entries: [Entry] = []
    /// One a report, in the order in which commissions ask for them.
    public private(set) var needs: [UsageNeed] = []
    private var places: [UsageKey: Int] = [:]
    /// Ids of commissions that began further back than reports are asked for: their counts are unknown.
    public private(set) var unreached: Set<Int> = []

    /// - Parameter commissions: those that are not active, have no goal or do not run today need nothing.
    public init(_ commissions: [Everflow.TieredCommission], on ground: MoneyGround) {
        let advertisers = Dictionary(grouping: ground.offers.values, by: \.advertiserID)
        for commission in commissions where commission.status == "active" && commission.hasGoal {
            let owned = (commission.advertiserIDs ?? []).flatMap { advertisers[$0] ?? [] }.map(\.id)
            let offers = Set(commission.offerIDs ?? []).union(owned).sorted()
            guard let oldest = offers.map({ ground.place(ofOffer: $0).firstDay }).min() else { continue }
            for offer in offers {
                let place = ground.place(ofOffer: offer)
                guard let days = commission.days(on: place.zone.today) else { continue }
                // A first day out of reach is as good as none: before its offers began there was nothing to count.
                let first = days.first.flatMap { place.zone.reaches($0) ? $0 : nil } ?? oldest
                add(offer, of: commission, days, from: first, in: place)
            }
        }
    }

    private mutating func add(
        _ offer: Int, of commission: Everflow.TieredCommission, _ days: CommissionDays, from first: CivilDate,
        in place: MoneyGround.Place
    ) {
        let key = UsageKey(
            timezoneID: place.zone.timezoneID, currency: place.currency, period: .global, since: first)
        let found = CommissionCounts.Place(commissionID: commission.id, offerID: offer)
        entries.append(Entry(place: found, days: days, key: key))
        guard place.zone.reaches(first) else {
            unreached.insert(commission.id)
            return
        }
        if let index = places[key] {
            needs[index].offerIDs.insert(offer)
        } else {
            places[key] = needs.count
            needs.append(
                UsageNeed(key: key, from: min(first, place.zone.today), to: place.zone.today, offerIDs: [offer]))
        }
    }

    /// - Parameter table: the table of a need, nil when its numbers are unknown.
    public func counts(_ table: (UsageNeed) -> UsageTable?) -> CommissionCounts {
        var tallies: [CommissionTally] = []
        var tallyPlaces: [UsageKey: Int] = [:]
        for need in needs {
            guard let table = table(need) else { continue }
            tallyPlaces[need.key] = tallies.count
            tallies.append(table.tally(of: need.offerIDs))
        }
        let running = entries.map { entry in
            (entry.place, CommissionCounts.Running(days: entry.days, tally: tallyPlaces[entry.key]))
        }
        return CommissionCounts(running: Dictionary(running) { first, _ in first }, tallies: tallies)
    }
}

extension UsageNeed {
    /// Whether the table of `other`, where there is one already, answers it: it is of the same days.
    public func isAnswered(by other: UsageNeed, _ table: UsageTable?) -> Bool {
        guard key.timezoneID == other.key.timezoneID, key.currency == other.key.currency, from == other.from,
            to == other.to
        else { return false }
        guard let table else { return true }
        return offerIDs.allSatisfy { table.covered(offer: $0) != nil }
    }
}

extension Everflow.TieredCommission {
    fileprivate var hasGoal: Bool {
        Everflow.CommissionMetric.allCases.contains { self[goal: $0] ?? .zero > .zero }
    }
}
