// The words in the upper border of a pane: its name and a figure on the left, something short on the right.
import TUIKitLite

struct PaneTitle {
    var text: String
    var detail = ""
    var trailing = ""
    var isFocused: Bool
    var look: Look

    func draw(in rect: Rect, on surface: inout Surface) {
        guard rect.width > 6 else { return }
        let width = rect.width - 4
        let left = detail.isEmpty ? " \(text) " : " \(text) \(detail) "
        let used = surface.put(
            CellText.clipped(left, to: width, ellipsis: look.glyphs.ellipsis), at: Point(x: rect.x + 2, y: rect.y),
            style: look[isFocused ? .title : .border], maxWidth: width)
        let right = " \(trailing) "
        let rightWidth = CellWidth.width(of: right)
        guard !trailing.isEmpty, used + rightWidth + 2 <= width else { return }
        surface.put(
            right, at: Point(x: rect.maxX - rightWidth - 2, y: rect.y), style: look[isFocused ? .title : .border],
            maxWidth: rightWidth)
    }
}
