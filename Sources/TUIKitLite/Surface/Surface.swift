// Owns a grid of cells and the ways to draw on it. Knows no terminal; a terminal shows it, a test reads it.
import Glibc

/// A picture made of cells. Everything is clipped to it, and a wide character is never half drawn.
public struct Surface: Hashable, Sendable {
    public let size: Size
    /// Where the terminal's cursor should stand; nil hides it.
    public var cursor: Point?
    var cells: [Cell]

    public init(size: Size, fill: Style = .plain) {
        self.size = size
        cells = Array(repeating: .space(fill), count: size.width * size.height)
    }

    public var bounds: Rect { Rect(size) }

    /// The cell at a position, which must lie on the surface.
    public subscript(x: Int, y: Int) -> Cell {
        precondition(x >= 0 && x < size.width && y >= 0 && y < size.height, "cell outside of the surface")
        return cells[y * size.width + x]
    }

    /// The text of one row, a wide character counted once.
    public func text(row: Int) -> String {
        guard row >= 0 && row < size.height else { return "" }
        return cells[row * size.width..<(row + 1) * size.width].reduce(into: "") { $0 += $1.text }
    }

    /// Whether a row looks the same on both; a row that only one of them has does not.
    func hasSameRow(_ y: Int, as other: Surface) -> Bool {
        guard size.width == other.size.width, y < size.height, y < other.size.height else { return false }
        let stride = MemoryLayout<Cell>.stride
        let (start, length) = (y * size.width * stride, size.width * stride)
        return cells.withUnsafeBytes { mine in
            other.cells.withUnsafeBytes { theirs in
                guard let mine = mine.baseAddress, let theirs = theirs.baseAddress else { return true }
                return memcmp(mine + start, theirs + start, length) == 0
            }
        }
    }

    /// All rows from the top.
    public func lines() -> [String] { (0..<size.height).map(text(row:)) }

    /// Draws one line of text: cleaned, and clipped by cell. A wide character that does not fit whole becomes a space.
    /// - Parameters:
    ///   - point: where the first cell goes; may lie outside.
    ///   - maxWidth: the most cells to use; nil for as many as there are.
    ///   - clip: draw inside of this rectangle only.
    /// - Returns: the cells used from `point` on, up to the right edge of what may be drawn.
    @discardableResult
    public mutating func put(
        _ text: String, at point: Point, style: Style, maxWidth: Int? = nil, clip: Rect? = nil
    ) -> Int {
        let area = clip.map(bounds.intersection) ?? bounds
        let limit = min(area.maxX, maxWidth.map { point.x + max(0, $0) } ?? area.maxX)
        guard point.y >= area.y && point.y < area.maxY && point.x < limit else { return 0 }
        let width = size.width
        return cells.withUnsafeMutableBufferPointer { buffer in
            let row = UnsafeMutableBufferPointer(rebasing: buffer[point.y * width..<(point.y + 1) * width])
            var pen = RowPen(row: row, x: point.x, first: area.x, limit: limit, style: style)
            let isPlain = text.utf8.withContiguousStorageIfAvailable { pen.draw(plain: $0) } ?? false
            if !isPlain {
                for scalar in text.unicodeScalars { guard pen.draw(scalar) else { break } }
            }
            return pen.x - point.x
        }
    }

    /// Fills a rectangle with one character; a wide or empty one counts as a space.
    public mutating func fill(_ rect: Rect, _ character: String = " ", style: Style) {
        let area = bounds.intersection(rect)
        guard !area.isEmpty else { return }
        var cell = Cell.space(style)
        if let scalar = character.unicodeScalars.first, case .narrow = ScalarKind(scalar) {
            cell = Cell(scalar, width: 1, style: style)
        }
        for y in area.y..<area.maxY {
            severWideCharacters(atEdgesOf: area, row: y)
            let start = y * size.width
            for index in start + area.x..<start + area.maxX { cells[index] = cell }
        }
    }

    /// Gives a rectangle another style and keeps its glyphs. A wide character takes the style of its lead.
    public mutating func restyle(_ rect: Rect, style: Style) {
        let area = bounds.intersection(rect)
        guard !area.isEmpty else { return }
        for y in area.y..<area.maxY {
            let start = y * size.width
            for x in area.x..<area.maxX where !(x == area.x && cells[start + x].isContinuation) {
                cells[start + x].style = style
            }
            let after = start + area.maxX
            if area.maxX < size.width && cells[after].isContinuation { cells[after].style = style }
        }
    }

    /// Blanks the half of a wide character that an edge of the area would leave outside.
    private mutating func severWideCharacters(atEdgesOf area: Rect, row: Int) {
        let start = row * size.width
        if area.x > 0 && cells[start + area.x].isContinuation {
            cells[start + area.x - 1] = .space(cells[start + area.x - 1].style)
        }
        if area.maxX < size.width && cells[start + area.maxX].isContinuation {
            cells[start + area.maxX] = .space(cells[start + area.maxX].style)
        }
    }
}
