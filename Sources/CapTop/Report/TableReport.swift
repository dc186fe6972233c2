// The report as a plain table for people and pagers: aligned by cell width, no colours.
import Models
import TUIKitLite

enum TableReport {
    private static let titles = ["AFFILIATE", "OFFER", "CAP", "COUNT", "MAXIMUM", "%", "RESETS IN", "NETWORK"]
    private static let rightAligned: Set<Int> = [3, 4, 5, 6]
    private static let widest = 32

    static func text(of report: CapReport) -> String {
        let rows = [titles] + report.meters.map { cells(of: $0, in: report) }
        let widths = titles.indices.map { column in
            rows.map { min(widest, CellWidth.width(of: $0[column])) }.max() ?? 0
        }
        return rows.map { line(of: $0, widths: widths) }.joined()
    }

    private static func cells(of meter: CapMeter, in report: CapReport) -> [String] {
        let network = report.networks.first { $0.network.name == meter.object.id.network }
        let now = network?.serverTime(at: report.generatedAt) ?? report.generatedAt
        return [
            SubjectText.affiliate(of: meter.object), SubjectText.offer(of: meter.object), Figures.limit(meter),
            meter.count?.description ?? "-", meter.limit.maximum?.description ?? "-",
            meter.state.mark.trimmed + Figures.percent(meter.utilisation), Figures.countdown(meter, at: now),
            meter.object.id.network,
        ].map(CellText.sanitized)
    }

    private static func line(of cells: [String], widths: [Int]) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            let clipped = CellText.clipped(cell, to: widths[column], ellipsis: "~")
            let isLast = column == cells.count - 1
            if isLast {
                line += clipped
            } else {
                let alignment: CellText.Alignment = rightAligned.contains(column) ? .right : .left
                line += CellText.padded(clipped, to: widths[column], alignment: alignment) + "  "
            }
        }
        return line + "\n"
    }
}

extension String {
    fileprivate var trimmed: String { self == " " ? "" : self }
}
