// A table inside the frame of its pane, as every list shows its rows: with a scrollbar on the frame, and in place of no rows
// a sentence that says why. Knows no list.
import TUIKitLite

extension Table {
    /// - Parameters:
    ///   - pane: with its frame.
    ///   - emptyText: why there are no rows.
    func draw(
        inFrame pane: Rect, emptyText: @autoclosure () -> String, look: Look, on surface: inout Surface
    ) {
        let inside = pane.inset(by: 1)
        guard !inside.isEmpty else { return }
        guard rowCount > 0 else {
            surface.put(emptyText(), at: Point(x: inside.x + 1, y: inside.y + 1), style: look[.muted], clip: inside)
            return
        }
        draw(in: inside, on: &surface, glyphs: look.glyphs, theme: look.theme)
        let visible = Table.visibleRows(in: inside)
        Scrollbar(first: firstVisible, visible: visible, count: rowCount)
            .draw(
                in: Rect(x: inside.maxX, y: inside.y + 1, width: 1, height: visible), on: &surface,
                glyphs: look.glyphs, style: look[isFocused ? .borderFocused : .border])
    }
}
