// Owns drawing frames on a surface. Knows no pane.

extension Surface {
    /// Draws a frame just inside of `rect`, with a title at the left of its top edge and a trailing text at the right.
    /// The trailing text gives way to the title. What is inside of the frame is left alone.
    public mutating func box(
        _ rect: Rect, glyphs: Glyphs, style: Style, title: String? = nil, titleStyle: Style? = nil,
        trailing: String? = nil
    ) {
        guard rect.width >= 2 && rect.height >= 2 else { return }
        let edge = String(repeating: glyphs.horizontal, count: rect.width - 2)
        put(glyphs.topLeft + edge + glyphs.topRight, at: Point(x: rect.x, y: rect.y), style: style)
        for y in rect.y + 1..<rect.maxY - 1 {
            put(glyphs.vertical, at: Point(x: rect.x, y: y), style: style)
            put(glyphs.vertical, at: Point(x: rect.maxX - 1, y: y), style: style)
        }
        put(
            glyphs.bottomLeft + edge + glyphs.bottomRight, at: Point(x: rect.x, y: rect.maxY - 1), style: style)
        label(rect, glyphs: glyphs, title: title ?? "", trailing: trailing ?? "", style: style, titleStyle: titleStyle)
    }

    private mutating func label(
        _ rect: Rect, glyphs: Glyphs, title: String, trailing: String, style: Style, titleStyle: Style?
    ) {
        let room = rect.width - 4
        guard room >= 1 else { return }
        var used = 0
        if !title.isEmpty {
            let text = " " + CellText.clipped(title, to: room - 2, ellipsis: glyphs.ellipsis) + " "
            used = put(text, at: Point(x: rect.x + 2, y: rect.y), style: titleStyle ?? style, maxWidth: room)
        }
        let width = CellWidth.width(of: trailing) + 2
        guard !trailing.isEmpty && width + used + 1 <= room else { return }
        put(" " + trailing + " ", at: Point(x: rect.maxX - 2 - width, y: rect.y), style: style)
    }
}
