// Owns the arithmetic between a chart's numbers and its dots. Knows neither lines nor glyphs.

/// Where numbers lie among the dots of a plane, and these in its cells.
struct ChartScale {
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>
    /// Of the plane.
    let cells: Size
    /// In a cell.
    let dots: Size

    var width: Int { cells.width * dots.width }
    var height: Int { cells.height * dots.height }

    /// In dots from the left; may lie outside of the plane.
    func dotX(_ value: Double) -> Double {
        (value - x.lowerBound) / (x.upperBound - x.lowerBound) * Double(width - 1)
    }

    /// In dots from the bottom; may lie outside of the plane.
    func dotY(_ value: Double) -> Double {
        (value - y.lowerBound) / (y.upperBound - y.lowerBound) * Double(height - 1)
    }

    /// The number that a column of dots stands for.
    func value(atDot dot: Int) -> Double {
        x.lowerBound + (x.upperBound - x.lowerBound) * Double(dot) / Double(max(1, width - 1))
    }

    /// From the left; nil outside of the plane.
    func column(of value: Double) -> Int? {
        x.contains(value) ? Int(dotX(value).rounded()) / dots.width : nil
    }

    /// From the top; nil outside of the plane.
    func row(of value: Double) -> Int? {
        y.contains(value) ? (height - 1 - Int(dotY(value).rounded())) / dots.height : nil
    }
}
