// Owns the drawing of one bar: filled in eighths of a cell, with pace mark, limit edge and overshoot. Knows cells and
// fractions, never what is measured.

/// A horizontal bar. The left seven eighths or so show 0 to 100 %, then stands the limit mark, and what is over the limit is
/// drawn beyond it at the same scale.
public struct Bar: Hashable, Sendable {
    /// 1 is the limit; may be more; nil is not known.
    public var fraction: Double?
    /// Where the bar would stand if it filled evenly, 0 to 1; nil for no mark.
    public var pace: Double?
    public var style: Style
    public var trackStyle: Style
    public var paceStyle: Style
    public var overStyle: Style

    public init(
        fraction: Double?, pace: Double? = nil, style: Style, trackStyle: Style, paceStyle: Style, overStyle: Style
    ) {
        self.fraction = fraction
        self.pace = pace
        self.style = style
        self.trackStyle = trackStyle
        self.paceStyle = paceStyle
        self.overStyle = overStyle
    }

    /// The cells that show 0 to 100 %; the limit mark stands in the next one, if there is one.
    public static func limitWidth(in width: Int) -> Int {
        width < 2 ? max(0, width) : width - max(1, width / 8)
    }

    /// Draws on the first row of the rectangle.
    public func draw(in rect: Rect, on surface: inout Surface, glyphs: Glyphs) {
        guard !rect.isEmpty else { return }
        let row = Rect(x: rect.x, y: rect.y, width: rect.width, height: 1)
        let parts = row.splitLeft(Self.limitWidth(in: rect.width))
        guard let fraction, fraction.isFinite else {
            drawUnknown(row, on: &surface, glyphs: glyphs)
            return
        }
        fill(parts.left, share: fraction, style: style, on: &surface, glyphs: glyphs)
        drawPace(in: parts.left, on: &surface, glyphs: glyphs)
        drawLimit(at: parts.rest, over: fraction - 1, scale: parts.left.width, on: &surface, glyphs: glyphs)
        if rect.width == 1 && fraction > 1 {
            surface.put(glyphs.overshoot, at: Point(x: rect.x, y: rect.y), style: overStyle)
        }
    }

    private func drawUnknown(_ row: Rect, on surface: inout Surface, glyphs: Glyphs) {
        surface.fill(row, glyphs.unknownTrack, style: trackStyle)
    }

    /// Fills `share` of the cells, rounded down to an eighth, but never to nothing.
    private func fill(_ cells: Rect, share: Double, style: Style, on surface: inout Surface, glyphs: Glyphs) {
        surface.fill(cells, style: trackStyle)
        paint(
            Self.eighths(of: share, cells: cells.width), of: cells,
            style: style.painting(on: trackStyle.background, glyphs: glyphs), on: &surface, glyphs: glyphs)
    }

    /// Paints so many eighths of cells from the left.
    private func paint(_ eighths: Int, of cells: Rect, style: Style, on surface: inout Surface, glyphs: Glyphs) {
        let (full, rest) = cells.splitLeft(eighths / 8)
        surface.fill(full, glyphs.fullBlock, style: style)
        surface.put(glyphs.eighths[eighths % 8], at: Point(x: rest.x, y: rest.y), style: style, clip: rest)
    }

    /// What is used counts as at least one eighth, so that something never looks like nothing, and what is not yet full
    /// never looks full.
    static func eighths(of share: Double, cells: Int) -> Int {
        guard share > 0 && cells > 0 else { return 0 }
        let total = cells * 8
        if share >= 1 { return total }
        return min(total - 1, max(1, Int(share * Double(total))))
    }

    private func drawPace(in cells: Rect, on surface: inout Surface, glyphs: Glyphs) {
        guard let pace, pace.isFinite, pace >= 0, !cells.isEmpty else { return }
        let column = min(cells.width - 1, Int(min(pace, 1) * Double(cells.width)))
        let isFilled = Self.eighths(of: fraction ?? 0, cells: cells.width) >= column * 8 + 4
        let track = trackStyle.background
        // Over the filled part the mark is cut out of the bar, so that it can be seen whatever the colours are.
        let ink = style.painting(on: track, glyphs: glyphs)
        let markStyle = isFilled ? ink.adding(.reverse) : paceStyle.on(track)
        surface.put(glyphs.paceMark, at: Point(x: cells.x + column, y: cells.y), style: markStyle)
    }

    private func drawLimit(
        at beyond: Rect, over: Double, scale: Int, on surface: inout Surface, glyphs: Glyphs
    ) {
        guard !beyond.isEmpty else { return }
        let isOver = over > 0
        let parts = beyond.splitLeft(1)
        surface.fill(parts.rest, style: Style.plain)
        let edge = isOver && parts.rest.isEmpty ? glyphs.overshoot : glyphs.limitMark
        surface.put(edge, at: Point(x: beyond.x, y: beyond.y), style: isOver ? overStyle : trackStyle.on(.terminal))
        guard isOver && !parts.rest.isEmpty else { return }
        let share = over * Double(scale) / Double(parts.rest.width)
        let eighths = Self.eighths(of: share, cells: parts.rest.width)
        let ink = overStyle.painting(on: .terminal, glyphs: glyphs)
        if eighths < 8 && glyphs.eighths[eighths].isEmpty {
            surface.put(glyphs.overshoot, at: Point(x: parts.rest.x, y: beyond.y), style: ink)
        } else {
            paint(eighths, of: parts.rest, style: ink, on: &surface, glyphs: glyphs)
        }
        if share > 1 {
            surface.put(glyphs.overshoot, at: Point(x: parts.rest.maxX - 1, y: beyond.y), style: overStyle)
        }
    }
}
