// What answers and failures of the networks do to the state: new data, its age, when to ask again.
import Models

func reduceLoaded(_ state: inout AppState, _ snapshot: NetworkSnapshot, _ forecasts: [Forecast?]) -> [Effect] {
    guard let place = state.place(of: snapshot.network.name) else { return [] }
    state.networks[place].failure = nil
    state.networks[place].failingSince = nil
    // As old as the question, and as the oldest count shown: one that could not be read again is not as new as the answers
    // around it.
    let asked = state.networks[place].askedAt.map { min($0, state.now) } ?? state.now
    let receivedAt = asked.adding(milliseconds: -snapshot.oldestCountLag)
    state.take(snapshot, forecasts, receivedAt: receivedAt, at: place)
    return []
}

func reduceRestored(_ state: inout AppState, _ snapshots: [NetworkSnapshot]) -> [Effect] {
    for snapshot in snapshots {
        guard let place = state.place(of: snapshot.network.name), state.networks[place].snapshot == nil,
            state.networks[place].next == nil, snapshot.network.isSame(as: state.networks[place].network)
        else { continue }
        let readAt = snapshot.readAt.adding(milliseconds: -snapshot.oldestCountLag)
        state.take(snapshot, [], receivedAt: readAt, isRestored: true, at: place)
    }
    return []
}

/// Forecasts for what has come without them: the restored state, or a first answer with many meters.
func reduceRecalled(
    _ state: inout AppState, network: String, asOf: Timestamp, _ forecasts: [Forecast?]
) -> [Effect] {
    guard let place = state.place(of: network) else { return [] }
    if let next = state.networks[place].next, next.snapshot.asOf == asOf, next.forecasts.isEmpty {
        state.networks[place].next?.forecasts = forecasts
        state.lists.answers += 1
        state.networks[place].next?.number = state.lists.answers
    } else if state.networks[place].snapshot?.asOf == asOf, state.networks[place].forecasts.isEmpty {
        state.networks[place].forecasts = forecasts
    } else {
        return []
    }
    if state.lists.need == .none { state.lists.need = .data }
    return []
}

func reduceFailed(
    _ state: inout AppState, network: String, _ error: UpstreamError, retryAfter: Int64
) -> [Effect] {
    guard let place = state.place(of: network) else { return [] }
    state.networks[place].isFetching = false
    // The next try is later than the change that this waited for.
    state.networks[place].isRefetchDue = false
    state.forgetAsking()
    state.networks[place].failure = error
    state.networks[place].failingSince = state.networks[place].failingSince ?? state.now
    state.dropFirstScreenForFailure()
    // Never slower than the usual refresh, so that data is back within one interval of recovery, unless the server
    // itself asked for more time.
    let interval = state.networks[place].refreshInterval
    let delay = error.retryAfter == nil ? min(max(retryAfter, 500), interval) : retryAfter
    return [.scheduleRefresh(network: network, milliseconds: delay)]
}

func reduceSettle(_ state: inout AppState) -> [Effect] {
    guard state.isOrderStale else { return [] }
    if let wait = state.orderHoldLeft { return [.scheduleSettle(milliseconds: wait)] }
    if state.lists.need == .none { state.lists.need = .data }
    return []
}

extension AppState {
    func place(of network: String) -> Int? {
        networks.firstIndex { $0.network.name == network }
    }

    /// Asks a network, unless it is being asked already.
    mutating func beginFetch(of network: String) -> [Effect] {
        guard let place = place(of: network), !networks[place].isFetching else { return [] }
        let isWhole = networks[place].isWholeDue
        networks[place].isWholeDue = false
        networks[place].isFetching = true
        networks[place].askedAt = now
        return [.fetch(network: network, isWhole: isWhole)]
    }

    static let askingAnew = "asking every network for everything"

    /// Asks every network for everything, right after the refresh under way if there is one.
    mutating func beginWholeFetchOfAll() -> [Effect] {
        networks.indices.flatMap { place in
            networks[place].isWholeDue = true
            return fetchAgain(place)
        }
    }

    /// Once all have answered or failed, the bottom line is for what is wrong again.
    mutating func forgetAsking() {
        guard message == AppState.askingAnew, !networks.contains(where: { $0.isFetching || $0.isWholeDue }) else {
            return
        }
        message = nil
    }

    /// What is shown of a network is not what it has: everything is read with the next refresh.
    mutating func doubtLists(of network: String) {
        if let place = place(of: network) { networks[place].isWholeDue = true }
    }

    /// Asks a network after something was changed there, right after the refresh under way if there is one.
    mutating func fetchAfterChange(of network: String) -> [Effect] {
        place(of: network).map { fetchAgain($0) } ?? []
    }

    private mutating func fetchAgain(_ place: Int) -> [Effect] {
        networks[place].isRefetchDue = networks[place].isFetching
        return beginFetch(of: networks[place].network.name)
    }

    /// Whether rows keep their places: where there are none yet, nothing is held.
    var isOrderHeld: Bool { orderHoldLeft != nil && !dashboard.caps.isEmpty }

    /// Milliseconds until rows may change places again; nil when they may now.
    var orderHoldLeft: Int64? {
        guard let lastMove else { return nil }
        let passed = now.milliseconds(since: lastMove)
        guard (0..<AppState.orderHold).contains(passed) else { return nil }
        return AppState.orderHold - passed
    }
}
