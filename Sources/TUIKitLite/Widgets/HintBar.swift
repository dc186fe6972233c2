// Owns the line of key hints. Knows no keymap.

/// Key hints in one row, as many as fit; an ellipsis says that there are more.
public struct HintBar: Hashable, Sendable {
    public struct Hint: Hashable, Sendable {
        public var key: String
        public var label: String

        public init(key: String, label: String) {
            self.key = key
            self.label = label
        }

        fileprivate var width: Int { CellWidth.width(of: key) + 1 + CellWidth.width(of: label) }
    }

    private static let gap = 2

    public var hints: [Hint]

    public init(hints: [Hint]) { self.hints = hints }

    /// How many hints fit, and leave room for the ellipsis when some do not.
    public func fitting(width: Int, glyphs: Glyphs) -> Int {
        let needed = hints.reduce(0) { $0 + $1.width } + Self.gap * max(0, hints.count - 1)
        if needed <= width { return hints.count }
        var room = width - CellWidth.width(of: glyphs.ellipsis)
        for (index, hint) in hints.enumerated() {
            room -= hint.width + Self.gap
            if room < 0 { return index }
        }
        return hints.count
    }

    public func draw(in rect: Rect, on surface: inout Surface, glyphs: Glyphs, theme: Theme) {
        guard !rect.isEmpty else { return }
        let shown = fitting(width: rect.width, glyphs: glyphs)
        var x = rect.x
        for hint in hints.prefix(shown) {
            x += surface.put(hint.key, at: Point(x: x, y: rect.y), style: theme[.hintKey], clip: rect) + 1
            x += surface.put(hint.label, at: Point(x: x, y: rect.y), style: theme[.hintText], clip: rect) + Self.gap
        }
        if shown < hints.count {
            surface.put(glyphs.ellipsis, at: Point(x: x, y: rect.y), style: theme[.hintText], clip: rect)
        }
    }
}
