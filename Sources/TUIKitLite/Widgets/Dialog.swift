// Owns the look of a dialog: a framed, centred box of lines with a hint below. Knows no question.

/// A box in the middle of a rectangle. Longer lines are cut with an ellipsis; when there are more lines than fit,
/// `firstLine` says which part is shown.
public struct Dialog: Hashable, Sendable {
    public var title: String
    public var lines: [String]
    public var firstLine: Int
    public var hint: String?

    public init(title: String, lines: [String], firstLine: Int = 0, hint: String? = nil) {
        self.title = title
        self.lines = lines
        self.firstLine = firstLine
        self.hint = hint
    }

    /// Where the dialog stands, and how many of its lines are visible there.
    public func layout(in rect: Rect) -> (frame: Rect, visibleLines: Int) {
        let texts = lines + [title, hint ?? ""]
        let content = texts.reduce(0) { max($0, CellWidth.width(of: $1)) }
        let footer = hint == nil ? 0 : 2
        let width = min(rect.width, content + 4)
        let height = min(rect.height, lines.count + footer + 2)
        let frame = Rect(
            x: rect.x + (rect.width - width) / 2, y: rect.y + (rect.height - height) / 2, width: width, height: height)
        return (frame, max(0, height - 2 - footer))
    }

    public func draw(in rect: Rect, on surface: inout Surface, glyphs: Glyphs, theme: Theme) {
        let (frame, visible) = layout(in: rect)
        guard !frame.isEmpty else { return }
        surface.fill(frame, style: theme[.dialog])
        surface.box(
            frame, glyphs: glyphs, style: theme[.dialogBorder], title: title, titleStyle: theme[.title], trailing: nil)
        let inner = Rect(x: frame.x + 2, y: frame.y + 1, width: frame.width - 4, height: frame.height - 2)
        let first = Viewport.scroll(selected: nil, first: firstLine, visible: visible, count: lines.count)
        for (offset, line) in lines.dropFirst(first).prefix(visible).enumerated() {
            let text = CellText.clipped(line, to: inner.width, ellipsis: glyphs.ellipsis)
            surface.put(text, at: Point(x: inner.x, y: inner.y + offset), style: theme[.dialog], clip: inner)
        }
        let edge = Rect(x: frame.maxX - 1, y: inner.y, width: 1, height: visible)
        Scrollbar(first: first, visible: visible, count: lines.count)
            .draw(in: edge, on: &surface, glyphs: glyphs, style: theme[.dialogBorder])
        guard let hint else { return }
        let text = CellText.clipped(hint, to: inner.width, ellipsis: glyphs.ellipsis)
        surface.put(text, at: Point(x: inner.x, y: inner.maxY - 1), style: theme[.hintText], clip: inner)
    }
}
