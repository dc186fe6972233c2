// How this terminal tells of new alerts: at most one bell and one notification of a kind, however many alerts there are.
import Store
import TUIKitLite

struct AlertAnnouncement: Equatable, Sendable {
    private static let title = "captop"

    var rings = false
    /// Sentences by the kind of notification.
    var notifications: [TerminalNotification] = []

    var isEmpty: Bool { !rings && notifications.isEmpty }

    /// - Parameters:
    ///   - alerts: newest first.
    ///   - channels: by rule.
    init(_ alerts: [LoggedAlert], channels: [String: Set<AlertChannel>]) {
        func told(by channel: AlertChannel) -> [LoggedAlert] {
            alerts.filter { channels[$0.rule]?.contains(channel) ?? false }
        }
        rings = !told(by: .bell).isEmpty
        for (channel, form) in [(AlertChannel.osc9, TerminalNotification.Form.osc9), (.osc777, .osc777)] {
            let alerts = told(by: channel)
            guard let newest = alerts.first else { continue }
            let text = alerts.count == 1 ? newest.message : "\(alerts.count) alerts: \(newest.message)"
            notifications.append(TerminalNotification(form, title: AlertAnnouncement.title, text: text))
        }
    }

    @MainActor
    func perform(on terminal: Terminal) {
        if rings { terminal.bell() }
        for notification in notifications { terminal.notify(notification) }
    }
}
