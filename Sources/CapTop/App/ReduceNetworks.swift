// What answers and failures of the networks do to the state: new data, its age, when to ask again.
import Models

func reduceLoaded(_ state: inout AppState, _ snapshot: NetworkSnapshot, _ forecasts: [Forecast?]) -> [Effect] {
    guard let place = state.place(of: snapshot.network.name) else { return [] }
    let before = state.screenBefore
    state.networks[place].snapshot = snapshot
    state.networks[place].forecasts = forecasts
    state.networks[place].network = snapshot.network
    state.networks[place].receivedAt = state.now
    state.networks[place].failure = nil
    state.networks[place].failingSince = nil
    state.networks[place].isFetching = false
    let interval = state.networks[place].isRefetchDue ? 0 : state.networks[place].refreshInterval
    state.networks[place].isRefetchDue = false
    return state.showNewData(after: before) + [
        .scheduleRefresh(network: snapshot.network.name, milliseconds: interval), .remember(snapshot),
    ] + state.readEditedAgain(in: snapshot.network.name)
}

func reduceRestored(_ state: inout AppState, _ snapshot: NetworkSnapshot, savedAt: Timestamp) -> [Effect] {
    guard let place = state.place(of: snapshot.network.name), state.networks[place].snapshot == nil else { return [] }
    let before = state.screenBefore
    state.networks[place].snapshot = snapshot
    state.networks[place].receivedAt = savedAt
    return state.showNewData(after: before)
}

func reduceFailed(
    _ state: inout AppState, network: String, _ error: UpstreamError, retryAfter: Int64
) -> [Effect] {
    guard let place = state.place(of: network) else { return [] }
    state.networks[place].isFetching = false
    state.networks[place].failure = error
    state.networks[place].failingSince = state.networks[place].failingSince ?? state.now
    // Never slower than the usual refresh, so that data is back within one interval of recovery, unless the server
    // itself asked for more time.
    let interval = state.networks[place].refreshInterval
    let delay = error.retryAfter == nil ? min(max(retryAfter, 500), interval) : retryAfter
    return [.scheduleRefresh(network: network, milliseconds: delay)]
}

func reduceSettle(_ state: inout AppState) -> [Effect] {
    guard state.isOrderStale else { return [] }
    if let wait = state.orderHoldLeft { return [.scheduleSettle(milliseconds: wait)] }
    state.rebuild(keeping: nil, selected: state.selectedCap)
    return []
}

extension AppState {
    func place(of network: String) -> Int? {
        networks.firstIndex { $0.network.name == network }
    }

    /// Asks a network, unless it is being asked already.
    mutating func beginFetch(of network: String) -> [Effect] {
        guard let place = place(of: network), !networks[place].isFetching else { return [] }
        networks[place].isFetching = true
        return [.fetch(network: network)]
    }

    mutating func beginFetchOfAll() -> [Effect] {
        networks.flatMap { beginFetch(of: $0.network.name) }
    }

    /// Asks a network after something was changed there, right after the refresh under way if there is one.
    mutating func fetchAfterChange(of network: String) -> [Effect] {
        guard let place = place(of: network) else { return [] }
        networks[place].isRefetchDue = networks[place].isFetching
        return beginFetch(of: network)
    }

    /// Milliseconds until rows may change places again; nil when they may now.
    var orderHoldLeft: Int64? {
        guard let lastMove else { return nil }
        let passed = now.milliseconds(since: lastMove)
        guard (0..<AppState.orderHold).contains(passed) else { return nil }
        return AppState.orderHold - passed
    }

    /// What must be known before the data changes: the meter under the cursor, and the order if it is held.
    fileprivate var screenBefore: ScreenBefore {
        let wait = orderHoldLeft
        return ScreenBefore(selected: selectedCap, order: wait == nil ? nil : capOrder, wait: wait ?? 0)
    }

    /// Shows new data: at once in new order, or in the old order while the operator is moving.
    fileprivate mutating func showNewData(after before: ScreenBefore) -> [Effect] {
        rebuild(keeping: before.order, selected: before.selected)
        return before.order == nil ? [] : [.scheduleSettle(milliseconds: before.wait)]
    }
}

private struct ScreenBefore {
    var selected: CapMeter?
    var order: [MeterID: Int]?
    var wait: Int64
}
