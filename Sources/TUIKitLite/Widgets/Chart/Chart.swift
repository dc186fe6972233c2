// Owns the drawing of lines over two axes: dots of braille where the terminal has them, one character a cell in ASCII. Each
// kind of line has its own pattern, so that none is told by its colour alone. Knows numbers, never what is measured.

/// Lines in a plane, with labels at its left and below it.
public struct Chart: Sendable {
    public struct Point: Hashable, Sendable {
        public var x: Double
        public var y: Double

        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// How a line is drawn.
    public enum Stroke: Hashable, Sendable {
        /// Everything below a staircase: a value holds until the next point.
        case area
        case solid, dashed, dotted
        /// Dots far apart.
        case sparse
    }

    /// Points from left to right. Where a line crosses an area it is cut out of it.
    public struct Line: Hashable, Sendable {
        public var points: [Point]
        public var stroke: Stroke
        public var style: Style

        public init(_ points: [Point], stroke: Stroke, style: Style) {
            self.points = points
            self.stroke = stroke
            self.style = style
        }
    }

    /// A label at a place of an axis.
    public struct Tick: Hashable, Sendable {
        public var value: Double
        public var text: String

        public init(_ value: Double, _ text: String) {
            self.value = value
            self.text = text
        }
    }

    /// What is drawn; the rest of a line is cut off.
    public var xRange: ClosedRange<Double>
    public var yRange: ClosedRange<Double>
    /// Areas lie under all lines, of which later ones lie over earlier ones.
    public var lines: [Line]
    /// In the order of importance: a label that would touch an earlier one is left out.
    public var xTicks: [Tick]
    public var yTicks: [Tick]
    public var axisStyle: Style

    public init(
        xRange: ClosedRange<Double>, yRange: ClosedRange<Double>, lines: [Line], xTicks: [Tick] = [],
        yTicks: [Tick] = [], axisStyle: Style
    ) {
        self.xRange = xRange
        self.yRange = yRange
        self.lines = lines
        self.xTicks = xTicks
        self.yTicks = yTicks
        self.axisStyle = axisStyle
    }

    /// The cells that lines are drawn in: right of the labels and their axis, above the axis below and its labels.
    public func plane(in rect: Rect) -> Rect {
        let labels = yTicks.map { CellWidth.width(of: $0.text) }.max() ?? 0
        let below = xTicks.isEmpty ? 0 : rect.height >= 5 ? 2 : rect.height >= 4 ? 1 : 0
        return rect.splitLeft(labels + 1).rest.splitBottom(below).rest
    }

    public func draw(in rect: Rect, on surface: inout Surface, glyphs: Glyphs) {
        let plane = plane(in: rect)
        guard !plane.isEmpty, xRange.upperBound > xRange.lowerBound, yRange.upperBound > yRange.lowerBound else {
            return
        }
        let scale = ChartScale(x: xRange, y: yRange, cells: plane.size, dots: ChartDots.size(glyphs: glyphs))
        var dots = ChartDots(cells: plane.size, glyphs: glyphs)
        for line in lines where line.stroke == .area { dots.fill(line, scale) }
        for line in lines where line.stroke != .area { dots.trace(line, scale) }
        dots.draw(at: plane, on: &surface)
        drawAxes(of: plane, in: rect, scale, on: &surface, glyphs: glyphs)
    }

    private func drawAxes(
        of plane: Rect, in rect: Rect, _ scale: ChartScale, on surface: inout Surface, glyphs: Glyphs
    ) {
        for y in plane.y..<plane.maxY {
            surface.put(glyphs.vertical, at: .init(x: plane.x - 1, y: y), style: axisStyle, clip: rect)
        }
        var taken: Set<Int> = []
        for tick in yTicks {
            guard let row = scale.row(of: tick.value), taken.insert(row).inserted else { continue }
            let left = plane.x - 1 - CellWidth.width(of: tick.text)
            surface.put(tick.text, at: .init(x: left, y: plane.y + row), style: axisStyle, clip: rect)
            surface.put(glyphs.teeRight, at: .init(x: plane.x - 1, y: plane.y + row), style: axisStyle, clip: rect)
        }
        guard plane.maxY < rect.maxY else { return }
        let line = glyphs.bottomLeft + String(repeating: glyphs.horizontal, count: plane.width)
        surface.put(line, at: .init(x: plane.x - 1, y: plane.maxY), style: axisStyle, clip: rect)
        drawLabels(below: plane, in: rect, scale, on: &surface, glyphs: glyphs)
    }

    /// Each label in the middle under its place, moved inwards at both ends.
    private func drawLabels(
        below plane: Rect, in rect: Rect, _ scale: ChartScale, on surface: inout Surface, glyphs: Glyphs
    ) {
        var taken: [Range<Int>] = []
        for tick in xTicks {
            guard let column = scale.column(of: tick.value) else { continue }
            let width = CellWidth.width(of: tick.text)
            let left = max(plane.x, min(plane.x + column - width / 2, plane.maxX - width))
            let cells = left - 1..<left + width + 1
            guard !taken.contains(where: cells.overlaps) else { continue }
            taken.append(left..<left + width)
            surface.put(glyphs.teeTop, at: .init(x: plane.x + column, y: plane.maxY), style: axisStyle, clip: rect)
            surface.put(tick.text, at: .init(x: left, y: plane.maxY + 1), style: axisStyle, clip: rect)
        }
    }
}
