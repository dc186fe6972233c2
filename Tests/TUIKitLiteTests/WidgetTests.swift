// Checks dialogs and hint bars on cells.
import TUIKitLite
import Testing

@Suite("Dialog and hints")
struct WidgetTests {
    private let hints = [("e", "edit"), ("/", "filter"), ("?", "help"), ("q", "quit")]
        .map { HintBar.Hint(key: $0.0, label: $0.1) }

    @Test("the hint bar shows as many hints as fit, and says when there are more")
    func hintBar() throws {
        let theme = try #require(Theme.named("mono", colors: 0, noColor: false))
        for width in 0...40 {
            var surface = Surface(size: Size(width: width, height: 1))
            HintBar(hints: hints).draw(in: Rect(surface.size), on: &surface, glyphs: .unicode, theme: theme)
            // "e edit", "/ filter", "? help" and "q quit" are 6, 8, 6 and 6 cells, two apart.
            let expected =
                switch width {
                case 0: ""
                case 1..<9: "…"
                case 9..<19: "e edit  …"
                case 19..<27: "e edit  / filter  …"
                case 27..<32: "e edit  / filter  ? help  …"
                default: "e edit  / filter  ? help  q quit"
                }
            #expect(surface.text(row: 0) == CellText.padded(expected, to: width))
        }
    }

    @Test("a dialog stands in the middle with its lines and its hint")
    func dialog() throws {
        let theme = try #require(Theme.named("mono", colors: 0, noColor: false))
        var surface = Surface(size: Size(width: 26, height: 8))
        let dialog = Dialog(
            title: "Quit", lines: ["Two requests wait."], hint: "y: quit")
        dialog.draw(in: Rect(surface.size), on: &surface, glyphs: .unicode, theme: theme)
        #expect(
            surface.lines() == [
                String(repeating: " ", count: 26),
                "  ┌─ Quit ─────────────┐  ",
                "  │ Two requests wait. │  ",
                "  │                    │  ",
                "  │ y: quit            │  ",
                "  └────────────────────┘  ",
                String(repeating: " ", count: 26),
                String(repeating: " ", count: 26),
            ])
        #expect(surface[4, 4].style == theme[.hintText])
    }

    @Test("a dialog scrolls what does not fit and survives every size")
    func smallDialog() throws {
        let theme = try #require(Theme.named("mono", colors: 0, noColor: false))
        let lines = (1...30).map { "line \($0) 作者" }
        for width in 0...30 {
            for height in 0...12 {
                var surface = Surface(size: Size(width: width, height: height))
                let dialog = Dialog(title: "Help", lines: lines, firstLine: 99, hint: "esc closes")
                let layout = dialog.layout(in: Rect(surface.size))
                dialog.draw(in: Rect(surface.size), on: &surface, glyphs: .unicode, theme: theme)
                if layout.visibleLines > 0 && width > 20 {
                    #expect(surface.lines().contains { $0.contains("line 30") }, "\(width)x\(height)")
                }
            }
        }
    }
}
