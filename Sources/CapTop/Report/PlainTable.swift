// Rows of text as a plain table for people and pagers: aligned by cell width, no colours, nothing that a terminal obeys.
import TUIKitLite

struct PlainTable {
    var titles: [String]
    /// Columns whose text ends at the right.
    var rightAligned: Set<Int> = []
    /// Cells that no column but the last exceeds.
    var widest = 32
    var rows: [[String]] = []

    func text() -> String {
        let lines = ([titles] + rows).map { $0.map(CellText.sanitized) }
        let widths = titles.indices.map { column in
            lines.map { min(widest, CellWidth.width(of: $0[column])) }.max() ?? 0
        }
        return lines.map { line(of: $0, widths: widths) }.joined()
    }

    private func line(of cells: [String], widths: [Int]) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            if column == cells.count - 1 {
                line += cell
            } else {
                let clipped = CellText.clipped(cell, to: widths[column], ellipsis: "~")
                let alignment: CellText.Alignment = rightAligned.contains(column) ? .right : .left
                line += CellText.padded(clipped, to: widths[column], alignment: alignment) + "  "
            }
        }
        return line + "\n"
    }
}
