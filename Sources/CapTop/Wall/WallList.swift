// The wall's list: one page of the cycle, worst first. Rows of a stale network are dim; a meter that has gone keeps its line.
import Models
import TUIKitLite

struct WallList {
    var state: AppState
    var wall: WallState
    var look: Look

    private enum Column: Int {
        case affiliate, offer, limit, bar, usage, percent, resets, trips
    }

    private static let columns = [
        TableColumn("AFFILIATE", width: .flexible(min: 9, weight: 4), priority: 6),
        TableColumn("OFFER", width: .flexible(min: 9, weight: 4), priority: 5),
        TableColumn("CAP", width: .flexible(min: 13, weight: 1), priority: 9),
        TableColumn("USED", width: .flexible(min: 10, weight: 5), priority: 8),
        TableColumn("COUNT/MAX", width: .fixed(13), alignment: .right, priority: 3),
        TableColumn("%", width: .fixed(7), alignment: .right, priority: 10),
        TableColumn("RESETS", width: .fixed(8), alignment: .right, priority: 4),
        TableColumn("TRIPS", width: .fixed(6), alignment: .right, priority: 7),
    ]

    func draw(in rect: Rect, on surface: inout Surface) {
        let inside = rect.inset(by: 1)
        guard !inside.isEmpty else { return }
        surface.box(
            rect, glyphs: look.glyphs, style: look[.border], title: "Worst first", titleStyle: look[.title],
            trailing: trailing)
        guard !wall.rows.isEmpty else {
            surface.put(emptyText, at: Point(x: inside.x + 1, y: inside.y + 1), style: look[.muted], clip: inside)
            return
        }
        Table(
            columns: WallList.columns, rowCount: wall.rows.count, firstVisible: wall.first,
            cell: { cell(of: wall.rows[$0], Column(rawValue: $1)) }
        )
        .draw(in: inside, on: &surface, glyphs: look.glyphs, theme: look.theme)
    }

    private var trailing: String {
        let page = wall.page(of: state.wallRows)
        let filter = state.filter.isEmpty ? "" : "\(state.filter.text)  "
        return "\(filter)\(wall.rows.count) of \(wall.figures.caps) caps  \(page.number)/\(page.count)"
    }

    private var emptyText: String {
        if state.networks.allSatisfy({ $0.snapshot == nil }) {
            return state.networks.allSatisfy { $0.failure != nil } ? "no data yet, see below" : "loading"
        }
        return state.filter.isEmpty ? "no caps here" : "nothing matches the filter"
    }

    private func cell(of row: WallRow, _ column: Column?) -> CellContent {
        guard let ref = row.ref, let meter = state.meter(ref) else {
            return .text(column == .affiliate ? row.id.text : column == .limit ? "gone" : "", look[.stale])
        }
        let network = state.networks[ref.network]
        let now = network.serverTime(at: state.now)
        let isStale = network.condition(at: state.now) == .stale
        let plain = look[isStale ? .muted : .text]
        let telling = isStale ? look[.muted] : look[meter.state.role]
        switch column {
        case .affiliate: return .text(SubjectText.affiliate(of: meter.object), plain)
        case .offer: return .text(SubjectText.offer(of: meter.object), plain)
        case .limit: return .text(Figures.limit(meter), plain)
        case .bar: return .bar(bar(of: meter, at: now, style: telling))
        case .usage: return .text(Figures.usage(meter), plain)
        case .percent: return .text(Figures.markedPercent(meter), telling)
        case .resets: return .text(WallList.timeLeft(meter, at: now), plain)
        case .trips: return trips(of: meter, at: ref, isStale: isStale)
        case nil: return .text("", plain)
        }
    }

    private func bar(of meter: CapMeter, at now: Timestamp, style: Style) -> Bar {
        var bar = Bar(fraction: meter.utilisation, pace: meter.elapsedShare(at: now), look: look, state: meter.state)
        bar.style = style
        return bar
    }

    private func trips(of meter: CapMeter, at ref: MeterRef, isStale: Bool) -> CellContent {
        guard let forecast = state.forecast(ref) else { return .text("", look[.muted]) }
        if forecast.isTripped { return .text("now", look[isStale ? .muted : meter.state.role]) }
        guard let instant = forecast.tripsAt else { return .text("-", look[.muted]) }
        return .text(state.wallTime(instant, of: ref), look[isStale ? .muted : .near])
    }

    /// `21d 08h`, `8h 39m`, `39m`, `<1m`: what is read from afar does not tick.
    private static func timeLeft(_ meter: CapMeter, at now: Timestamp) -> String {
        guard let seconds = Figures.secondsLeft(meter, at: now), seconds < 86_400 else {
            return Figures.countdown(meter, at: now)
        }
        let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60)
        let text = hours > 0 ? "\(hours)h \(minutes < 10 ? "0" : "")\(minutes)m" : minutes > 0 ? "\(minutes)m" : "<1m"
        return (meter.isWindowEstimated ? "~" : "") + text
    }
}
