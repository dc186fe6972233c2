// What a start with many caps begins with: the head of the screen as it was left, while all of it is still being read from
// the store. Taken from the state and drawn in its place.
import Models

/// The first rows of every list, and of the networks what those rows and the detail pane show.
struct FirstScreen: Equatable, Codable, Sendable {
    /// One network as it was, as far as it is on that screen.
    private struct Part: Equatable, Codable {
        /// Of the meters that are shown.
        var past: PastNetwork
        var receivedAt: Timestamp?
        /// Where those meters stand among all of the network.
        var places: [Int]
    }

    /// For a terminal that was small and is not any more.
    private static let leastRows = 50

    private let profiles: [String]
    private let sort: CapSort
    /// By profile; nil for one without data.
    private let parts: [Part?]
    private let affiliates: ListHead<SubjectRow>
    private let offers: ListHead<SubjectRow>
    /// Places among the meters in `parts`.
    private let caps: ListHead<MeterRef>
    private let totals: Totals

    /// nil when no start begins like this, and for so few caps that all of them are read as fast.
    init?(_ state: AppState) {
        let dashboard = state.dashboard
        guard state.derivesAside, state.isAsAtStart,
            let first = dashboard.caps.first, let object = state.rawMeter(first)?.object
        else { return nil }
        let rows = max(FirstScreen.leastRows, state.size.height)
        let head = dashboard.caps.prefix(rows)
        var shown = state.networks.map { _ in Set<Int>() }
        for ref in head { shown[ref.network].insert(ref.meter) }
        shown[first.network].formUnion(state.places(beside: object))
        let places = shown.map { $0.sorted() }
        profiles = state.networks.map(\.network.name)
        sort = state.sort
        parts = zip(state.networks, places).map { network, places in
            PastNetwork(network, at: places, offer: object.offer?.id).map {
                Part(past: $0, receivedAt: network.receivedAt, places: places)
            }
        }
        affiliates = ListHead(dashboard.affiliates, rows: rows)
        offers = ListHead(dashboard.offers, rows: rows)
        let refs = head.map { ref in
            MeterRef(network: ref.network, meter: places[ref.network].firstIndex(of: ref.meter) ?? -1)
        }
        caps = ListHead(rows: refs, count: dashboard.caps.count)
        totals = dashboard.totals
    }

    /// Whether it is of the same networks, in the same order of rows.
    func isOf(_ state: AppState) -> Bool {
        profiles == state.networks.map(\.network.name) && parts.count == profiles.count && sort == state.sort
            && zip(parts, state.networks).allSatisfy { part, network in
                part?.past.snapshot.network.isSame(as: network.network) ?? true
            }
    }

    /// The state as it is drawn: rows that are not known yet are blank.
    fileprivate func put(on state: AppState) -> AppState {
        var shown = state
        for (place, part) in parts.enumerated() {
            shown.networks[place].snapshot = part?.past.snapshot
            if let network = part?.past.snapshot.network { shown.networks[place].network = network }
            shown.networks[place].forecasts = part?.past.forecasts ?? []
            shown.networks[place].receivedAt = part?.receivedAt
        }
        shown.caps = PaneCursor()
        shown.dashboard = Dashboard()
        let blank = SubjectRow(
            id: SubjectID(network: "", id: ""), name: "", utilisation: nil, state: .unknown, meterCount: 0)
        shown.dashboard.affiliates = affiliates.whole(blank: blank)
        shown.dashboard.offers = offers.whole(blank: blank)
        shown.dashboard.caps = caps.whole(blank: MeterRef(network: -1, meter: -1))
        shown.dashboard.totals = totals
        return shown
    }

    /// Where its rows are among the meters of `networks`, as far as they still are where they were.
    fileprivate func rows(in networks: [NetworkState]) -> [MeterRef] {
        caps.rows.compactMap { row in
            guard parts.indices.contains(row.network), let part = parts[row.network],
                part.places.indices.contains(row.meter), part.past.snapshot.meters.indices.contains(row.meter),
                let meters = networks[row.network].snapshot?.meters
            else { return nil }
            let place = part.places[row.meter]
            guard meters.indices.contains(place), meters[place].isSame(as: part.past.snapshot.meters[row.meter]) else {
                return nil
            }
            return MeterRef(network: row.network, meter: place)
        }
    }
}

/// The first rows of a list, and how many it has.
private struct ListHead<Row: Equatable & Codable & Sendable>: Equatable, Codable, Sendable {
    /// More than any network has; a file can say anything.
    private static var most: Int { 1_000_000 }

    let rows: [Row]
    let count: Int

    init(rows: [Row], count: Int) {
        self.rows = rows
        self.count = count
    }

    init(_ list: [Row], rows: Int) {
        self.init(rows: Array(list.prefix(rows)), count: list.count)
    }

    func whole(blank: Row) -> [Row] {
        rows + Array(repeating: blank, count: min(ListHead.most, max(count, rows.count)) - rows.count)
    }
}

extension PastNetwork {
    /// What some meters of a network show, with the groups that an offer is in.
    fileprivate init?(_ network: NetworkState, at places: [Int], offer: String?) {
        guard var snapshot = network.snapshot else { return nil }
        let (meters, forecasts) = (snapshot.meters, network.forecasts)
        snapshot.affiliates = []
        snapshot.offers = []
        snapshot.steps = []
        snapshot.money = nil
        snapshot.pending = []
        snapshot.groups = snapshot.groups.filter { group in offer.map(group.offerIDs.contains) ?? false }
        snapshot.meters = places.map { meters[$0] }
        self.init(
            snapshot: snapshot, forecasts: forecasts.count == meters.count ? places.map { forecasts[$0] } : [])
    }
}

/// The screen of the last run has been read.
func reduceFirstScreen(_ state: inout AppState, _ screen: FirstScreen) -> [Effect] {
    guard state.wall == nil, !state.hasData, screen.isOf(state) else { return [] }
    state.firstScreen = screen
    return []
}

extension AppState {
    /// What is drawn: the screen that a start begins with as long as that stands for this state, else this state.
    var drawn: AppState {
        guard let firstScreen, isAsAtStart else { return self }
        return firstScreen.put(on: self)
    }

    /// The rows that stand on top of lists derived from `networks`, whatever the order says: as long as it is not known what
    /// is likely to come, those of the first screen, so that nothing moves under the operator's eyes.
    func rowsOnTop(in networks: [NetworkState]) -> [MeterRef] {
        guard let firstScreen, isAsAtStart, !networks.allSatisfy(\.isForecast) else { return [] }
        return firstScreen.rows(in: networks)
    }

    /// Lists have been shown: what a network says now takes the screen's place, and what was stored as soon as it is known
    /// what is likely to come of it.
    mutating func dropFirstScreen(isAnswered: Bool) {
        if isAnswered || (hasData && networks.allSatisfy(\.isForecast)) { firstScreen = nil }
    }

    /// With nothing stored either, what is on screen is not there.
    mutating func dropFirstScreenForFailure() {
        if !hasData, networks.allSatisfy({ $0.next == nil }) { firstScreen = nil }
    }

    /// Whoever does something sees what it is done to.
    mutating func dropFirstScreenForInput() {
        if hasData { firstScreen = nil }
    }

    fileprivate var hasData: Bool { networks.contains { $0.snapshot != nil } }

    /// Whether the lists show what they show at the start.
    fileprivate var isAsAtStart: Bool {
        filter.isEmpty && sort == sortAtStart && affiliates.id == nil && offers.id == nil
    }
}
