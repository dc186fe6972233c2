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

    func draw(on surface: inout Surface) {
        let size = surface.size
        var ways = [Ways](repeating: [], count: size.width * size.height)
        for rect in panes.values {
            PaneFrames.eachBorderCell(of: rect.intersection(surface.bounds)) { point, own in
                ways[point.y * size.width + point.x].formUnion(own)
            }
        }
        let role: Role = isPast ? .stale : isProduction ? .borderProduction : .border
        let style = look[role]
        for (place, ways) in ways.enumerated() where !ways.isEmpty {
            let point = Point(x: place % size.width, y: place / size.width)
            surface.put(glyph(ways), at: point, style: style, maxWidth: 1)
        }
        guard let focused = panes[focus], panes.count > 1 else { return }
        let focusedStyle = look[.borderFocused]
        PaneFrames.eachBorderCell(of: focused) { point, _ in
            surface.restyle(Rect(x: point.x, y: point.y, width: 1, height: 1), style: focusedStyle)
        }
    }

    private static func eachBorderCell(of rect: Rect, _ body: (Point, Ways) -> Void) {
        guard rect.width > 1, rect.height > 1 else { return }
        for x in rect.x..<rect.maxX {
            var ways: Ways = [.left, .right]
            if x == rect.x { ways.remove(.left) }
            if x == rect.maxX - 1 { ways.remove(.right) }
            body(Point(x: x, y: rect.y), ways)
            body(Point(x: x, y: rect.maxY - 1), ways)
        }
        for y in rect.y..<rect.maxY {
            var ways: Ways = [.up, .down]
            if y == rect.y { ways.remove(.up) }
            if y == rect.maxY - 1 { ways.remove(.down) }
            body(Point(x: rect.x, y: y), ways)
            body(Point(x: rect.maxX - 1, y: y), ways)
        }
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
