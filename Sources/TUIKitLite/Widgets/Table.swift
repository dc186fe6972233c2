// Owns drawing a table: header, visible rows, selection. Asks for the cells of visible rows only. Knows no rows' meaning.

/// A table of which only what is visible is asked for and drawn. The first cell of each row is kept for the cursor mark.
public struct Table {
    public var columns: [TableColumn]
    public var rowCount: Int
    /// The first row shown; see `Viewport.scroll`.
    public var firstVisible: Int
    public var selected: Int?
    public var isFocused: Bool
    public var sortColumn: Int?
    public var isSortedAscending: Bool
    /// Whether a row is one of several chosen; its mark takes the place of the cursor's.
    public var isMarked: (Int) -> Bool
    /// The content of a cell, by row and by column as counted in `columns`.
    public var cell: (Int, Int) -> CellContent

    public init(
        columns: [TableColumn], rowCount: Int, firstVisible: Int = 0, selected: Int? = nil, isFocused: Bool = true,
        sortColumn: Int? = nil, isSortedAscending: Bool = false,
        isMarked: @escaping (Int) -> Bool = { _ in false },
        cell: @escaping (Int, Int) -> CellContent
    ) {
        self.columns = columns
        self.rowCount = rowCount
        self.firstVisible = firstVisible
        self.selected = selected
        self.isFocused = isFocused
        self.sortColumn = sortColumn
        self.isSortedAscending = isSortedAscending
        self.isMarked = isMarked
        self.cell = cell
    }

    /// The rows that fit under the header.
    public static func visibleRows(in rect: Rect) -> Int { max(0, rect.height - 1) }

    public func draw(in rect: Rect, on surface: inout Surface, glyphs: Glyphs, theme: Theme) {
        guard !rect.isEmpty else { return }
        let spans = spans(in: rect)
        surface.fill(rect, style: theme[.text])
        drawHeader(spans, y: rect.y, clip: rect, on: &surface, glyphs: glyphs, theme: theme)
        let last = min(rowCount, firstVisible + Self.visibleRows(in: rect))
        for row in max(0, firstVisible)..<max(0, firstVisible, last) {
            let line = Rect(x: rect.x, y: rect.y + 1 + row - max(0, firstVisible), width: rect.width, height: 1)
            drawRow(row, spans, in: line, on: &surface, glyphs: glyphs, theme: theme)
        }
    }

    private struct Span {
        let column: Int
        let x: Int
        let width: Int
    }

    private func spans(in rect: Rect) -> [Span] {
        var x = rect.x + 1
        var spans: [Span] = []
        for (column, width) in TableLayout.widths(columns: columns, total: rect.width - 1).enumerated() where width > 0
        {
            spans.append(Span(column: column, x: x, width: width))
            x += width + TableLayout.gap
        }
        return spans
    }

    private func drawHeader(
        _ spans: [Span], y: Int, clip: Rect, on surface: inout Surface, glyphs: Glyphs, theme: Theme
    ) {
        for span in spans {
            let column = columns[span.column]
            var title = column.title
            if span.column == sortColumn {
                let mark = isSortedAscending ? glyphs.sortUp : glyphs.sortDown
                title = CellText.clipped(title, to: span.width - 1, ellipsis: glyphs.ellipsis) + mark
            }
            put(title, in: span, y: y, column, style: theme[.header], clip: clip, on: &surface, glyphs: glyphs)
        }
    }

    private func drawRow(
        _ row: Int, _ spans: [Span], in line: Rect, on surface: inout Surface, glyphs: Glyphs, theme: Theme
    ) {
        let selection = row == selected ? theme[isFocused ? .selection : .selectionUnfocused] : nil
        if let style = selection { surface.fill(line, style: style) }
        if isMarked(row) {
            surface.put(glyphs.rowMark, at: Point(x: line.x, y: line.y), style: selection ?? theme[.mark])
        } else if let selection {
            surface.put(glyphs.cursorMark, at: Point(x: line.x, y: line.y), style: selection)
        }
        for span in spans {
            switch cell(row, span.column) {
            case .text(let text, let style):
                put(
                    text, in: span, y: line.y, columns[span.column], style: selection ?? style, clip: line,
                    on: &surface,
                    glyphs: glyphs)
            case .bar(let bar):
                bar.draw(
                    in: Rect(x: span.x, y: line.y, width: span.width, height: 1).intersection(line), on: &surface,
                    glyphs: glyphs)
            case .sparkline(let sparkline):
                sparkline.draw(
                    in: Rect(x: span.x, y: line.y, width: span.width, height: 1).intersection(line), on: &surface,
                    glyphs: glyphs)
            }
        }
    }

    private func put(
        _ text: String, in span: Span, y: Int, _ column: TableColumn, style: Style, clip: Rect,
        on surface: inout Surface, glyphs: Glyphs
    ) {
        let width = CellWidth.width(of: text)
        var shown = text
        var before = 0
        if width > span.width {
            shown = CellText.clipped(text, to: span.width, ellipsis: glyphs.ellipsis)
        } else if column.alignment == .right {
            before = span.width - width
        }
        surface.put(
            shown, at: Point(x: span.x + before, y: y), style: style, maxWidth: span.width - before, clip: clip)
    }
}
