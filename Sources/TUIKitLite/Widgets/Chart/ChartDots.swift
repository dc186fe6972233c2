// Owns the dots of a chart while it is drawn: which are set, and in whose style. Knows no axes.

/// A plane of dots, two by four in a cell of braille, one in a cell of ASCII.
struct ChartDots {
    private let cells: Size
    private let dot: Size
    private let hasDots: Bool
    /// By cell, what areas and what lines set: bits as in a braille character, or in ASCII the character itself.
    private var areas: [UInt8]
    private var lines: [UInt8]
    private var styles: [Style]

    static func size(glyphs: Glyphs) -> Size {
        glyphs.hasDots ? Size(width: 2, height: 4) : Size(width: 1, height: 1)
    }

    init(cells: Size, glyphs: Glyphs) {
        self.cells = cells
        dot = Self.size(glyphs: glyphs)
        hasDots = glyphs.hasDots
        let count = cells.width * cells.height
        areas = Array(repeating: 0, count: count)
        lines = areas
        styles = Array(repeating: .plain, count: count)
    }

    /// Fills what lies under a staircase. Anything above the bottom shows at least one dot.
    mutating func fill(_ line: Chart.Line, _ scale: ChartScale) {
        guard let first = line.points.first, let last = line.points.last else { return }
        let from = max(0, Int(scale.dotX(first.x).rounded()))
        let to = min(scale.width - 1, Int(scale.dotX(last.x).rounded()))
        guard from <= to else { return }
        var next = 0
        for x in from...to {
            // The last point at or before the column; the first column shows the first point whatever its rounding.
            while next < line.points.count, Int(scale.dotX(line.points[next].x).rounded()) <= x { next += 1 }
            let value = line.points[max(0, next - 1)].y
            guard value > scale.y.lowerBound else { continue }
            let top = min(scale.height - 1, max(0, Int(scale.dotY(value).rounded())))
            for y in 0...top { set(x, y, line, isFill: true) }
        }
    }

    /// Draws straight lines from point to point, in the line's pattern.
    mutating func trace(_ line: Chart.Line, _ scale: ChartScale) {
        var step = 0
        var lastDot: (Int, Int)?
        for (from, to) in zip(line.points, line.points.dropFirst()) {
            let start = (x: scale.dotX(from.x), y: scale.dotY(from.y))
            let end = (x: scale.dotX(to.x), y: scale.dotY(to.y))
            let steps = max(abs(end.x - start.x), abs(end.y - start.y)).rounded(.up)
            // Far outside of the plane there is nothing to see and no end of dots.
            guard steps.isFinite, steps < 100_000 else { continue }
            for index in 0...Int(max(1, steps)) {
                let share = Double(index) / max(1, steps)
                let x = Int((start.x + (end.x - start.x) * share).rounded())
                let y = Int((start.y + (end.y - start.y) * share).rounded())
                guard lastDot.map({ $0 != (x, y) }) ?? true else { continue }
                lastDot = (x, y)
                if isOn(line.stroke, step), (0..<scale.width).contains(x), (0..<scale.height).contains(y) {
                    set(x, y, line, isFill: false)
                }
                step += 1
            }
        }
    }

    private func isOn(_ stroke: Chart.Stroke, _ step: Int) -> Bool {
        switch stroke {
        case .area, .solid: true
        case .dashed: hasDots ? step % 7 < 4 : step % 3 < 2
        case .dotted: step % (hasDots ? 3 : 2) == 0
        case .sparse: step % (hasDots ? 6 : 4) == 0
        }
    }

    private mutating func set(_ x: Int, _ y: Int, _ line: Chart.Line, isFill: Bool) {
        let row = cells.height - 1 - y / dot.height
        let cell = row * cells.width + x / dot.width
        let bit = hasDots ? Self.bits[3 - y % dot.height][x % dot.width] : line.stroke.character
        if isFill { areas[cell] |= bit } else if hasDots { lines[cell] |= bit } else { lines[cell] = bit }
        // What is cut out of an area leaves it in its colour.
        if isFill || areas[cell] == 0 || !hasDots { styles[cell] = line.style }
    }

    /// By row from the top, by column.
    private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

    func draw(at plane: Rect, on surface: inout Surface) {
        for cell in areas.indices where areas[cell] != 0 || lines[cell] != 0 {
            guard let scalar = Unicode.Scalar(character(cell)) else { continue }
            let point = Point(x: plane.x + cell % cells.width, y: plane.y + cell / cells.width)
            surface.put(String(Character(scalar)), at: point, style: styles[cell], maxWidth: 1)
        }
    }

    private func character(_ cell: Int) -> UInt32 {
        guard hasDots else { return UInt32(lines[cell] == 0 ? areas[cell] : lines[cell]) }
        return 0x2800 + UInt32(areas[cell] ^ lines[cell])
    }
}

extension Chart.Stroke {
    /// How it looks in ASCII.
    fileprivate var character: UInt8 {
        switch self {
        case .area: UInt8(ascii: "#")
        case .solid: UInt8(ascii: "-")
        case .dashed: UInt8(ascii: "+")
        case .dotted: UInt8(ascii: ".")
        case .sparse: UInt8(ascii: ":")
        }
    }

    /// Two cells of it, for a legend.
    public func sample(glyphs: Glyphs) -> String {
        guard glyphs.hasDots else { return String(repeating: String(Unicode.Scalar(character)), count: 2) }
        return switch self {
        case .area: "⣿⣿"
        case .solid: "⠒⠒"
        case .dashed: "⠒⠂"
        case .dotted: "⠂⠂"
        case .sparse: "⠂ "
        }
    }
}
