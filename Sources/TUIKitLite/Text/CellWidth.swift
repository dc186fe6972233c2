// Owns how many cells text takes. ncurses lays out by the C library's wcwidth, so the table is the C library's own, read
// once in a UTF-8 locale: the answer does not depend on the locale of the process. Knows no surface.
import CNcursesw

/// Widths in cells.
public enum CellWidth {
    /// The cells a text takes when drawn, that is, after `CellText.sanitized`.
    public static func width(of text: String) -> Int {
        if text.utf8.withContiguousStorageIfAvailable(CellText.isPlain) ?? false { return text.utf8.count }
        var total = 0
        for scalar in text.unicodeScalars {
            total += ScalarKind(scalar).cells
        }
        return total
    }

    /// The cells of one scalar as the C library counts them: 0, 1 or 2. What cannot be printed is 0.
    public static func width(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x7F { return value < 0x20 ? 0 : 1 }
        let width = libraryWidth(value)
        return width == notPrintable ? 0 : Int(width)
    }

    static let notPrintable: UInt8 = 3

    /// 0, 1, 2 or `notPrintable`.
    static func libraryWidth(_ value: UInt32) -> UInt8 {
        guard value < covered else { return notPrintable }
        return table[Int(value >> 2)] >> UInt8((value & 3) * 2) & 3
    }

    /// Beyond these four planes there are only tags, variation selectors and private use.
    private static let covered: UInt32 = 0x40000

    private static let table: [UInt8] = {
        [UInt8](unsafeUninitializedCapacity: Int(covered / 4)) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            cnc_fill_widths(base, covered)
            count = Int(covered / 4)
        }
    }()
}
