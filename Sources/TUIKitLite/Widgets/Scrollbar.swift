// Owns the mark that tells which part of a long list is shown. Knows no list.

/// A thumb on a vertical line, such as the right border of a pane. Draws nothing when everything is visible.
public struct Scrollbar: Hashable, Sendable {
    public var first: Int
    public var visible: Int
    public var count: Int

    public init(first: Int, visible: Int, count: Int) {
        self.first = first
        self.visible = visible
        self.count = count
    }

    /// The cells of the thumb on a line of this height; nil when everything is visible.
    public func thumb(height: Int) -> Range<Int>? {
        guard height > 0 && visible > 0 && count > visible else { return nil }
        let length = min(height, max(1, height * visible / count))
        let hidden = count - visible
        let start = (height - length) * min(max(0, first), hidden) / hidden
        return start..<start + length
    }

    /// Draws on the vertical line that is there; where another line meets it, the corner stays.
    public func draw(in line: Rect, on surface: inout Surface, glyphs: Glyphs, style: Style) {
        let cells = (line.y..<line.maxY).map { Point(x: line.x, y: $0) }
            .filter { surface.bounds.contains($0) && surface[$0.x, $0.y].text == glyphs.vertical }
        guard let thumb = thumb(height: cells.count) else { return }
        for cell in cells[thumb] { surface.put(glyphs.scrollThumb, at: cell, style: style, maxWidth: 1) }
    }
}
