// The columns of the caps pane: the one catalogue for the pane, for `[ui] columns` and for the manual. A new column is a
// case, a line in each switch, and a row in docs/manual.md. Draws nothing.
import Models
import TUIKitLite

/// A column; the raw value is its name in the configuration.
enum CapColumn: String, CaseIterable, Codable, Sendable {
    case affiliate, offer, cap, bar, usage, percent, resets, trips, trend
    case network, name, id, left, rate, pace, odds, zone

    /// What is shown when nobody says otherwise.
    static let usual: [CapColumn] = [
        .affiliate, .offer, .cap, .bar, .usage, .percent, .resets, .trips, .trend,
    ]

    /// Title, width, and what goes first when there is no room.
    var definition: TableColumn {
        switch self {
        // Both subjects, a bar and the three figures fit into 80 columns: without its offer a cap is hardly told apart.
        case .affiliate: TableColumn("AFFILIATE", width: .flexible(min: 8, weight: 4), priority: 6)
        case .offer: TableColumn("OFFER", width: .flexible(min: 8, weight: 4), priority: 5)
        case .cap: TableColumn("CAP", width: .flexible(min: 14, weight: 1), priority: 9)
        case .bar: TableColumn("USED", width: .flexible(min: 5, weight: 3), priority: 7)
        case .usage: TableColumn("COUNT/MAX", width: .fixed(13), alignment: .right, priority: 3)
        case .percent: TableColumn("%", width: .fixed(7), alignment: .right, priority: 10)
        case .resets: TableColumn("RESETS IN", width: .fixed(9), alignment: .right, priority: 8)
        case .trips: TableColumn("TRIPS", width: .fixed(6), alignment: .right, priority: 4)
        case .trend: TableColumn("TREND", width: .fixed(MeterTrend.parts), priority: 1)
        case .network: TableColumn("NETWORK", width: .fixed(9), priority: 2)
        case .name: TableColumn("NAME", width: .flexible(min: 9, weight: 3), priority: 2)
        case .id: TableColumn("ID", width: .flexible(min: 12, weight: 2), priority: 1)
        case .left: TableColumn("LEFT", width: .fixed(7), alignment: .right, priority: 2)
        case .rate: TableColumn("RATE/H", width: .fixed(7), alignment: .right, priority: 2)
        case .pace: TableColumn("PACE", width: .fixed(6), alignment: .right, priority: 2)
        case .odds: TableColumn("ODDS", width: .fixed(5), alignment: .right, priority: 2)
        case .zone: TableColumn("ZONE", width: .flexible(min: 10, weight: 1), priority: 1)
        }
    }

    /// For the manual.
    var summary: String {
        switch self {
        case .affiliate: "affiliate, source or step that the cap binds"
        case .offer: "offer or flow"
        case .cap: "metric and period; `~` is soft, `*` pending"
        case .bar: "count against maximum, with the pace mark"
        case .usage: "count and maximum in figures"
        case .percent: "state mark and percentage"
        case .resets: "time until the window ends"
        case .trips: "when the maximum is expected to be reached, if before the reset"
        case .trend: "what was counted lately, part by part"
        case .network: "the profile's name"
        case .name: "the cap's own name"
        case .id: "the cap's id, as `captop set` takes it"
        case .left: "maximum less count"
        case .rate: "counted per hour at present"
        case .pace: "what is used against what is usual by now"
        case .odds: "the odds that it trips before its reset"
        case .zone: "the zone whose calendar resets the cap"
        }
    }

    /// The sort keys that the column shows, for the mark in its title.
    var sortKeys: [CapSortKey] {
        switch self {
        case .affiliate: [.affiliate]
        case .offer: [.offer]
        case .cap: [.metric, .period]
        case .usage: [.count, .maximum]
        case .percent: [.utilisation]
        case .resets: [.expires]
        case .trips: [.risk]
        case .network: [.network]
        case .name: [.name]
        case .bar, .trend, .id, .left, .rate, .pace, .odds, .zone: []
        }
    }

    func cell(of row: CapRow, look: Look) -> CellContent {
        let meter = row.meter
        let plain = look[row.absence != nil || !meter.object.isEnabled ? .muted : .text]
        switch self {
        case .affiliate: return .text(SubjectText.affiliate(of: meter.object), plain)
        case .offer: return .text(SubjectText.offer(of: meter.object), plain)
        case .cap:
            if let absence = row.absence { return .text(absence, look[.stale]) }
            return .text((row.isPending ? "*" : "") + Figures.limit(meter), plain)
        case .bar: return .bar(row.bar(look))
        case .usage: return .text(Figures.usage(meter), plain)
        case .percent: return .text(Figures.markedPercent(meter), look[meter.state.role])
        case .resets: return .text(Figures.countdown(meter, at: row.now), plain)
        case .trips: return row.trips(look, plain)
        case .trend: return .sparkline(Sparkline(values: row.trend, style: look[.calm]))
        case .network: return .text(meter.object.id.network, plain)
        case .name: return .text(meter.object.name, plain)
        case .id: return .text(meter.object.id.text, plain)
        case .left: return .text(Figures.left(meter), plain)
        case .rate: return .text(row.forecast?.ratePerHour.map(Figures.rate) ?? "-", plain)
        case .pace: return .text(Figures.percent(row.forecast?.rhythmPace), plain)
        case .odds: return .text(Figures.percent(row.forecast?.tripProbability), plain)
        case .zone: return .text(meter.object.timeZone, plain)
        }
    }
}
