// The audit view's keys: moving, and undoing the entry under the cursor.
import Models
import TUIKitLite

func reduceAudit(_ state: inout AppState, _ command: Command) -> [Effect] {
    let page = max(1, AuditView.visibleRows(in: state.size) - 1)
    switch command {
    case .cursorDown: state.moveAudit(1)
    case .cursorUp: state.moveAudit(-1)
    case .cursorPageDown: state.moveAudit(page)
    case .cursorPageUp: state.moveAudit(-page)
    case .cursorFirst: state.moveAudit(-state.audit.entries.count)
    case .cursorLast: state.moveAudit(state.audit.entries.count)
    case .undo:
        guard let id = state.audit.selected?.id else { return [] }
        return [.findUndo(entry: id, except: [])]
    case .refresh: return [.readJournal]
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .audit, .quit, .selectionClear: state.overlays.removeAll { $0 == .audit }
    default: break
    }
    return []
}

extension AppState {
    mutating func openAudit() -> [Effect] {
        audit = AuditState()
        overlays.append(.audit)
        return [.readJournal]
    }

    mutating func moveAudit(_ step: Int) {
        audit.cursor = max(0, min(audit.entries.count - 1, audit.cursor + step))
        audit.first = Viewport.scroll(
            selected: audit.cursor, first: audit.first, visible: AuditView.visibleRows(in: size),
            count: audit.entries.count)
    }
}
