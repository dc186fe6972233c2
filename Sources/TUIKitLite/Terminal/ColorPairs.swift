// Owns the table of colour pairs: which pair of the terminal stands for which two colours. Bounded, for a program that runs
// for months. Knows no cells.
import CNcursesw

/// Colour pairs, defined as they are needed.
@MainActor
struct ColorPairs {
    private struct Colors: Hashable {
        let foreground: UInt32
        let background: UInt32
    }

    /// A screen needs some dozens; eight-colour terminals have 64.
    private static let most = 512

    let colors: Int
    private let limit: Int
    private let hasOwnColors: Bool
    private var numbers: [Colors: Int] = [:]

    init(colors: Int, limit: Int, hasOwnColors: Bool) {
        self.colors = colors
        self.limit = min(limit, Self.most)
        self.hasOwnColors = hasOwnColors
    }

    /// Whether a colour had no room: start anew with what is on the screen now.
    private(set) var isFull = false

    mutating func removeAll() {
        numbers.removeAll(keepingCapacity: true)
        isFull = false
    }

    /// The pair for a style, 0 for the terminal's own colours and when there is no room.
    mutating func pair(_ style: Style) -> Int {
        let wanted = Colors(foreground: style.packedForeground, background: style.packedBackground)
        if colors == 0 || wanted.foreground | wanted.background == 0 { return 0 }
        if let number = numbers[wanted] { return number }
        let number = numbers.count + 1
        guard number < limit else {
            isFull = true
            return 0
        }
        let foreground = code(of: style.foreground, own: 7)
        let background = code(of: style.background, own: 0)
        guard cnc_define_pair(Int32(number), Int32(foreground), Int32(background)) != 0 else { return 0 }
        numbers[wanted] = number
        return number
    }

    /// The terminal's code for a colour; `own` stands in where the terminal's own colour cannot be named.
    private func code(of color: Color, own: Int) -> Int {
        switch color {
        case .terminal: return hasOwnColors ? -1 : own
        case .palette(let index):
            if Int(index) < min(colors, 256), !isDirect || index < 8 { return Int(index) }
            let (red, green, blue) = Palette.rgb(of: index)
            return code(red, green, blue)
        case .rgb(let red, let green, let blue): return code(red, green, blue)
        }
    }

    private var isDirect: Bool { colors >= 1 << 24 }

    private func code(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
        if isDirect { return Int(red) << 16 | Int(green) << 8 | Int(blue) }
        return Palette.nearest(red, green, blue, of: min(colors, 256))
    }
}
