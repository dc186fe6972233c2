// Owns the common palette of terminals: what its numbers look like and which is nearest to a colour.

enum Palette {
    /// Red, green and blue of a palette entry as xterm shows it.
    static func rgb(of index: UInt8) -> (UInt8, UInt8, UInt8) {
        switch index {
        case 0..<16: return basic[Int(index)]
        case 232...:
            let level = 8 + 10 * (index - 232)
            return (level, level, level)
        default:
            let cube = Int(index) - 16
            return (levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
        }
    }

    /// The nearest of the first `count` entries. Where there are 256, the first sixteen are left out: users redefine them.
    static func nearest(_ red: UInt8, _ green: UInt8, _ blue: UInt8, of count: Int) -> Int {
        let candidates = count >= 256 ? 16..<256 : 0..<min(16, count)
        let best = candidates.min { distance($0, red, green, blue) < distance($1, red, green, blue) }
        return best ?? 7
    }

    private static func distance(_ index: Int, _ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
        let color = rgb(of: UInt8(truncatingIfNeeded: index))
        let parts = [(color.0, red), (color.1, green), (color.2, blue)]
        return parts.reduce(0) { sum, part in
            let difference = Int(part.0) - Int(part.1)
            return sum + difference * difference
        }
    }

    private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

    private static let basic: [(UInt8, UInt8, UInt8)] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
        (255, 255, 255),
    ]
}
