// Writes pieces of text one after the other on a line and stops at its end.
import TUIKitLite

struct Pen {
    var x: Int
    var y: Int
    /// The first column not to be written.
    var end: Int

    var isAtEnd: Bool { x >= end }

    mutating func write(_ text: String, _ style: Style, on surface: inout Surface) {
        guard !isAtEnd else { return }
        x += surface.put(text, at: Point(x: x, y: y), style: style, maxWidth: end - x)
    }

    mutating func skip(_ cells: Int) {
        x += cells
    }
}
