// What happens on the wall: the dashboard's own actions, minus everybody who could act, plus pages that turn by themselves.
import Models

/// Applies one action to a wall. Data comes in as it does on the dashboard; commands and typing mean nothing.
func reduceWall(_ state: inout AppState, _ action: Action) -> [Effect] {
    switch action {
    case .command, .edit: return []
    case .quitChord: return state.pressQuit()
    default:
        let effects = reduceDashboard(&state, action)
        state.followMessage()
        state.followData()
        state.turnPage()
        return effects
    }
}

extension AppState {
    /// The rows of the list that fit on the wall as it is.
    var wallRows: Int { WallLayout(size: size, at: now).visibleRows }

    /// Quits at the second press.
    fileprivate mutating func pressQuit() -> [Effect] {
        if isQuitPressed { return [.quit] }
        wall?.quitAt = now
        return []
    }

    /// Whether the quit key was pressed, and a second press would end the wall.
    var isQuitPressed: Bool {
        guard let quitAt = wall?.quitAt else { return false }
        return (0..<WallState.quitTime).contains(now.milliseconds(since: quitAt))
    }

    /// A wall has no line for messages alone: they go where it is said which networks fail.
    fileprivate mutating func followMessage() {
        guard let message else { return }
        wall?.notice = WallNotice(at: now, text: message)
        self.message = nil
    }

    /// Takes what is new into figures, rows and banner, once it is in order; counts again each minute, as windows end without
    /// an answer.
    fileprivate mutating func followData() {
        guard let wall, lists.underWay == nil else { return }
        let current = networks.map { WallData(receivedAt: $0.receivedAt, isForecast: $0.isForecast) }
        let isNew = current != wall.seen
        guard isNew || wall.countedAt.map({ $0.minute != now.minute }) ?? true else { return }
        let figures = WallFigures(of: dashboard.caps, in: self)
        self.wall?.figures = figures
        self.wall?.countedAt = now
        guard isNew else { return }
        announceTrips()
        if isFirst(current, after: wall.seen) { beginCycle() } else { findRows() }
        self.wall?.seen = current
    }

    /// Whether a network's data came that had none, or none that was fresh, or it is known now what is likely to come: rows in
    /// the old order would mislead.
    private func isFirst(_ current: [WallData], after seen: [WallData]) -> Bool {
        current.indices.contains { place in
            guard let now = current[place].receivedAt else { return false }
            guard seen.indices.contains(place), let before = seen[place].receivedAt else { return true }
            return now.milliseconds(since: before) > 3 * networks[place].refreshInterval
                || (current[place].isForecast && !seen[place].isForecast)
        }
    }

    /// Raises the banner for what is tripped now and was not with the last data of its network.
    private mutating func announceTrips() {
        var newly: [CapMeter] = []
        var tripped: [String: Set<MeterID>] = [:]
        for network in networks where network.snapshot != nil { tripped[network.network.name] = [] }
        for ref in dashboard.caps {
            guard let meter = meter(ref), meter.state == .over || meter.state == .atLimit else { continue }
            let network = meter.object.id.network
            tripped[network]?.insert(meter.id)
            if let before = wall?.tripped[network], !before.contains(meter.id) { newly.append(meter) }
        }
        wall?.tripped = tripped
        // Worst first, as the list is; a hard cap burns traffic, a soft one only tells.
        guard let worst = newly.first(where: { !$0.object.isSoftCap }) ?? newly.first else { return }
        wall?.banner = WallBanner(at: now, meter: worst, others: newly.count - 1)
    }

    fileprivate mutating func turnPage() {
        guard let wall, !wall.rows.isEmpty else { return }
        let visible = wallRows
        // After a resize, the page on which the first row of the old one is.
        let first = wall.first / visible * visible
        if self.wall?.first != first { self.wall?.first = first }
        let passed = wall.turnedAt.map { now.milliseconds(since: $0) } ?? 0
        guard passed >= wall.pageTime else {
            // A clock that was put back must not hold the page for hours.
            if passed < 0 { self.wall?.turnedAt = now }
            return
        }
        if first + visible < wall.rows.count {
            self.wall?.first = first + visible
            self.wall?.turnedAt = now
        } else {
            beginCycle()
        }
    }

    /// Takes what matters in today's order, and fills the page up with what comes next.
    private mutating func beginCycle() {
        let visible = wallRows
        let count = min(max(dashboard.caps.prefix(while: matters).count, visible), visible * WallState.mostPages)
        let rows = dashboard.caps.prefix(count).compactMap { ref in
            rawMeter(ref).map { WallRow(id: $0.id, ref: ref) }
        }
        wall?.rows = rows
        wall?.first = 0
        wall?.turnedAt = now
    }

    private func matters(_ ref: MeterRef) -> Bool {
        guard let meter = meter(ref) else { return false }
        return meter.state >= .near || forecast(ref)?.tripsAt != nil
    }

    /// Finds the meters of the cycle in new data. Most are where they were.
    private mutating func findRows() {
        guard var rows = wall?.rows else { return }
        let moved = rows.indices.filter { row in rows[row].ref.flatMap { rawMeter($0)?.id } != rows[row].id }
        guard !moved.isEmpty else { return }
        let places = places(of: Set(moved.map { rows[$0].id }))
        for row in moved { rows[row].ref = places[rows[row].id] }
        wall?.rows = rows
    }

    private func places(of ids: Set<MeterID>) -> [MeterID: MeterRef] {
        var places: [MeterID: MeterRef] = [:]
        for (network, state) in networks.enumerated() {
            for (place, meter) in (state.snapshot?.meters ?? []).enumerated() where ids.contains(meter.id) {
                places[meter.id] = MeterRef(network: network, meter: place)
            }
        }
        return places
    }
}

extension Timestamp {
    fileprivate var minute: Int64 { milliseconds / 60_000 }
}
