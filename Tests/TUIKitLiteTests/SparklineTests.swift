// Checks sparklines against heights worked out in whole numbers.
import TUIKitLite
import Testing

@Suite("Sparkline")
struct SparklineTests {
    private let style = Style(foreground: .palette(2))
    private static let heights = Array("▁▂▃▄▅▆▇█")
    private static let plainHeights = Array("_.:-=+*#")

    private func text(_ values: [Double?], width: Int, glyphs: Glyphs = .unicode) -> String {
        var surface = Surface(size: Size(width: width, height: 1))
        Sparkline(values: values, style: style).draw(in: Rect(surface.size), on: &surface, glyphs: glyphs)
        return surface.text(row: 0)
    }

    @Test("each value stands at its share of the highest in sevenths, rounded up, in both charsets", arguments: 1...60)
    func heights(highest: Int) {
        let values = (0...highest).map { Double($0) }
        // In whole numbers: ceil(7 * value / highest).
        let expected = (0...highest).map { (7 * $0 + highest - 1) / highest }
        #expect(text(values, width: highest + 1) == String(expected.map { Self.heights[$0] }))
        #expect(text(values, width: highest + 1, glyphs: .ascii) == String(expected.map { Self.plainHeights[$0] }))
    }

    @Test("nothing counted is the lowest line, not known is a blank, and the two never look alike")
    func unknown() {
        #expect(text([0, nil, 0, 5, nil], width: 5) == "▁ ▁█ ")
        #expect(text([0, nil, .nan, .infinity, -3], width: 5) == "▁   ▁")
        #expect(text([nil, nil], width: 2) == "  ")
        #expect(text([0, 0], width: 2, glyphs: .ascii) == "__")
    }

    @Test("the newest values stay when there is room for fewer, and their own highest fills the cell")
    func room() {
        #expect(text([70, 1, 7, 2], width: 3) == "▂█▃")
        #expect(text([1, 7], width: 5) == "   ▂█")
        #expect(text([1, 7], width: 0) == "")
    }

    @Test("in a table it keeps its own style, also on the selected row")
    func inTable() throws {
        let theme = try #require(Theme.named("dark", colors: 256, noColor: false))
        var surface = Surface(size: Size(width: 10, height: 2))
        let sparkline = Sparkline(values: [1, 2], style: style)
        Table(
            columns: [TableColumn("T", width: .fixed(4))], rowCount: 1, selected: 0,
            cell: { _, _ in .sparkline(sparkline) }
        )
        .draw(in: Rect(surface.size), on: &surface, glyphs: .unicode, theme: theme)
        // One cell for the cursor mark, then the last two of four.
        #expect(surface[3, 1].text + surface[4, 1].text == "▅█")
        #expect(surface[4, 1].style == style)
    }
}
