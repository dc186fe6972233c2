// The alerts on screen: what new ones do, and the keys of their list.
import Models
import Store
import TUIKitLite

func reduceAlertNews(_ state: inout AppState, _ news: AlertNews, isFirst: Bool) -> [Effect] {
    if let notice = news.notices.first { state.message = notice }
    guard let log = news.log else { return [] }
    let new = state.alerts.show(log, generation: news.generation, isFirst: isFirst)
    state.scrollAlerts()
    let announcement = AlertAnnouncement(new, channels: state.alerts.channels)
    return announcement.isEmpty ? [] : [.announce(announcement)]
}

/// What a command does here; nil for those that do the same everywhere.
func reduceAlerts(_ state: inout AppState, _ command: Command) -> [Effect]? {
    let page = max(1, state.listLayout.visibleRows - 1)
    let count = state.alerts.entries.count
    switch command {
    case .cursorDown: state.moveAlerts(1)
    case .cursorUp: state.moveAlerts(-1)
    case .cursorPageDown: state.moveAlerts(page)
    case .cursorPageUp: state.moveAlerts(-page)
    case .cursorFirst: state.moveAlerts(-count)
    case .cursorLast: state.moveAlerts(count)
    case .alertAcknowledge:
        guard let alert = state.alerts.selected, alert.acknowledgedAt == nil else { return [] }
        return [.acknowledge([alert.id])]
    case .alertAcknowledgeAll:
        let ids = state.alerts.unseenIDs
        return ids.isEmpty ? [] : [.acknowledge(ids)]
    case .alerts, .quit, .selectionClear: state.screen = .caps
    case .save, .reload, .redraw, .suspend, .help, .prompt, .write, .lock, .refresh, .audit, .payouts, .commissions,
        .tiers, .theme:
        return nil
    default: break
    }
    return []
}

extension AppState {
    mutating func openAlerts() {
        screen = .alerts
        alerts.cursor = 0
        scrollAlerts()
    }

    fileprivate mutating func moveAlerts(_ step: Int) {
        alerts.cursor = max(0, min(alerts.entries.count - 1, alerts.cursor + step))
        scrollAlerts()
    }

    mutating func scrollAlerts() {
        alerts.first = Viewport.scroll(
            selected: alerts.cursor, first: alerts.first, visible: listLayout.visibleRows, count: alerts.entries.count)
    }
}
