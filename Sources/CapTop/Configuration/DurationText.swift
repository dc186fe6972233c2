// Durations as the configuration writes them: `500ms`, `15s`, `2m`, `1h`.

enum DurationText {
    private static let units: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000),
    ]

    /// In the largest unit that divides it.
    static func text(milliseconds: Int64) -> String {
        let unit = units.last { milliseconds % $0.milliseconds == 0 } ?? units[0]
        return "\(milliseconds / unit.milliseconds)\(unit.suffix)"
    }

    /// Milliseconds; nil when the text is not a whole number with a unit, or is over a day.
    static func milliseconds(_ text: String) -> Int64? {
        guard let (suffix, unit) = units.first(where: { text.hasSuffix($0.suffix) }),
            let number = Int64(text.dropLast(suffix.count)), (0...86_400_000).contains(number)
        else { return nil }
        let milliseconds = number * unit
        return milliseconds <= 86_400_000 ? milliseconds : nil
    }
}
