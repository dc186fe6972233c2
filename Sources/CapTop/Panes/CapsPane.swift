// The caps pane: one row a meter with its bar, figures and countdown. Draws only the rows in view.
import Models
import TUIKitLite

struct CapsPane {
    var state: AppState
    var look: Look

    /// Whether there is room for trends in a pane so wide, with its frame.
    static func showsTrend(_ columns: [CapColumn], width: Int) -> Bool {
        guard let place = columns.firstIndex(of: .trend) else { return false }
        return TableLayout.widths(columns: columns.map(\.definition), total: width - 3)[place] > 0
    }

    func draw(in rect: Rect, on surface: inout Surface) {
        let isFocused = state.pane == .caps
        PaneTitle(text: "Caps", detail: counts, trailing: sortText, isFocused: isFocused, look: look)
            .draw(in: rect, on: &surface)
        let columns = state.columns
        Table(
            columns: columns.map(\.definition), rowCount: state.capLineCount, firstVisible: state.caps.first,
            selected: state.caps.line, isFocused: isFocused,
            sortColumn: columns.firstIndex { $0.sortKeys.contains(state.sort.key) },
            isSortedAscending: !state.sort.isDescending,
            isMarked: isMarked,
            cell: cell(of: columns)
        )
        .draw(inFrame: rect, emptyText: emptyText, look: look, on: &surface)
    }

    private func isMarked(_ line: Int) -> Bool {
        guard !state.marks.caps.isEmpty, let meter = state.cap(onLine: line) else { return false }
        return state.marks.caps.contains(meter.id)
    }

    private var counts: String {
        let shown = state.dashboard.caps.count
        let filter = state.filter.isEmpty ? "" : "  filter: \(state.filter.text)"
        let marks = state.marks.caps.isEmpty ? "" : "  \(state.marks.caps.count) marked"
        return "\(shown)/\(state.dashboard.totals.meters)\(filter)\(marks)"
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

    /// A row is looked up once for all its cells, which are asked for one after the other.
    private func cell(of columns: [CapColumn]) -> (Int, Int) -> CellContent {
        let rows = CapRows(state)
        var last: (line: Int, row: CapRow?)?
        return { [look] line, column in
            if last?.line != line { last = (line, rows.row(onLine: line)) }
            guard let row = last?.row else { return .text("", look[.text]) }
            return columns[column].cell(of: row, look: look)
        }
    }
}
