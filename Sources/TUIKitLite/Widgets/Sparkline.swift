// Owns the drawing of a few numbers as columns in one line of text. Knows numbers, never what is measured.

/// Numbers side by side, a cell each, in eight heights. The lowest height is nothing, a blank is not known.
public struct Sparkline: Hashable, Sendable {
    /// From left to right; nil is not known. What is below zero is drawn as nothing.
    public var values: [Double?]
    public var style: Style

    public init(values: [Double?], style: Style) {
        self.values = values
        self.style = style
    }

    /// Draws on the first row of the rectangle, the last value in its last cell. Values that have no room are left out from
    /// the left; the highest of those drawn fills its cell.
    public func draw(in rect: Rect, on surface: inout Surface, glyphs: Glyphs) {
        guard !rect.isEmpty else { return }
        let shown = values.suffix(rect.width)
        let highest = shown.reduce(0) { highest, value in
            guard let value, value.isFinite else { return highest }
            return max(highest, value)
        }
        for (place, value) in shown.enumerated() {
            let cell = Point(x: rect.maxX - shown.count + place, y: rect.y)
            surface.put(Self.column(value, of: highest, glyphs: glyphs), at: cell, style: style, clip: rect)
        }
    }

    /// Rounded up, so that something never looks like nothing.
    private static func column(_ value: Double?, of highest: Double, glyphs: Glyphs) -> String {
        guard let value, value.isFinite else { return " " }
        guard value > 0 else { return glyphs.heights[0] }
        let steps = Double(glyphs.heights.count - 1)
        return glyphs.heights[min(glyphs.heights.count - 1, Int((value / highest * steps).rounded(.up)))]
    }
}
