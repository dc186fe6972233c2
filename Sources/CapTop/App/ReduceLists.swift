// Keeps the lists in accord with what they show. Few meters are put in order at once; for many the reducer asks for it as an
// effect, and answer and lists come on screen together when it is done. What was derived for something else than what is
// wanted by then is never shown.
import Models

func reduceDerived(_ state: inout AppState, _ dashboard: Dashboard) -> [Effect] {
    guard let derivation = state.lists.underWay else { return [] }
    state.lists.underWay = nil
    guard state.isWanted(derivation) else {
        if state.lists.need == .none { state.lists.need = derivation.isAsked ? .asked : .data }
        return []
    }
    return state.show(dashboard, derivation)
}

extension AppState {
    /// Takes in an answer, to be shown with the lists derived from it.
    mutating func take(
        _ snapshot: NetworkSnapshot, _ forecasts: [Forecast?], receivedAt: Timestamp, isRestored: Bool = false,
        at place: Int
    ) {
        lists.answers += 1
        networks[place].next = Answer(
            number: lists.answers, snapshot: snapshot, forecasts: forecasts, receivedAt: receivedAt,
            isRestored: isRestored)
        if lists.need == .none { lists.need = .data }
    }

    /// Derives the lists anew after the operator has changed what is shown, and puts every cursor back on its id.
    mutating func rebuild() {
        lists.need = .asked
        guard !derivesAside, networks.allSatisfy({ $0.next == nil }) else { return }
        _ = takeUpLists()
    }

    /// What was counted in a window that has ended since counts no longer, in sums and order neither.
    mutating func noteEndedWindows() {
        if let reset = dashboard.nextReset, reset < now, lists.need == .none { lists.need = .data }
    }

    /// Brings the lists up to date, or says what has to be done for it. The last step of every action.
    mutating func takeUpLists() -> [Effect] {
        // Whatever the operator asks for from now on is about the cursor as it stands.
        if !overlays.contains(.filter), !lists.isAsked { filterBefore = nil }
        guard lists.need != .none, lists.underWay == nil else { return [] }
        let isAsked = lists.need == .asked
        let derivation = Derivation(
            key: listKey, answers: waitingAnswers, isHeld: !isAsked && isOrderHeld, isAsked: isAsked)
        let builder = builder(for: derivation)
        lists.need = .none
        guard derivesAside else { return show(builder.build(), derivation) }
        lists.underWay = derivation
        return [.derive(builder)]
    }

    private var listKey: ListKey {
        ListKey(filter: filter, sort: sort, affiliate: affiliates.id, offer: offers.id)
    }

    /// Whether there are too many meters for the main queue.
    var derivesAside: Bool {
        networks.reduce(0) { $0 + ($1.next?.snapshot ?? $1.snapshot).map(\.meters.count).orZero } > lists.mostAtOnce
    }

    private var waitingAnswers: [Int: Int] {
        var answers: [Int: Int] = [:]
        for (place, network) in networks.enumerated() { answers[place] = network.next?.number }
        return answers
    }

    /// Whether lists so derived are still what is to be shown.
    fileprivate func isWanted(_ derivation: Derivation) -> Bool {
        derivation.key == listKey && (derivation.isHeld || derivation.isAsked || !isOrderHeld)
            && derivation.answers.allSatisfy { networks[$0].next?.number == $1 }
    }

    private func builder(for derivation: Derivation) -> DashboardBuilder {
        var shown = networks
        for place in shown.indices { shown[place].showNext() }
        let rows = ShownRows(
            meters: networks.map { $0.snapshot?.meters ?? [] }, indices: dashboard.indices, caps: dashboard.caps)
        return DashboardBuilder(
            networks: shown, key: derivation.key, now: now, shown: rows, isHeld: derivation.isHeld,
            onTop: rowsOnTop(in: shown))
    }

    /// Puts lists on screen together with the answers that they were derived from.
    fileprivate mutating func show(_ dashboard: Dashboard, _ derivation: Derivation) -> [Effect] {
        let selected = selectedCap
        let ref = capUnderCursor
        let isAnswered = derivation.answers.keys.contains { networks[$0].next?.isRestored == false }
        var effects: [Effect] = []
        for place in derivation.answers.keys.sorted() { effects += showAnswer(at: place) }
        self.dashboard = dashboard
        dropFirstScreen(isAnswered: isAnswered)
        isOrderStale = derivation.isHeld
        if derivation.isAsked { putCursorBack(near: ref) } else { keepCursor(on: selected, near: ref) }
        keepCursorsInView()
        if screen == .audit, audit.titles.isEmpty { nameAudited() }
        if let wait = orderHoldLeft, derivation.isHeld { effects.insert(.scheduleSettle(milliseconds: wait), at: 0) }
        return effects
    }

    private mutating func showAnswer(at place: Int) -> [Effect] {
        guard let answer = networks[place].next else { return [] }
        let old = networks[place]
        networks[place].showNext()
        let retired: [Effect] = (old.snapshot?.meters.count).orZero > lists.mostAtOnce ? [.retire(Retired(old))] : []
        if answer.isRestored { return retired }
        networks[place].isFetching = false
        forgetAsking()
        networks[place].answerTook = old.askedAt.map { max(0, now.milliseconds(since: $0)) }
        let wait = networks[place].isRefetchDue ? 0 : networks[place].untilRefresh(at: now)
        networks[place].isRefetchDue = false
        let name = answer.snapshot.network.name
        let isAhead = answer.forecasts.isEmpty && !answer.snapshot.meters.isEmpty
        let forecast: [Effect] = isAhead ? [.forecast(answer.snapshot)] : []
        return [.scheduleRefresh(network: name, milliseconds: wait), .remember(answer.snapshot)] + forecast
            + readEditedAgain(in: name) + retired
    }
}

extension NetworkState {
    /// Makes the waiting answer the data shown.
    fileprivate mutating func showNext() {
        guard let answer = next else { return }
        snapshot = answer.snapshot
        forecasts = answer.forecasts
        receivedAt = answer.receivedAt
        network = answer.snapshot.network
        next = nil
    }
}

extension Int? {
    fileprivate var orZero: Int { self ?? 0 }
}
