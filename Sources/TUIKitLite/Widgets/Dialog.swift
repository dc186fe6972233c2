// Owns the look of a dialog: a framed, centred box of lines with buttons or a hint below. Knows no question.

/// A box in the middle of a rectangle. Longer lines are cut with an ellipsis; when there are more lines than fit,
/// `firstLine` says which part is shown.
public struct Dialog: Hashable, Sendable {
    public var title: String
    public var lines: [String]
    public var firstLine: Int
    public var buttons: [String]
    public var selectedButton: Int?
    public var hint: String?

    public init(
        title: String, lines: [String], firstLine: Int = 0, buttons: [String] = [], selectedButton: Int? = nil,
        hint: String? = nil
    ) {
        self.title = title
        self.lines = lines
        self.firstLine = firstLine
        self.buttons = buttons
        self.selectedButton = selectedButton
        self.hint = hint
    }

    private var hasFooter: Bool { !buttons.isEmpty || hint != nil }
    private var buttonsWidth: Int {
        buttons.reduce(0) { $0 + CellWidth.width(of: $1) + 4 } + 2 * max(0, buttons.count - 1)
    }

    /// Where the dialog stands, and how many of its lines are visible there.
    public func layout(in rect: Rect) -> (frame: Rect, visibleLines: Int) {
        let texts = lines + [title, hint ?? ""]
        let content = max(texts.reduce(0) { max($0, CellWidth.width(of: $1)) }, buttonsWidth)
        let footer = hasFooter ? 2 : 0
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
        if hasFooter { drawFooter(in: inner, on: &surface, glyphs: glyphs, theme: theme) }
    }

    private func drawFooter(in inner: Rect, on surface: inout Surface, glyphs: Glyphs, theme: Theme) {
        let y = inner.maxY - 1
        guard buttons.isEmpty else {
            var x = inner.x + max(0, (inner.width - buttonsWidth) / 2)
            for (index, button) in buttons.enumerated() {
                let isSelected = index == selectedButton
                let mark = isSelected ? glyphs.cursorMark : " "
                let style = theme[isSelected ? .selection : .dialog]
                x += surface.put("[\(mark)\(button) ]", at: Point(x: x, y: y), style: style, clip: inner) + 2
            }
            return
        }
        let text = CellText.clipped(hint ?? "", to: inner.width, ellipsis: glyphs.ellipsis)
        surface.put(text, at: Point(x: inner.x, y: y), style: theme[.hintText], clip: inner)
    }
}
