// Owns the colours a cell may ask for. Knows nothing of what a terminal can show.

/// A colour: the terminal's own, one of its palette, or 24-bit. The terminal picks the nearest it has.
public enum Color: Hashable, Sendable {
    case terminal
    case palette(UInt8)
    case rgb(UInt8, UInt8, UInt8)

    /// One word for compact storage: the kind in the top byte.
    var packed: UInt32 {
        switch self {
        case .terminal: 0
        case .palette(let index): 1 << 24 | UInt32(index)
        case .rgb(let red, let green, let blue):
            2 << 24 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
        }
    }

    init(packed: UInt32) {
        switch packed >> 24 {
        case 1: self = .palette(UInt8(truncatingIfNeeded: packed))
        case 2:
            self = .rgb(
                UInt8(truncatingIfNeeded: packed >> 16), UInt8(truncatingIfNeeded: packed >> 8),
                UInt8(truncatingIfNeeded: packed))
        default: self = .terminal
        }
    }
}
