// The report as a plain table for people and pagers: aligned by cell width, no colours.
import Models

enum TableReport {
    private static let titles = ["AFFILIATE", "OFFER", "CAP", "COUNT", "MAXIMUM", "%", "RESETS IN", "TRIPS", "NETWORK"]
    private static let rightAligned: Set<Int> = [3, 4, 5, 6, 7]

    static func text(of report: CapReport) -> String {
        let rows = report.rows.map { row in
            let name = row.meter.object.id.network
            return cells(of: row, on: report.networks.first { $0.network.name == name }, at: report.generatedAt)
        }
        return PlainTable(titles: titles, rightAligned: rightAligned, rows: rows).text()
    }

    /// One row's cells, in the order of the titles.
    static func cells(of row: CapReport.Row, on network: NetworkState?, at now: Timestamp) -> [String] {
        let meter = row.meter
        let serverTime = network?.serverTime(at: now) ?? now
        return [
            SubjectText.affiliate(of: meter.object), SubjectText.offer(of: meter.object), Figures.limit(meter),
            meter.count?.description ?? "-", meter.limit.maximum?.description ?? "-",
            meter.state.mark.trimmed + Figures.percent(meter.utilisation), Figures.countdown(meter, at: serverTime),
            trips(row, on: network, at: now), meter.object.id.network,
        ]
    }

    /// The cell under TRIPS, on the network's clock.
    ///
    /// - Parameter calendar: nil for that of the network.
    static func trips(
        _ row: CapReport.Row, on network: NetworkState?, at now: Timestamp, in calendar: CapCalendar? = nil
    ) -> String {
        if row.forecast?.isTripped == true { return "now" }
        let now = network?.serverTime(at: now) ?? now
        let calendar = calendar ?? network?.network.calendar ?? .utc
        return row.tripsAt.map { ClockText.shortWithZone(at: $0, now: now, in: calendar) } ?? "-"
    }
}

extension String {
    fileprivate var trimmed: String { self == " " ? "" : self }
}
