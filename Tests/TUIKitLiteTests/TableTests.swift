// Checks tables: widths at every total, visible rows only, selection.
import TUIKitLite
import Testing

@Suite("Table")
struct TableTests {
    private let columns = [
        TableColumn("AFFILIATE", width: .flexible(min: 8, weight: 2), priority: 9),
        TableColumn("OFFER", width: .flexible(min: 8, weight: 3), priority: 8),
        TableColumn("CAP", width: .fixed(12), priority: 5),
        TableColumn("USED", width: .flexible(min: 10, weight: 1), priority: 7),
        TableColumn("%", width: .fixed(5), alignment: .right, priority: 6),
        TableColumn("RESETS IN", width: .fixed(9), alignment: .right, priority: 4),
    ]

    @Test("column widths and gaps fill every total and exceed none", arguments: 1...250)
    func widths(total: Int) {
        let widths = TableLayout.widths(columns: columns, total: total)
        let kept = widths.indices.filter { widths[$0] > 0 }
        #expect(widths.reduce(0, +) + kept.count - 1 == total)
        if kept.count > 1 {
            for (column, minimum) in zip(columns.indices, [8, 8, 12, 10, 5, 9]) where widths[column] > 0 {
                #expect(widths[column] >= minimum)
            }
        }
        // Whatever is left out matters less than whatever is kept.
        let dropped = columns.indices.filter { widths[$0] == 0 }
        for lost in dropped { #expect(kept.allSatisfy { columns[$0].priority > columns[lost].priority }) }
    }

    @Test("room is shared by weight")
    func weights() {
        // 52 of minimums and 5 gaps leave 60 of 117: 20, 30 and 10.
        #expect(TableLayout.widths(columns: columns, total: 117) == [28, 38, 12, 20, 5, 9])
        #expect(TableLayout.widths(columns: columns, total: 57) == [8, 8, 12, 10, 5, 9])
        // Without the last column 43 and 4 gaps leave 9: a third, a half and a sixth of it, to whole cells.
        #expect(TableLayout.widths(columns: columns, total: 56) == [11, 12, 12, 12, 5, 0])
        #expect(TableLayout.widths(columns: columns, total: 3) == [3, 0, 0, 0, 0, 0])
        #expect(TableLayout.widths(columns: columns, total: 0) == [0, 0, 0, 0, 0, 0])
        #expect(TableLayout.widths(columns: [], total: 10) == [])
    }

    @Test("of equal priority the rightmost column goes first")
    func equalPriority() {
        let equal = [
            TableColumn("A", width: .fixed(5)), TableColumn("B", width: .fixed(5)), TableColumn("C", width: .fixed(5)),
        ]
        #expect(TableLayout.widths(columns: equal, total: 12) == [5, 5, 0])
        #expect(TableLayout.widths(columns: equal, total: 40) == [5, 5, 5])
    }

    private final class Asked {
        var rows: Set<Int> = []
        var columns: Set<Int> = []
    }

    @Test("asks only for the cells of visible rows and columns")
    func visibleOnly() throws {
        let theme = try #require(Theme.named("mono", colors: 0, noColor: false))
        let asked = Asked()
        var surface = Surface(size: Size(width: 40, height: 8))
        let table = Table(columns: columns, rowCount: 1_000_000, firstVisible: 500) { row, column in
            asked.rows.insert(row)
            asked.columns.insert(column)
            return .text("\(row)", .plain)
        }
        table.draw(in: Rect(surface.size), on: &surface, glyphs: .unicode, theme: theme)
        #expect(asked.rows == Set(500..<507))
        #expect(asked.columns == [0, 1, 3, 4])
    }

    @Test("draws header with sort mark, alignment, cursor mark and the selected row")
    func drawing() throws {
        let theme = try #require(Theme.named("mono", colors: 0, noColor: false))
        var surface = Surface(size: Size(width: 20, height: 4))
        let columns = [
            TableColumn("NAME", width: .flexible(min: 4, weight: 1)),
            TableColumn("%", width: .fixed(4), alignment: .right),
        ]
        let names = ["作者作者作者作者", "Tern", "Acme"]
        let table = Table(columns: columns, rowCount: 3, selected: 1, sortColumn: 1) { row, column in
            .text(column == 0 ? names[row] : "\(row * 50)%", .plain)
        }
        table.draw(in: Rect(surface.size), on: &surface, glyphs: .unicode, theme: theme)
        #expect(
            surface.lines() == [
                " NAME             %▼", " 作者作者作者…    0%", "▸Tern            50%", " Acme           100%",
            ])
        #expect((0..<20).allSatisfy { surface[$0, 2].style == theme[.selection] })
        #expect(surface[1, 0].style == theme[.header])
        var unfocused = table
        unfocused.isFocused = false
        unfocused.draw(in: Rect(surface.size), on: &surface, glyphs: .unicode, theme: theme)
        #expect(surface[5, 2].style == theme[.selectionUnfocused])
    }

    @Test("draws at every size down to nothing")
    func everySize() throws {
        let theme = try #require(Theme.named("mono", colors: 0, noColor: false))
        for width in 0...60 {
            for height in 0...3 {
                var surface = Surface(size: Size(width: width, height: height))
                Table(columns: columns, rowCount: 5, firstVisible: -2, selected: 9) { _, _ in .text("作者", .plain) }
                    .draw(in: Rect(surface.size), on: &surface, glyphs: .unicode, theme: theme)
                #expect(surface.lines().count == height)
            }
        }
    }
}

@Suite("Viewport")
struct ViewportTests {
    @Test("keeps the selected row visible, moves as little as may be, and leaves no gap at the end")
    func scroll() {
        for count in 0...12 {
            for visible in 0...6 {
                for first in -2...14 {
                    for selected in -1...12 {
                        let top = Viewport.scroll(
                            selected: selected < 0 ? nil : selected, first: first, visible: visible, count: count)
                        #expect(top >= 0 && top <= max(0, count - visible))
                        let row = min(selected, count - 1)
                        guard row >= 0 && visible > 0 else { continue }
                        #expect(row >= top && row < top + visible)
                        let unmoved = min(max(0, first), max(0, count - visible))
                        if row >= unmoved && row < unmoved + visible { #expect(top == unmoved) }
                    }
                }
            }
        }
    }

    @Test("the scroll thumb lies on its line, and at the ends exactly at the ends")
    func thumb() throws {
        for height in 1...20 {
            for count in 2...60 {
                for visible in 1..<count {
                    let last = count - visible
                    let top = try #require(Scrollbar(first: 0, visible: visible, count: count).thumb(height: height))
                    let bottom = try #require(
                        Scrollbar(first: last, visible: visible, count: count).thumb(height: height))
                    #expect(top.lowerBound == 0 && bottom.upperBound == height && !top.isEmpty)
                }
            }
        }
        #expect(Scrollbar(first: 0, visible: 5, count: 5).thumb(height: 5) == nil)
    }
}
