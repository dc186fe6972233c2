// The caps pane: one row a meter with its bar, figures and countdown. Draws only the rows in view.
import Models
import TUIKitLite

struct CapsPane {
    var state: AppState
    var look: Look

    private enum Column: Int, CaseIterable {
        case affiliate, offer, limit, bar, usage, percent, resets, trips, trend
    }

    private static let columns = [
        TableColumn("AFFILIATE", width: .flexible(min: 9, weight: 4), priority: 6),
        TableColumn("OFFER", width: .flexible(min: 9, weight: 4), priority: 5),
        TableColumn("CAP", width: .flexible(min: 13, weight: 1), priority: 9),
        TableColumn("USED", width: .flexible(min: 8, weight: 3), priority: 7),
        TableColumn("COUNT/MAX", width: .fixed(13), alignment: .right, priority: 3),
        TableColumn("%", width: .fixed(7), alignment: .right, priority: 10),
        TableColumn("RESETS IN", width: .fixed(9), alignment: .right, priority: 8),
        TableColumn("TRIPS", width: .fixed(6), alignment: .right, priority: 4),
        TableColumn("TREND", width: .fixed(MeterTrend.parts), priority: 1),
    ]

    /// Whether there is room for trends in a pane so wide, with its frame.
    static func showsTrend(width: Int) -> Bool {
        (TableLayout.widths(columns: columns, total: width - 3).last ?? 0) > 0
    }

    func draw(in rect: Rect, on surface: inout Surface) {
        let inside = rect.inset(by: 1)
        guard !inside.isEmpty else { return }
        let isFocused = state.pane == .caps
        PaneTitle(text: "Caps", detail: counts, trailing: sortText, isFocused: isFocused, look: look)
            .draw(in: rect, on: &surface)
        guard state.capLineCount > 0 else {
            surface.put(
                emptyText, at: Point(x: inside.x + 1, y: inside.y + 1), style: look[.muted], clip: inside)
            return
        }
        Table(
            columns: CapsPane.columns, rowCount: state.capLineCount, firstVisible: state.caps.first,
            selected: state.caps.line, isFocused: isFocused, sortColumn: sortColumn?.rawValue,
            isSortedAscending: !state.sort.isDescending,
            isMarked: { row in state.cap(onLine: row).map { state.marks.caps.contains($0.id) } ?? false }, cell: cell
        )
        .draw(in: inside, on: &surface, glyphs: look.glyphs, theme: look.theme)
        Scrollbar(first: state.caps.first, visible: inside.height - 1, count: state.capLineCount)
            .draw(
                in: Rect(x: rect.maxX - 1, y: inside.y + 1, width: 1, height: inside.height - 1), on: &surface,
                glyphs: look.glyphs, style: look[isFocused ? .borderFocused : .border])
    }

    private var counts: String {
        let shown = state.dashboard.caps.count
        let filter = state.filter.isEmpty ? "" : "  filter: \(state.filter.text)"
        let marks = state.marks.caps.isEmpty ? "" : "  \(state.marks.caps.count) marked"
        return "\(shown)/\(state.dashboard.totals.meters)\(filter)\(marks)"
    }

    /// The column that shows the sort key, for the mark in its title.
    private var sortColumn: Column? {
        switch state.sort.key {
        case .affiliate: .affiliate
        case .offer: .offer
        case .metric, .period: .limit
        case .count, .maximum: .usage
        case .utilisation: .percent
        case .expires: .resets
        case .risk: .trips
        case .network, .name: nil
        }
    }

    private var sortText: String {
        "sort \(state.sort.key.rawValue) " + (state.sort.isDescending ? look.glyphs.sortDown : look.glyphs.sortUp)
    }

    private var emptyText: String {
        if state.networks.allSatisfy({ $0.snapshot == nil }) {
            return state.networks.allSatisfy { $0.failure != nil } ? "no data yet, see below" : "loading"
        }
        return state.filter.isEmpty ? "no caps here" : "nothing matches the filter"
    }

    private func cell(row: Int, column: Int) -> CellContent {
        guard let meter = state.cap(onLine: row), let column = Column(rawValue: column) else {
            return .text("", look[.text])
        }
        let isGhost = state.ghost != nil && row == state.caps.line
        if isGhost && column == .limit { return .text("gone", look[.stale]) }
        let plain = look[isGhost || !meter.object.isEnabled ? .muted : .text]
        switch column {
        case .affiliate: return .text(SubjectText.affiliate(of: meter.object), plain)
        case .offer: return .text(SubjectText.offer(of: meter.object), plain)
        case .limit: return .text(Figures.limit(meter), plain)
        case .bar: return .bar(bar(of: meter))
        case .usage: return .text(Figures.usage(meter), plain)
        case .percent:
            return .text(Figures.markedPercent(meter), look[meter.state.role])
        case .resets: return .text(Figures.countdown(meter, at: serverTime(of: meter)), plain)
        case .trips: return trips(of: meter, row: row, plain)
        case .trend:
            return .sparkline(
                Sparkline(values: state.history.trend(of: meter.id)?.increments ?? [], style: look[.calm]))
        }
    }

    /// When it reaches its limit, if before its reset; on the header's clock, so that one column compares.
    private func trips(of meter: CapMeter, row: Int, _ plain: Style) -> CellContent {
        guard let forecast = state.forecast(onLine: row) else { return .text("", plain) }
        if forecast.isTripped { return .text("now", look[meter.state.role]) }
        guard let instant = forecast.tripsAt else { return .text("-", plain) }
        let network = state.networkState(named: meter.object.id.network)?.network
        let calendar = network?.timeZone.flatMap { CapCalendar(timeZone: $0) } ?? .utc
        return .text(ClockText.short(at: instant, now: serverTime(of: meter), in: calendar), look[.near])
    }

    private func bar(of meter: CapMeter) -> Bar {
        Bar(
            fraction: meter.utilisation, pace: meter.elapsedShare(at: serverTime(of: meter)), look: look,
            state: meter.state)
    }

    private func serverTime(of meter: CapMeter) -> Timestamp {
        state.networkState(named: meter.object.id.network)?.serverTime(at: state.now) ?? state.now
    }
}
