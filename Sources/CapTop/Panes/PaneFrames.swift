// The lines around the panes. Neighbours share a line, and where lines meet the right corner, tee or cross is drawn.
import TUIKitLite

struct PaneFrames {
    var panes: [Pane: Rect]
    var focus: Pane
    /// Production has a frame of its own colour.
    var isProduction: Bool
    /// So has what is no longer so.
    var isPast = false
    var look: Look

    /// Which ways a line leaves a cell.
    private struct Ways: OptionSet {
        let rawValue: UInt8
        static let up = Ways(rawValue: 1)
        static let down = Ways(rawValue: 2)
        static let left = Ways(rawValue: 4)
        static let right = Ways(rawValue: 8)
    }

    /// Lines meet nowhere but at a corner of a pane.
    func draw(on surface: inout Surface) {
        let frames = panes.values.map { $0.intersection(surface.bounds) }.filter { $0.width > 1 && $0.height > 1 }
        let role: Role = isPast ? .stale : isProduction ? .borderProduction : .border
        let style = look[role]
        for frame in frames {
            for side in PaneFrames.sides(of: frame) {
                let line = side.height == 1 ? look.glyphs.horizontal : look.glyphs.vertical
                surface.fill(side, line, style: style)
            }
        }
        for corner in frames.flatMap(PaneFrames.corners) {
            let ways = frames.reduce(into: Ways()) { $0.formUnion(PaneFrames.ways(of: $1, at: corner)) }
            surface.put(glyph(ways), at: corner, style: style, maxWidth: 1)
        }
        guard let focused = panes[focus], panes.count > 1 else { return }
        for side in PaneFrames.sides(of: focused) { surface.restyle(side, style: look[.borderFocused]) }
    }

    private static func sides(of frame: Rect) -> [Rect] {
        let (top, below) = frame.splitTop(1)
        let (left, inside) = below.splitLeft(1)
        return [top, left, inside.splitRight(1).right, frame.splitBottom(1).bottom]
    }

    private static func corners(of frame: Rect) -> [Point] {
        [frame.x, frame.maxX - 1].flatMap { x in [frame.y, frame.maxY - 1].map { y in Point(x: x, y: y) } }
    }

    /// The ways of a frame's line at a cell; none where the frame does not go.
    private static func ways(of frame: Rect, at cell: Point) -> Ways {
        guard frame.contains(cell) else { return [] }
        var ways: Ways = []
        if cell.y == frame.y || cell.y == frame.maxY - 1 {
            if cell.x > frame.x { ways.insert(.left) }
            if cell.x < frame.maxX - 1 { ways.insert(.right) }
        }
        if cell.x == frame.x || cell.x == frame.maxX - 1 {
            if cell.y > frame.y { ways.insert(.up) }
            if cell.y < frame.maxY - 1 { ways.insert(.down) }
        }
        return ways
    }

    private func glyph(_ ways: Ways) -> String {
        let glyphs = look.glyphs
        switch ways {
        case [.down, .right]: return glyphs.topLeft
        case [.down, .left]: return glyphs.topRight
        case [.up, .right]: return glyphs.bottomLeft
        case [.up, .left]: return glyphs.bottomRight
        case [.up, .down, .right]: return glyphs.teeLeft
        case [.up, .down, .left]: return glyphs.teeRight
        case [.down, .left, .right]: return glyphs.teeTop
        case [.up, .left, .right]: return glyphs.teeBottom
        case [.up, .down, .left, .right]: return glyphs.cross
        case [.left, .right]: return glyphs.horizontal
        default: return glyphs.vertical
        }
    }
}
