// The keys of the screens of the money side: moving in the list or the lower part, filtering, and back to the caps.
import Models
import TUIKitLite

/// What a command does on one of these screens; nil for those that do the same everywhere.
func reduceMoney(_ state: inout AppState, _ resource: MoneyResource, _ command: Command) -> [Effect]? {
    switch command {
    case .cursorDown, .cursorUp, .cursorPageDown, .cursorPageUp, .cursorFirst, .cursorLast:
        state.moveMoney(command, in: state.moneyRows(resource))
    case .paneNext, .panePrevious: state.money.isDetailFocused.toggle()
    case .selectionClear where state.hasMarks: state.marks.money[state.screen] = []
    case .selectionClear where !state.money.filter.isEmpty: state.money.filter = ""
    case .selectionClear, .quit: state.screen = .caps
    case .filterClear: state.money.filter = ""
    case .filterOpen:
        state.money.filterBefore = state.money.filter
        state.filterField = TextField(state.money.filter)
        state.overlays.append(.filter)
    case .markToggle:
        state.toggleMark()
        state.moveMoney(.cursorDown, in: state.moneyRows(resource))
    case .tierMove: state.openTierMove()
    case .payoutEdit, .sortNext, .sortPrevious, .sortReverse, .splitWider, .splitNarrower, .splitTaller, .splitShorter,
        .objectEdit, .capRaise, .capLower, .sort, .filter, .theme, .alertAcknowledge, .alertAcknowledgeAll,
        .deploy:
        return state.refuse(command)
    case .markAll, .capEdit, .capCreate, .capDelete, .undo, .audit, .alerts, .network, .payouts, .commissions, .tiers,
        .write,
        .lock, .prompt, .save, .refresh, .reload, .redraw, .help, .suspend, .copy, .copyCell, .copyRow, .copyJSON,
        .copyCurl, .export, .exportOver, .chart, .timeBack, .timeForward, .timeHourBack, .timeHourForward, .timeNow,
        .time:
        return nil
    }
    return []
}

/// A key of the filter field on one of these screens: every one narrows the list.
func reduceMoneyFilter(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    switch edit {
    case .key(let name):
        guard let key = Key(name: name), state.filterField.handle(key) else { return [] }
    case .paste(let text): state.filterField.paste(text)
    case .accept:
        state.overlays.removeLast()
        return []
    case .cancel:
        state.overlays.removeLast()
        state.money.filter = state.money.filterBefore
        return []
    }
    state.money.filter = state.filterField.text
    return []
}

extension AppState {
    fileprivate mutating func moveMoney(_ command: Command, in rows: [MoneyRow]) {
        guard !money.isDetailFocused else {
            let count = MoneyDetail(state: self, width: max(1, size.width - 4)).lines.count
            let visible = max(1, listLayout.detail.height - 2)
            let first = command.line(from: money.detailFirst, count: count - visible + 1, page: visible)
            money.detailFirst = first ?? money.detailFirst
            return
        }
        let page = max(1, listLayout.visibleRows - 1)
        guard let selected = selectedMoney(in: rows),
            let line = command.line(from: selected, count: rows.count, page: page)
        else { return }
        var cursor = money.cursor
        cursor.id = rows[line].subject
        cursor.line = line
        cursor.first = Viewport.scroll(
            selected: line, first: cursor.first, visible: listLayout.visibleRows, count: rows.count)
        if line != selected { money.detailFirst = 0 }
        money.cursor = cursor
    }
}
