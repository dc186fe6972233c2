// Owns writing scalars into one row of cells, with the rules for wide characters and combining marks. Works on borrowed
// memory and must not outlive the call that lends it.

/// Writes from left to right into a row. Columns before `first` are passed over, those from `limit` on end the text.
struct RowPen {
    let row: UnsafeMutableBufferPointer<Cell>
    private(set) var x: Int
    let first: Int
    let limit: Int
    let style: Style
    /// The column of the character a combining mark would join.
    private var base: Int?
    private var marks = 0

    init(row: UnsafeMutableBufferPointer<Cell>, x: Int, first: Int, limit: Int, style: Style) {
        self.row = row
        self.x = x
        self.first = first
        self.limit = limit
        self.style = style
    }

    /// Draws text of nothing but printable ASCII as far as there is room, without a look at what kind each character is.
    /// False, with nothing drawn, for any other text.
    mutating func draw(plain text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard CellText.isPlain(text) else { return false }
        for byte in text.prefix(max(0, limit - x)) {
            drawNarrow(Cell(ascii: byte, style: style), takesMarks: byte != 0x20)
        }
        return true
    }

    /// Draws one scalar. False when the row is full; a combining mark of the last character is still taken.
    mutating func draw(_ scalar: Unicode.Scalar) -> Bool {
        let kind = ScalarKind(scalar)
        guard x < limit || kind.cells == 0 else { return false }
        switch kind {
        case .narrow: drawNarrow(Cell(scalar, width: 1, style: style), takesMarks: true)
        case .blank: drawNarrow(.space(style), takesMarks: false)
        case .replaced: drawNarrow(Cell(ScalarKind.replacement, width: 1, style: style), takesMarks: false)
        case .wide: return drawWide(scalar)
        case .mark: join(scalar)
        case .dropped: break
        }
        return true
    }

    @inline(__always)
    private mutating func drawNarrow(_ cell: Cell, takesMarks: Bool) {
        base = nil
        if x >= first {
            set(x, cell)
            if takesMarks { base = x }
        }
        marks = 0
        x += 1
    }

    private mutating func drawWide(_ scalar: Unicode.Scalar) -> Bool {
        base = nil
        marks = 0
        if x + 2 > limit {
            if x >= first { set(x, .space(style)) }
            x += 1
            return false
        }
        if x >= first {
            set(x, Cell(scalar, width: 2, style: style))
            sever(x + 1)
            row[x + 1] = .continuation(style)
            base = x
        } else if x + 1 >= first {
            set(x + 1, .space(style))
        }
        x += 2
        return true
    }

    private mutating func join(_ mark: Unicode.Scalar) {
        guard let base, marks < CellText.maxMarks else { return }
        row[base].append(mark)
        marks += 1
    }

    @inline(__always)
    private func set(_ column: Int, _ cell: Cell) {
        sever(column)
        row[column] = cell
    }

    /// Blanks the other half of a wide character of which one half is about to be overwritten.
    private func sever(_ column: Int) {
        let width = row[column].width
        if width == 1 { return }
        if width == 0 {
            if column > 0 { row[column - 1] = .space(row[column - 1].style) }
        } else if column + 1 < row.count {
            row[column + 1] = .space(row[column + 1].style)
        }
    }
}
