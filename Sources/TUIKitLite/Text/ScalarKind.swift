// Owns what becomes of each scalar on its way to a cell: the one rule that widths, clipping and drawing share.

/// What a scalar does to the cells.
enum ScalarKind {
    case narrow, wide
    /// Combines with the cell before it.
    case mark
    /// White space, also such as would move the cursor: drawn as a space, which takes no mark.
    case blank
    /// A control character, or one the C library cannot place: drawn as U+FFFD.
    case replaced
    /// Invisible, and able to reorder, join or resize its neighbours: left out.
    case dropped

    static let replacement: Unicode.Scalar = "\u{FFFD}"

    init(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        if value < 0x7F {
            self = value > 0x20 ? .narrow : value == 0x20 || (0x09...0x0D).contains(value) ? .blank : .replaced
        } else if value >= 0x2500 && value < 0x25A0 {
            self = .narrow
        } else {
            self = Self.beyondASCII(value)
        }
    }

    private static func beyondASCII(_ value: UInt32) -> ScalarKind {
        if value == 0x85 || value == 0x2028 || value == 0x2029 { return .blank }
        if value >= 0xAD && isInvisible(value) { return .dropped }
        switch CellWidth.libraryWidth(value) {
        case 0: return .mark
        case 1: return .narrow
        case 2: return .wide
        default: return .replaced
        }
    }

    /// The cells a scalar of this kind adds.
    var cells: Int {
        switch self {
        case .narrow, .blank, .replaced: 1
        case .wide: 2
        case .mark, .dropped: 0
        }
    }

    /// Format characters (zero width joiner, bidirectional controls, fillers), variation selectors and skin tones:
    /// terminals and the C library disagree on their widths.
    private static func isInvisible(_ value: UInt32) -> Bool {
        switch value {
        case 0xAD, 0x34F, 0x600...0x605, 0x61C, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x115F...0x1160: true
        case 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x3164: true
        case 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0x110BD, 0x110CD, 0x13430...0x1343F: true
        case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0x1F3FB...0x1F3FF, 0xE0000...0xE0FFF: true
        default: false
        }
    }
}
