// Owns figures that are read from across a room: seven segments a digit, in any height. Knows numbers as text, never what
// is counted.

/// A number in digits of several rows. Half blocks make a cell two dots high where the charset has them; in ASCII a cell
/// is one dot, and digits of less than five rows are drawn in lines.
public struct BigDigits: Hashable, Sendable {
    /// Digits, `:` and `-`; anything else is a gap.
    public var text: String
    public var style: Style

    public init(_ text: String, style: Style) {
        self.text = text
        self.style = style
    }

    /// The fewest rows that digits can be told apart in.
    public static let smallestHeight = 3

    /// The cells of a text in digits of so many rows.
    public static func width(of text: String, height: Int) -> Int {
        let widths = text.map { width(of: $0, height: height) }
        return widths.reduce(0, +) + max(0, widths.count - 1) * gap(height: height)
    }

    /// The greatest height up to the rectangle's in which a text fits; nil when it fits in none.
    public static func height(of text: String, in rect: Rect) -> Int? {
        guard rect.height >= smallestHeight else { return nil }
        return (smallestHeight...rect.height).last { width(of: text, height: $0) <= rect.width }
    }

    /// Draws in the middle of the rectangle, as large as fits; as plain text where no digit fits.
    public func draw(in rect: Rect, on surface: inout Surface, glyphs: Glyphs) {
        guard let height = Self.height(of: text, in: rect) else {
            let left = max(0, (rect.width - CellWidth.width(of: text)) / 2)
            surface.put(
                text, at: Point(x: rect.x + left, y: rect.y + rect.height / 2), style: style.adding(.bold),
                maxWidth: rect.width - left, clip: rect)
            return
        }
        var x = rect.x + (rect.width - Self.width(of: text, height: height)) / 2
        let y = rect.y + (rect.height - height) / 2
        for character in text {
            let width = Self.width(of: character, height: height)
            let dots = SegmentDigit(character, width: width, height: height, halves: glyphs.halfBlocks != nil)
            let place = Rect(x: x, y: y, width: width, height: height)
            if height < 5 && glyphs.halfBlocks == nil {
                drawLines(dots, in: place, on: &surface)
            } else {
                draw(dots, in: place, on: &surface, glyphs: glyphs)
            }
            x += width + Self.gap(height: height)
        }
    }

    private func draw(_ dots: SegmentDigit, in rect: Rect, on surface: inout Surface, glyphs: Glyphs) {
        for row in 0..<rect.height {
            for column in 0..<rect.width {
                guard let ink = ink(dots, row: row, column: column, glyphs: glyphs) else { continue }
                surface.put(
                    ink, at: Point(x: rect.x + column, y: rect.y + row),
                    style: style.painting(on: .terminal, glyphs: glyphs), clip: rect)
            }
        }
    }

    private func drawLines(_ dots: SegmentDigit, in rect: Rect, on surface: inout Surface) {
        for (row, line) in dots.lines.enumerated() {
            surface.put(line, at: Point(x: rect.x, y: rect.y + row), style: style.adding(.bold), clip: rect)
        }
    }

    private func ink(_ dots: SegmentDigit, row: Int, column: Int, glyphs: Glyphs) -> String? {
        guard let halves = glyphs.halfBlocks else { return dots.isLit(x: column, y: row) ? "#" : nil }
        switch (dots.isLit(x: column, y: 2 * row), dots.isLit(x: column, y: 2 * row + 1)) {
        case (true, true): return glyphs.fullBlock
        case (true, false): return halves.upper
        case (false, true): return halves.lower
        case (false, false): return nil
        }
    }

    private static func width(of character: Character, height: Int) -> Int {
        character == ":" ? SegmentDigit.stroke(width: height + 2) : height + 2
    }

    private static func gap(height: Int) -> Int { height < 5 ? 1 : 2 }
}

/// The dots of one character, as bars of a rectangle: seven for a digit, two points for a colon.
struct SegmentDigit {
    private struct Segments: OptionSet {
        let rawValue: UInt8
        static let top = Segments(rawValue: 1)
        static let upperLeft = Segments(rawValue: 2)
        static let upperRight = Segments(rawValue: 4)
        static let middle = Segments(rawValue: 8)
        static let lowerLeft = Segments(rawValue: 16)
        static let lowerRight = Segments(rawValue: 32)
        static let bottom = Segments(rawValue: 64)

        static let right: Segments = [.upperRight, .lowerRight]
        static let left: Segments = [.upperLeft, .lowerLeft]
        static let bars: Segments = [.top, .middle, .bottom]
    }

    private let character: Character
    private let segments: Segments
    private let width: Int
    /// In dots; made so that the middle bar is in the middle.
    private let height: Int
    private let across: Int
    private let thick: Int

    /// - Parameters:
    ///   - height: in rows.
    ///   - halves: whether a row is two dots.
    init(_ character: Character, width: Int, height: Int, halves: Bool) {
        self.character = character
        self.width = width
        segments = Self.segments(of: character)
        across = Self.stroke(width: height + 2)
        thick = halves ? (height < 5 ? 1 : across) : max(1, across / 2)
        let dots = halves ? 2 * height : height
        self.height = (dots - thick).isMultiple(of: 2) ? dots : dots - 1
    }

    static func stroke(width: Int) -> Int { max(2, (width + 1) / 4) }

    func isLit(x: Int, y: Int) -> Bool {
        guard y < height else { return false }
        if character == ":" { return isPoint(y, from: height / 4) || isPoint(y, from: height - height / 4 - thick) }
        let middle = (height - thick) / 2
        if segments.contains(.top) && y < thick { return true }
        if segments.contains(.bottom) && y >= height - thick { return true }
        if segments.contains(.middle) && y >= middle && y < middle + thick { return true }
        let isUpper = y < middle + thick
        let isLower = y >= middle
        if x < across { return isUpper && segments.contains(.upperLeft) || isLower && segments.contains(.lowerLeft) }
        guard x >= width - across else { return false }
        return isUpper && segments.contains(.upperRight) || isLower && segments.contains(.lowerRight)
    }

    /// Three rows of underscores and bars.
    var lines: [String] {
        if character == ":" { return ["", ".", "."] }
        let inner = width - 2
        func bar(_ segment: Segments) -> String {
            String(repeating: segments.contains(segment) ? "_" : " ", count: inner)
        }
        func side(_ segment: Segments) -> String { segments.contains(segment) ? "|" : " " }
        return [
            " " + bar(.top), side(.upperLeft) + bar(.middle) + side(.upperRight),
            side(.lowerLeft) + bar(.bottom) + side(.lowerRight),
        ]
    }

    private func isPoint(_ y: Int, from start: Int) -> Bool { y >= start && y < start + thick }

    private static func segments(of character: Character) -> Segments {
        switch character {
        case "0": [.top, .bottom, .left, .right]
        case "1": .right
        case "2": [.bars, .upperRight, .lowerLeft]
        case "3": [.bars, .right]
        case "4": [.middle, .upperLeft, .right]
        case "5": [.bars, .upperLeft, .lowerRight]
        case "6": [.bars, .left, .lowerRight]
        case "7": [.top, .right]
        case "8": [.bars, .left, .right]
        case "9": [.bars, .upperLeft, .right]
        case "-": .middle
        default: []
        }
    }
}
