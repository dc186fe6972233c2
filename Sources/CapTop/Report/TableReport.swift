// The report as a plain table for people and pagers: aligned by cell width, no colours.
import Models

enum TableReport {
    private static let titles = ["AFFILIATE", "OFFER", "CAP", "COUNT", "MAXIMUM", "%", "RESETS IN", "NETWORK"]
    private static let rightAligned: Set<Int> = [3, 4, 5, 6]

    static func text(of report: CapReport) -> String {
        PlainTable(titles: titles, rightAligned: rightAligned, rows: report.meters.map { cells(of: $0, in: report) })
            .text()
    }

    private static func cells(of meter: CapMeter, in report: CapReport) -> [String] {
        let network = report.networks.first { $0.network.name == meter.object.id.network }
        let now = network?.serverTime(at: report.generatedAt) ?? report.generatedAt
        return [
            SubjectText.affiliate(of: meter.object), SubjectText.offer(of: meter.object), Figures.limit(meter),
            meter.count?.description ?? "-", meter.limit.maximum?.description ?? "-",
            meter.state.mark.trimmed + Figures.percent(meter.utilisation), Figures.countdown(meter, at: now),
            meter.object.id.network,
        ]
    }
}

extension String {
    fileprivate var trimmed: String { self == " " ? "" : self }
}
