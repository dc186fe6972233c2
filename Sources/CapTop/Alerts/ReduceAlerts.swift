// The alerts on screen: what new ones do, and the keys of their list.
import Models
import Store
import TUIKitLite

func reduceAlertNews(_ state: inout AppState, _ news: AlertNews, isFirst: Bool) -> [Effect] {
    if !news.notices.isEmpty { state.message = news.text }
    guard let log = news.log else { return [] }
    let new = state.alerts.show(log, generation: news.generation, isFirst: isFirst)
    state.scrollAlerts()
    let announcement = AlertAnnouncement(new, channels: state.alerts.channels)
    return announcement.isEmpty ? [] : [.announce(announcement)]
}

/// What a command does here; nil for those that do the same everywhere.
func reduceAlerts(_ state: inout AppState, _ command: Command) -> [Effect]? {
    let page = max(1, state.listLayout.visibleRows - 1)
    if let line = command.line(from: state.alerts.cursor, count: state.alerts.entries.count, page: page) {
        state.moveAlerts(to: line)
        return []
    }
    switch command {
    case .alertAcknowledge:
        guard let alert = state.alerts.selected, alert.acknowledgedAt == nil else { return [] }
        return [.acknowledge([alert.id])]
    case .alertAcknowledgeAll:
        let ids = state.alerts.unseenIDs
        return ids.isEmpty ? [] : [.acknowledge(ids)]
    case .alerts, .quit, .selectionClear: state.screen = .caps
    default: return command.worksOnEveryList ? nil : state.refuse(command)
    }
    return []
}

extension AppState {
    mutating func openAlerts() {
        screen = .alerts
        alerts.cursor = 0
        scrollAlerts()
    }

    fileprivate mutating func moveAlerts(to line: Int) {
        alerts.cursor = line
        scrollAlerts()
    }

    mutating func scrollAlerts() {
        alerts.first = Viewport.scroll(
            selected: alerts.cursor, first: alerts.first, visible: listLayout.visibleRows, count: alerts.entries.count)
    }
}
