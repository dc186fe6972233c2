// The audit screen's keys: moving, and undoing or deploying the entry under the cursor.
import Models
import TUIKitLite

/// What a command does here; nil for those that do the same everywhere.
func reduceAudit(_ state: inout AppState, _ command: Command) -> [Effect]? {
    if state.audit.isDetailFocused, let first = state.auditDetailLine(command) {
        state.audit.detailFirst = first
        return []
    }
    let page = max(1, state.listLayout.visibleRows - 1)
    if let line = command.line(from: state.audit.cursor, count: state.audit.entries.count, page: page) {
        state.moveAudit(to: line)
        return []
    }
    switch command {
    case .undo: return state.audit.selected?.id.map { state.findUndo(entry: $0, except: []) } ?? []
    case .deploy: return state.audit.selected.map { state.openDeploy(of: $0) } ?? []
    case .refresh: return [.readJournal]
    case .paneNext, .panePrevious: state.audit.isDetailFocused.toggle()
    case .audit, .quit, .selectionClear: state.screen = .caps
    case .copy, .copyCell, .copyRow, .copyJSON, .copyCurl, .chart: return nil
    default: return command.worksOnEveryList ? nil : state.refuse(command)
    }
    return []
}

extension AppState {
    mutating func openAudit() -> [Effect] {
        screen = .audit
        return [.readJournal]
    }

    /// Nobody holds thousands of entries for a screen that was left.
    mutating func forgetLeftAudit() {
        if screen != .audit { audit = AuditState() }
    }

    /// Looks up how the panes call the entries' objects: a pass over all meters, and so nothing for each frame.
    mutating func nameAudited() {
        let targets = Set(audit.entries.map(\.target))
        let keys = Set(targets.compactMap { EditTarget(text: $0)?.key })
        audit.titles = [:]
        guard !keys.isEmpty else { return }
        for meters in networks.compactMap(\.snapshot?.meters) {
            var last: CapObject?
            for meter in meters where meter.object !== last {
                last = meter.object
                guard keys.contains(meter.object.id.key) else { continue }
                let target = EditTarget(meter.object.id).text
                if targets.contains(target) { audit.titles[target] = SubjectText.title(of: meter.object) }
            }
        }
    }

    mutating func moveAudit(to line: Int) {
        let line = max(0, min(audit.entries.count - 1, line))
        if line != audit.cursor { audit.detailFirst = 0 }
        audit.cursor = line
        scrollAudit()
    }

    /// Where a command that moves a cursor scrolls the entry's lines to; nil for any other.
    fileprivate func auditDetailLine(_ command: Command) -> Int? {
        let page = max(1, listLayout.detail.height - 2)
        return command.line(from: audit.detailFirst, count: AuditDetail(state: self).lastFirst + 1, page: page)
    }

    mutating func scrollAudit() {
        audit.first = Viewport.scroll(
            selected: audit.cursor, first: audit.first, visible: listLayout.visibleRows, count: audit.entries.count)
    }

    /// The journal again, where it is on screen and something has just been written.
    var auditAfterChange: [Effect] { screen == .audit ? [.readJournal] : [] }
}
