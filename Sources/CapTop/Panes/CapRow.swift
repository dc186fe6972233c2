// One row of the caps pane as its columns see it: the meter, what is likely to come of it, and its network's time.
import Models
import TUIKitLite

struct CapRow {
    /// As it is to be shown.
    var meter: CapMeter
    /// The network counts to another maximum as yet.
    var isPending: Bool
    var forecast: Forecast?
    /// What was counted lately, part by part; empty until the store has told.
    var trend: [Double?]
    /// On the network's own clock.
    var now: Timestamp
    /// Why a row is shown that is not in the list any more; nil for one that is.
    var absence: String?
    /// Of the header's clock.
    var calendar: CapCalendar
    /// Milliseconds by which the header's clock is ahead of the network's own.
    var clockLead: Int64

    func bar(_ look: Look) -> Bar {
        Bar(fraction: meter.utilisation, pace: meter.elapsedShare(at: now), look: look, state: meter.state)
    }

    /// When it reaches its limit, if before its reset; on the header's clock, so that one column compares.
    func trips(_ look: Look, _ plain: Style) -> CellContent {
        guard let forecast else { return .text("", plain) }
        if forecast.isTripped { return .text("now", look[meter.state.role]) }
        guard let instant = forecast.tripsAt else { return .text("-", plain) }
        let (shown, today) = (instant.adding(milliseconds: clockLead), now.adding(milliseconds: clockLead))
        return .text(ClockText.short(at: shown, now: today, in: calendar), look[.near])
    }
}

/// What stands on the lines of the caps pane; what all rows share is worked out once.
struct CapRows {
    private let state: AppState
    private let calendar: CapCalendar
    /// By network.
    private let times: [Timestamp]
    private let clock: Timestamp

    init(_ state: AppState) {
        self.state = state
        calendar = state.clockCalendar
        times = state.networks.map { $0.serverTime(at: state.now) }
        clock = state.clockTime(state.now)
    }

    func row(onLine line: Int) -> CapRow? {
        guard let meter = state.cap(onLine: line) else { return nil }
        let ref = state.ref(onLine: line)
        let network = ref?.network ?? state.place(of: meter.object.id.network)
        let now = network.map { times[$0] } ?? state.now
        return CapRow(
            meter: meter,
            isPending: network.map { state.networks[$0].isPending(meter) } ?? false,
            forecast: state.forecast(onLine: line),
            trend: state.history.trend(of: meter.id)?.increments ?? [],
            now: now, absence: absence(ref), calendar: calendar, clockLead: clock.milliseconds(since: now))
    }

    private func absence(_ ref: MeterRef?) -> String? {
        guard ref == nil else { return nil }
        return state.isGhostGone ? "gone" : "no match"
    }
}
