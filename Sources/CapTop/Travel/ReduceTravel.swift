// Time travel: stepping through what was stored, and back to now. While the past is on screen keys work on it, and what the
// networks answer goes to the dashboard of now, unseen.
import Models

/// What a command does for time travel; nil for those that have nothing to do with it.
func reduceTravelCommand(_ state: inout AppState, _ command: Command) -> [Effect]? {
    switch command {
    case .timeBack: return state.travel(.sampleBefore)
    case .timeForward: return state.isInThePast ? state.travel(.sampleAfter) : state.sayThatThisIsNow()
    case .timeHourBack: return state.travel(.at(state.now.adding(milliseconds: -AppState.hour)))
    case .timeHourForward:
        guard state.isInThePast else { return state.sayThatThisIsNow() }
        return state.travel(to: state.now.adding(milliseconds: AppState.hour))
    case .timeNow: return state.isInThePast ? state.returnToNow() : state.sayThatThisIsNow()
    default: return state.isInThePast ? reduceInThePast(&state, command) : nil
    }
}

private func reduceInThePast(_ state: inout AppState, _ command: Command) -> [Effect]? {
    switch command {
    case .selectionClear where state.screen == .caps: return state.returnToNow()
    case .lock:
        state.travel?.present.lock()
        state.message = "locked"
        return []
    case .refresh: return state.travel?.present.beginWholeFetchOfAll() ?? []
    case .write, .audit, .alerts, .network, .payouts, .commissions, .tiers:
        state.message = "this is the past: only caps are kept over time; \(state.keymap.keyNames(of: .timeNow)) is now"
        return []
    default: return nil
    }
}

/// Applies an action while the past is on screen.
func reduceTravelling(_ state: inout AppState, _ action: Action, at now: Timestamp) -> [Effect] {
    guard var travel = state.travel else { return [] }
    travel.present.now = now
    switch action {
    case .resized, .settingsRead:
        _ = reduceDashboard(&travel.present, action)
        state.travel = travel
        return reduceDashboard(&state, action)
    case .command, .edit, .clicked, .wheeled:
        travel.present.noteInput()
        state.travel = travel
        let before = state.caps.id
        let effects = reduceDashboard(&state, action)
        state.followCursor(from: before)
        return effects
    case .historyRead(let answer) where answer.request.pastInstant != nil: fallthrough
    case .pastRead, .notice:
        state.travel = travel
        return reduceDashboard(&state, action)
    // What the world answers is about now.
    default:
        let (marked, said) = (travel.present.marks, travel.present.message)
        let effects = reduceDashboard(&travel.present, action)
        state.marks.subtract(marked.subtracting(travel.present.marks))
        if travel.present.message != said { state.message = travel.present.message }
        state.travel = travel
        return effects
    }
}

func reducePastRead(_ state: inout AppState, _ answer: PastAnswer) -> [Effect] {
    // Who has gone back to now meanwhile stays there.
    guard state.isSeekingPast else { return [] }
    state.isSeekingPast = false
    switch answer {
    case .found(let past): state.show(past)
    case .nothing(.sampleAfter): return state.returnToNow()
    case .nothing: state.message = "no samples are kept from before"
    case .unreadable(let why): state.message = "the past cannot be read: \(why)"
    }
    return []
}

extension AppState {
    fileprivate static let hour: Int64 = 3_600_000

    var isInThePast: Bool { travel != nil }

    /// The dashboard of now, whatever is on screen.
    var present: AppState { travel?.present ?? self }

    /// Whether a change is being made, confirmed or chosen.
    private var isChanging: Bool { editor != nil || confirm != nil || bulk != nil || picker != nil }

    fileprivate mutating func sayThatThisIsNow() -> [Effect] {
        message = "this is now"
        return []
    }

    /// Goes to an instant, or to now when that is not in the past.
    mutating func travel(to instant: Timestamp) -> [Effect] {
        if travel == nil, instant > present.now {
            message = "that is yet to come: this is now"
            return []
        }
        return instant < present.now ? travel(.at(instant)) : travel == nil ? sayThatThisIsNow() : returnToNow()
    }

    /// One wish at a time: a key that is held down goes as fast as the store answers.
    fileprivate mutating func travel(_ wish: PastWish) -> [Effect] {
        guard history.isKept else {
            message = "no past: the state file could not be opened"
            return []
        }
        let snapshots = snapshotsToTravel
        guard !isSeekingPast, !snapshots.isEmpty else { return [] }
        isSeekingPast = true
        // Now is what is on screen: the step back from it goes to the sample before.
        let newest = snapshots.map(\.readAt).max() ?? now
        return [.readPast(PastRequest(wish: wish, from: travel?.instant ?? newest, snapshots: snapshots))]
    }

    /// The newest of every network, on the clocks that the journey began with: samples would move with a clock that is read
    /// a second otherwise, and the next one would be the same again.
    private var snapshotsToTravel: [NetworkSnapshot] {
        guard let travel else { return networks.compactMap(\.snapshot) }
        return travel.present.networks.compactMap { network in
            var snapshot = network.snapshot
            if let skew = networkState(named: network.network.name)?.snapshot?.clockSkew { snapshot?.clockSkew = skew }
            return snapshot
        }
    }

    /// Puts the networks of then on screen. The cursor keeps its meter.
    fileprivate mutating func show(_ past: Past) {
        let present = present
        // What is being edited or confirmed is about now.
        guard travel != nil || !present.isChanging else { return }
        let meter = travel?.meter ?? caps.id
        travel = TimeTravel(to: past.instant, from: present, looking: meter)
        // Lists that are derived aside are always about now, and those on screen are about other data.
        lists = ListWork(mostAtOnce: .max)
        dashboard = Dashboard()
        now = past.instant
        networks = present.networks.map { network in
            network.asOfThen(past.networks.first { $0.snapshot.network.name == network.network.name })
        }
        if screen != .chart { screen = .caps }
        history = HistoryState(isKept: true)
        ghost = nil
        caps.id = meter
        lastMove = now
        rebuild()
    }

    /// What the operator has moved and chosen stays; everything else is as it has become meanwhile.
    fileprivate mutating func returnToNow() -> [Effect] {
        guard let travel else { return [] }
        var state = travel.present
        state.screen = screen
        state.pane = pane
        // What has come up meanwhile, as an undo that was asked for before, is what the keys are for.
        state.overlays = travel.present.isChanging ? travel.present.overlays : overlays
        state.splits = splits
        state.themeName = themeName
        state.filter = filter
        state.filterField = filterField
        state.filterBefore = filterBefore
        state.filterError = filterError
        state.sort = sort
        state.sortAtStart = sortAtStart
        state.affiliates = affiliates
        state.offers = offers
        state.caps = caps
        state.caps.id = travel.meter
        state.marks = marks
        state.prompt = prompt
        state.lastMove = state.now
        state.isSeekingPast = false
        self = state
        rebuild()
        return []
    }

    /// The meter that the cursor was moved to is the one to be followed from here on.
    fileprivate mutating func followCursor(from before: MeterID?) {
        guard travel != nil, caps.id != before else { return }
        travel?.meter = caps.id
    }
}

extension NetworkState {
    /// This network as it was; without data when it was not sampled by then.
    fileprivate func asOfThen(_ past: PastNetwork?) -> NetworkState {
        var then = NetworkState(network: network, refreshInterval: refreshInterval)
        then.snapshot = past?.snapshot
        then.forecasts = past?.forecasts ?? []
        then.receivedAt = past?.snapshot.readAt
        return then
    }
}
