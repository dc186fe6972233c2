// Cursors: moving them, and keeping each on its id while lists are rebuilt under it.
import Models
import TUIKitLite

func reduceMove(_ state: inout AppState, _ command: Command) -> [Effect] {
    state.lastMove = state.now
    switch state.pane {
    case .affiliates:
        let line = state.target(of: command, from: state.affiliateLine, count: state.dashboard.affiliates.count + 1)
        state.affiliates.id = line == 0 ? nil : state.dashboard.affiliates[line - 1].id
        state.rebuild()
    case .offers:
        let line = state.target(of: command, from: state.offerLine, count: state.dashboard.offers.count + 1)
        state.offers.id = line == 0 ? nil : state.dashboard.offers[line - 1].id
        state.rebuild()
    case .caps: state.moveCapCursor(command)
    case .detail:
        state.detailFirst = max(0, state.target(of: command, from: state.detailFirst, count: state.detailLineCount))
    }
    state.keepCursorsInView()
    return state.isOrderStale ? [.scheduleSettle(milliseconds: AppState.orderHold)] : []
}

extension AppState {
    /// The line of the affiliates pane that the cursor is on; 0 is "all".
    var affiliateLine: Int { affiliates.id == nil ? 0 : affiliates.line }
    var offerLine: Int { offers.id == nil ? 0 : offers.line }

    fileprivate func target(of command: Command, from line: Int, count: Int) -> Int {
        let page = max(1, layout.visibleRows(of: pane) - 1)
        let moved =
            switch command {
            case .cursorDown: line + 1
            case .cursorUp: line - 1
            case .cursorPageDown: line + page
            case .cursorPageUp: line - page
            case .cursorFirst: 0
            default: count - 1
            }
        return max(0, min(count - 1, moved))
    }

    fileprivate mutating func moveCapCursor(_ command: Command) {
        guard capLineCount > 0 else { return }
        var line = target(of: command, from: caps.line, count: capLineCount)
        if ghost != nil {
            if line == caps.line { return }
            if line > caps.line { line -= 1 }
        }
        ghost = nil
        setCapCursor(to: line)
    }

    fileprivate mutating func setCapCursor(to line: Int) {
        let clamped = max(0, min(dashboard.caps.count - 1, line))
        guard dashboard.caps.indices.contains(clamped), let meter = meter(dashboard.caps[clamped]) else {
            caps = PaneCursor()
            return
        }
        if caps.id != meter.id { detailFirst = 0 }
        caps.line = clamped
        caps.id = meter.id
    }

    /// Derives the lists anew after the operator has changed what is shown, and puts every cursor back on its id.
    mutating func rebuild() {
        derive(keeping: nil)
        if ghost != nil || capLine(of: caps.id) == nil {
            ghost = nil
            setCapCursor(to: caps.id == nil ? 0 : caps.line)
        }
        keepCursorsInView()
    }

    /// Derives the lists anew after the data has changed under the cursor: the row it is on stays, as a ghost if its
    /// meter has gone.
    /// - Parameters:
    ///   - order: leaves rows where they are, new ones at the end; nil sorts.
    ///   - selected: the meter under the cursor before the data changed.
    mutating func rebuild(keeping order: [MeterID: Int]?, selected: CapMeter?) {
        derive(keeping: order)
        if capLine(of: caps.id) != nil {
            ghost = nil
        } else if let selected {
            ghost = selected
            caps.line = min(caps.line, dashboard.caps.count)
        } else {
            setCapCursor(to: 0)
        }
        keepCursorsInView()
    }

    private mutating func derive(keeping order: [MeterID: Int]?) {
        dashboard = builder.build()
        isOrderStale = order != nil
        if let order {
            let ranks = dashboard.caps.map { ref in rawMeter(ref).flatMap { order[$0.id] } ?? Int.max }
            dashboard.caps = ranks.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { dashboard.caps[$0] }
        }
        // Until the operator has moved, the cursor is on the worst cap, whichever that is.
        if lastMove == nil { setCapCursor(to: 0) }
        if let line = capLine(of: caps.id) { caps.line = line }
    }

    /// The order of the rows as they stand, to be taken before the data under them changes.
    var capOrder: [MeterID: Int] {
        var order: [MeterID: Int] = [:]
        order.reserveCapacity(dashboard.caps.count)
        for (line, ref) in dashboard.caps.enumerated() {
            if let meter = rawMeter(ref) { order[meter.id] = line }
        }
        return order
    }

    private var builder: DashboardBuilder {
        DashboardBuilder(
            networks: networks, filter: filter, sort: sort, affiliate: affiliates.id, offer: offers.id, now: now)
    }

    private func capLine(of id: MeterID?) -> Int? {
        guard let id else { return nil }
        return dashboard.caps.firstIndex { ref in
            guard let meter = rawMeter(ref) else { return false }
            return meter.limit.metric == id.metric && meter.limit.period == id.period && meter.object.id == id.object
        }
    }

    /// Lines of cursors after a rebuild, and scrolling so that each is seen.
    mutating func keepCursorsInView() {
        if let id = affiliates.id, let line = dashboard.affiliates.firstIndex(where: { $0.id == id }) {
            affiliates.line = line + 1
        }
        if let id = offers.id, let line = dashboard.offers.firstIndex(where: { $0.id == id }) {
            offers.line = line + 1
        }
        let layout = layout
        affiliates.first = Viewport.scroll(
            selected: affiliateLine, first: affiliates.first, visible: layout.visibleRows(of: .affiliates),
            count: dashboard.affiliates.count + 1)
        offers.first = Viewport.scroll(
            selected: offerLine, first: offers.first, visible: layout.visibleRows(of: .offers),
            count: dashboard.offers.count + 1)
        caps.first = Viewport.scroll(
            selected: caps.line, first: caps.first, visible: layout.visibleRows(of: .caps), count: capLineCount)
    }
}
