// The mouse: a press focuses a pane and puts its cursor on a row, the wheel moves the cursor of what is under the pointer.
// Does nothing that keys could not do, and nothing that changes anything upstream.
import Models
import TUIKitLite

/// Rows that one notch of the wheel moves.
private let notch = 3

func reduceClick(_ state: inout AppState, at point: Point) -> [Effect] {
    guard state.screen == .caps else { return state.moveList(to: point) }
    guard let pane = state.pane(at: point) else { return [] }
    state.focus(on: pane)
    guard pane != .detail, let line = state.line(of: pane, at: point) else { return [] }
    return reduceMove(&state, to: line)
}

func reduceWheel(_ state: inout AppState, at point: Point, isDown: Bool) -> [Effect] {
    if state.overlays.isEmpty, state.screen == .caps {
        guard let pane = state.pane(at: point) else { return [] }
        state.focus(on: pane)
        return reduceMove(&state, to: state.cursorLine + (isDown ? notch : -notch))
    }
    return (0..<notch).flatMap { _ in reduceCommand(&state, isDown ? .cursorDown : .cursorUp) }
}

extension AppState {
    /// Neighbours share a line; it belongs to neither.
    fileprivate func pane(at point: Point) -> Pane? {
        layout.panes.first { $0.value.inset(by: 1).contains(point) }?.key
    }

    /// The line of a pane's list under the pointer; nil on titles and where there is none.
    fileprivate func line(of pane: Pane, at point: Point) -> Int? {
        guard let inside = layout.panes[pane]?.inset(by: 1) else { return nil }
        let row = point.y - inside.y - (pane == .caps ? 1 : 0)
        let line = row + (pane == .caps ? caps.first : pane == .offers ? offers.first : affiliates.first)
        return row >= 0 && line < lineCount ? line : nil
    }

    /// Puts the cursor of the screen's one list on the line under the pointer: by the commands of the screen, so that each
    /// keeps to its own rules.
    fileprivate mutating func moveList(to point: Point) -> [Effect] {
        let inside = listLayout.list.inset(by: 1)
        let row = point.y - inside.y - 1
        guard let list = listCursor, inside.contains(point), row >= 0 else { return [] }
        if moneyResource != nil { money.isDetailFocused = false }
        let steps = list.first + row - list.line
        var effects: [Effect] = []
        for _ in 0..<abs(steps) { effects += reduceCommand(&self, steps > 0 ? .cursorDown : .cursorUp) }
        return effects
    }

    /// Where the screen's one list has its cursor, and what it begins with; nil on screens of other kinds.
    private var listCursor: (line: Int, first: Int)? {
        switch screen {
        case .caps, .chart: nil
        case .audit: (audit.cursor, audit.first)
        case .alerts: (alerts.cursor, alerts.first)
        case .network: (networkList.cursor, networkList.first)
        case .payouts, .commissions, .tiers:
            moneyResource.map { (selectedMoney(in: moneyRows($0)) ?? 0, money.cursor.first) }
        }
    }
}
