// What the detail pane says about the selected meter, line by line. Words and order only; DetailPane draws them.
import Models

struct DetailContent {
    enum Line: Equatable {
        case text(String)
        case muted(String)
        /// A limit with its bar; `depth` is the nesting of LeadConduit caps.
        case meter(CapMeter, label: String, depth: Int, isSelected: Bool)
    }

    var state: AppState
    /// Cells in a line; longer text goes on in the next.
    var width: Int

    var lines: [Line] {
        guard let selected = state.selectedCap, let network = state.networkState(named: selected.object.id.network)
        else { return answer }
        var lines = wrapped(kind(of: selected)).map(Line.text)
        if network.isPending(selected) {
            let why = "the network counts to another maximum; not deployed, or no lead since"
            lines += wrapped("pending: \(why)").map(Line.text)
        }
        lines += windowAndOutlook(of: selected, in: network)
        lines += selected.object.rules.flatMap { wrapped("only if \($0)") }.map(Line.muted)
        if let failed = selected.failedCount, failed > .zero {
            lines.append(.text("\(failed) turned away in this window"))
        }
        lines += wrapped(provenance(of: selected, in: network)).map(Line.muted)
        lines += selected.object.id.kind == .cap ? tree(of: selected, in: network) : pair(of: selected, in: network)
        lines += answer
        lines += (network.snapshot?.notes ?? []).flatMap { wrapped("note on \(network.network.name): \($0)") }
            .map(Line.muted)
        return lines
    }

    func windowAndOutlook(of meter: CapMeter, in network: NetworkState) -> [Line] {
        let figures = ([use(of: meter)] + outlook(of: meter, in: network)).joined(separator: ", ")
        return wrapped(window(of: meter)).map(Line.muted) + wrapped(figures).map(Line.text)
    }

    /// What the pair in focus earns, and why.
    private var answer: [Line] {
        guard let pair = state.pairInFocus, let network = state.networkState(named: pair.network) else { return [] }
        return PayoutAnswer(of: pair, in: network, at: state.now).lines.flatMap { line in
            wrapped(line.text).map(line.isHeading ? Line.text : Line.muted)
        }
    }

    private func wrapped(_ text: String) -> [String] { TextWrap.lines(text, width: width) }

    private func kind(of meter: CapMeter) -> String {
        let object = meter.object
        var parts = [meter.state.word, object.isSoftCap ? "soft cap" : "hard cap"]
        if !object.isEnabled { parts.append("caps are switched off here") }
        parts.append("zone \(object.timeZone)" + (object.isTimeZoneAssumed ? " (assumed)" : ""))
        if meter.limit.metric.isMoney, let currency = object.currency { parts.append("in \(currency)") }
        if object.id.kind != .cap, !object.name.isEmpty, object.scope == .custom { parts.append("\"\(object.name)\"") }
        return parts.joined(separator: ", ")
    }

    private func window(of meter: CapMeter) -> String {
        guard let started = meter.startedAt, let expires = meter.expiresAt else {
            let isGlobal = meter.limit.period.unit == .global
            return "\(Figures.limit(meter)): \(isGlobal ? "never resets" : "its window is not known")"
        }
        let calendar = CapCalendar(timeZone: meter.object.timeZone) ?? .utc
        let sure = meter.isWindowEstimated ? " (computed, no traffic yet)" : ""
        return "\(Figures.limit(meter)): \(ClockText.dateAndTime(at: started, in: calendar)) to "
            + "\(ClockText.dateAndTime(at: expires, in: calendar))\(sure)"
    }

    /// To the last digit, which the table has no room for: `1234.56 of 2000`.
    private func use(of meter: CapMeter) -> String {
        guard let maximum = meter.limit.maximum else { return "no maximum" }
        return meter.count.map { "\($0) of \(maximum)" } ?? "maximum \(maximum)"
    }

    /// `31/h`, `trips 15:31 CDT (8 in 10: 14:50 to 16:40)`, `8h before the reset`
    private func outlook(of meter: CapMeter, in network: NetworkState) -> [String] {
        guard let forecast = state.forecast(onLine: state.caps.line), let rate = forecast.ratePerHour else { return [] }
        let calendar = state.clockCalendar
        let now = state.clockTime(state.now)
        func clock(_ instant: Timestamp) -> String {
            ClockText.short(at: state.clockTime(instant, of: network), now: now, in: calendar)
        }
        var parts = ["\(Figures.rate(rate))/h"]
        if forecast.isTripped {
            parts.append("the limit is reached")
        } else if let trips = forecast.tripsAt {
            let latest = forecast.tripsAtLatest.map { "to \(clock($0))" }
            let beyond = forecast.resetsAt == nil ? "or later" : "to after the reset"
            let earliest = clock(forecast.tripsAtEarliest ?? trips)
            let likely = ClockText.planned(at: state.clockTime(trips, of: network), now: now, in: calendar)
            parts.append("trips \(likely) (8 in 10: \(earliest) \(latest ?? beyond))")
            if let resets = forecast.resetsAt {
                parts.append("\(Figures.age(milliseconds: resets.milliseconds(since: trips))) before the reset")
            }
        } else {
            let until = forecast.resetsAt == nil ? "as far as can be told" : "before the reset"
            parts.append("does not trip \(until) (odds \(Figures.percent(forecast.tripProbability)))")
        }
        if let pace = forecast.rhythmPace { parts.append("pace \(Figures.percent(pace))") }
        return parts
    }

    private func provenance(of meter: CapMeter, in network: NetworkState) -> String {
        let count =
            switch meter.precision {
            case .exact: "count as the network states it"
            case .derived: "count summed from the network's reports"
            case .unknown: "count not known"
            }
        let age = network.serverTime(at: state.now).milliseconds(since: meter.asOf)
        return "\(meter.id.text): \(count), \(Figures.age(milliseconds: age)) old"
    }

    /// Every limit that binds the same affiliate and offer.
    private func pair(of meter: CapMeter, in network: NetworkState) -> [Line] {
        let server = network.serverTime(at: state.now)
        return state.limits(beside: meter.object).map { other in
            .meter(
                other.shown(at: server), label: "\(other.object.scope.rawValue) \(Figures.limit(other))", depth: 0,
                isSelected: other.id == meter.id)
        }
    }

    /// The LeadConduit caps of the same place, nested caps under the cap that encloses them.
    private func tree(of meter: CapMeter, in network: NetworkState) -> [Line] {
        var depths: [ObjectID: Int] = [:]
        let server = network.serverTime(at: state.now)
        return state.limits(beside: meter.object).map { other in
            let depth = other.object.parent.flatMap { depths[$0] }.map { $0 + 1 } ?? 0
            depths[other.object.id] = depth
            return .meter(
                other.shown(at: server), label: "\(other.object.name), \(Figures.limit(other))", depth: depth,
                isSelected: other.id == meter.id)
        }
    }
}

extension AppState {
    /// Where the detail pane's last line could be scrolled to.
    var detailLineCount: Int {
        let layout = layout
        let width = layout.panes[.detail].map { DetailSplit($0, state: self).text.width - 2 } ?? 0
        return max(1, DetailContent(state: self, width: width).lines.count - layout.visibleRows(of: .detail) + 1)
    }
}
