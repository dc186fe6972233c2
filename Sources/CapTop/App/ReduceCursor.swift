// Cursors: moving them, and keeping each on its id while lists are rebuilt under it.
import Models
import TUIKitLite

func reduceMove(_ state: inout AppState, _ command: Command) -> [Effect] {
    let page = max(1, state.layout.visibleRows(of: state.pane) - 1)
    guard let line = command.line(from: state.cursorLine, count: state.lineCount, page: page) else { return [] }
    return reduceMove(&state, to: line)
}

/// Puts the cursor of the pane in focus on a line, or on the nearest there is.
func reduceMove(_ state: inout AppState, to line: Int) -> [Effect] {
    state.noteMove()
    let line = max(0, min(state.lineCount - 1, line))
    switch state.pane {
    case .affiliates:
        state.affiliates.id = line == 0 ? nil : state.dashboard.affiliates[line - 1].id
        state.rebuild()
    case .offers:
        state.offers.id = line == 0 ? nil : state.dashboard.offers[line - 1].id
        state.rebuild()
    case .caps: state.moveCapCursor(to: line)
    case .detail: state.detailFirst = line
    }
    state.keepCursorsInView()
    return state.isOrderStale ? [.scheduleSettle(milliseconds: AppState.orderHold)] : []
}

extension AppState {
    /// The line of the affiliates pane that the cursor is on; 0 is "all".
    var affiliateLine: Int { affiliates.id == nil ? 0 : affiliates.line }
    var offerLine: Int { offers.id == nil ? 0 : offers.line }

    /// The line that the cursor of the pane in focus is on.
    var cursorLine: Int {
        switch pane {
        case .affiliates: affiliateLine
        case .offers: offerLine
        case .caps: caps.line
        case .detail: detailFirst
        }
    }

    /// Lines of the pane in focus that a cursor can be on.
    var lineCount: Int {
        switch pane {
        case .affiliates: dashboard.affiliates.count + 1
        case .offers: dashboard.offers.count + 1
        case .caps: capLineCount
        case .detail: detailLineCount
        }
    }

    /// The operator has put the cursor somewhere: there it stays, whatever lists are still to come.
    mutating func noteMove() {
        lastMove = now
        if !overlays.contains(.filter) { filterBefore = nil }
    }

    fileprivate mutating func moveCapCursor(to line: Int) {
        guard capLineCount > 0 else { return }
        var line = line
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

    /// The place of the meter under the cursor; nil for a ghost.
    var capUnderCursor: MeterRef? {
        ghost == nil && dashboard.caps.indices.contains(caps.line) ? dashboard.caps[caps.line] : nil
    }

    /// After the operator has changed what is shown: on the same meter if it is still there, else on the same line.
    mutating func putCursorBack(near ref: MeterRef?) {
        if stayOnTop() { return }
        if let filterBefore {
            putCursor(by: filterBefore)
            return
        }
        if ghost == nil, let line = capLine(of: caps.id, near: ref) {
            caps.line = line
            return
        }
        ghost = nil
        setCapCursor(to: caps.id == nil ? 0 : caps.line)
    }

    /// While a filter is typed: on the row that it was opened on if that is found, with no more rows scrolled away than
    /// there were; else on the first row.
    private mutating func putCursor(by anchor: FilterAnchor) {
        ghost = nil
        affiliates.first = anchor.affiliatesFirst
        offers.first = anchor.offersFirst
        guard let line = capLine(of: anchor.caps.id, near: anchor.ref) else {
            setCapCursor(to: 0)
            return
        }
        setCapCursor(to: line)
        caps.first = anchor.caps.first + min(0, line - anchor.caps.line)
        detailFirst = anchor.detailFirst
    }

    /// Whether the row under the cursor has gone from its network, not only out of the filter.
    var isGhostGone: Bool {
        guard let ghost else { return false }
        return !metersAround(ghost.object).contains { $0.id == ghost.id }
    }

    /// After the data has changed under the cursor: the row it is on stays, as a ghost if its meter is not listed
    /// any more; of one that has only left the filter it shows what it has become.
    ///
    /// - Parameter selected: the meter under the cursor before the data changed.
    mutating func keepCursor(on selected: CapMeter?, near ref: MeterRef?) {
        if stayOnTop() { return }
        if let line = capLine(of: caps.id, near: ref) {
            ghost = nil
            caps.line = line
        } else if let selected {
            ghost = caps.id.flatMap { place(of: $0, near: ref) }.flatMap { meter($0) } ?? selected
            caps.line = min(caps.line, dashboard.caps.count)
        } else {
            setCapCursor(to: 0)
        }
    }

    /// Until the operator has moved, the cursor is on the worst cap, whichever that is.
    private mutating func stayOnTop() -> Bool {
        guard lastMove == nil else { return false }
        ghost = nil
        setCapCursor(to: 0)
        return true
    }

    /// - Parameter ref: where the meter was before the data changed, and most likely still is.
    private func capLine(of id: MeterID?, near ref: MeterRef?) -> Int? {
        guard let id, let ref = place(of: id, near: ref) else { return nil }
        if dashboard.caps.indices.contains(caps.line), dashboard.caps[caps.line] == ref { return caps.line }
        return dashboard.caps.firstIndex(of: ref)
    }

    private func place(of id: MeterID, near ref: MeterRef?) -> MeterRef? {
        if let ref, rawMeter(ref)?.isCalled(id) == true { return ref }
        guard let network = place(of: id.object.network),
            let meter = networks[network].snapshot?.meters.firstIndex(where: { $0.isCalled(id) })
        else { return nil }
        return MeterRef(network: network, meter: meter)
    }

    /// Lines of cursors after a rebuild, and scrolling so that each is seen.
    mutating func keepCursorsInView() {
        if let line = line(of: affiliates, in: dashboard.affiliates) { affiliates.line = line }
        if let line = line(of: offers, in: dashboard.offers) { offers.line = line }
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

    /// The line of a cursor's id under "all", looked for first where it was.
    private func line(of cursor: PaneCursor<SubjectID>, in rows: [SubjectRow]) -> Int? {
        guard let id = cursor.id else { return nil }
        if rows.indices.contains(cursor.line - 1), rows[cursor.line - 1].id == id { return cursor.line }
        return rows.firstIndex { $0.id == id }.map { $0 + 1 }
    }
}
