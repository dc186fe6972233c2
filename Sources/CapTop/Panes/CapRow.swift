// One row of the caps pane as its columns see it: the meter, what is likely to come of it, and its network's time.
import Models
import TUIKitLite

struct CapRow {
    /// As it is to be shown.
    var meter: CapMeter
    var forecast: Forecast?
    /// What was counted lately, part by part; empty until the store has told.
    var trend: [Double?]
    /// On the network's own clock.
    var now: Timestamp
    /// The meter has vanished from under the cursor.
    var isGhost: Bool
    /// The zone of the header's clock; nil is UTC.
    var clockZone: String?

    func bar(_ look: Look) -> Bar {
        Bar(fraction: meter.utilisation, pace: meter.elapsedShare(at: now), look: look, state: meter.state)
    }

    /// When it reaches its limit, if before its reset; on the header's clock, so that one column compares.
    func trips(_ look: Look, _ plain: Style) -> CellContent {
        guard let forecast else { return .text("", plain) }
        if forecast.isTripped { return .text("now", look[meter.state.role]) }
        guard let instant = forecast.tripsAt else { return .text("-", plain) }
        let calendar = clockZone.flatMap { CapCalendar(timeZone: $0) } ?? .utc
        return .text(ClockText.short(at: instant, now: now, in: calendar), look[.near])
    }
}

extension AppState {
    /// What stands on a line of the caps pane.
    func capRow(onLine line: Int) -> CapRow? {
        guard let meter = cap(onLine: line) else { return nil }
        let place = place(of: meter.object.id.network)
        return CapRow(
            meter: meter, forecast: forecast(onLine: line), trend: history.trend(of: meter.id)?.increments ?? [],
            now: place.map { networks[$0].serverTime(at: now) } ?? now,
            isGhost: ghost != nil && line == caps.line, clockZone: clockNetwork?.network.timeZone)
    }
}
