// A count or an amount of money as an exact decimal. Owns its arithmetic and its shortest text; knows no currency.

/// A count or an amount in currency units, exact to a millionth.
///
/// Both upstreams speak of counts and money as JSON numbers that may carry decimals (Everflow reference, 1.6);
/// binary floating point would make `12500.1 - 12500` visible on screen.
public struct Quantity: Hashable, Comparable, Sendable {
    public static let scale: Int64 = 1_000_000
    public static let zero = Quantity(millionths: 0)

    public var millionths: Int64

    public init(millionths: Int64) {
        self.millionths = millionths
    }

    public init(_ whole: Int) {
        millionths = Int64(whole) * Quantity.scale
    }

    /// The nearest millionth of `value`; nil when it is not finite or beyond nine million million.
    public init?(_ value: Double) {
        guard value.isFinite, abs(value) <= 9.0e12 else { return nil }
        millionths = Int64((value * Double(Quantity.scale)).rounded())
    }

    /// Plain decimal text such as `40`, `-3.5` or `12500.50`; nil for anything else, exponents and spaces included.
    public init?(text: some StringProtocol) {
        var digits = Substring(text)
        let isNegative = digits.first == "-"
        if isNegative { digits = digits.dropFirst() }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let wholePart = parts.first, !wholePart.isEmpty, wholePart.utf8.count <= 12,
            wholePart.utf8.allSatisfy({ (48...57).contains($0) }), let whole = Int64(wholePart)
        else { return nil }
        var fraction: Int64 = 0
        if parts.count == 2 {
            guard (1...6).contains(parts[1].utf8.count),
                parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
                let value = Int64(parts[1] + String(repeating: "0", count: 6 - parts[1].utf8.count))
            else { return nil }
            fraction = value
        }
        let magnitude = whole * Quantity.scale + fraction
        millionths = isNegative ? -magnitude : magnitude
    }

    public var doubleValue: Double { Double(millionths) / Double(Quantity.scale) }

    public var isWhole: Bool { millionths % Quantity.scale == 0 }

    /// Whole units, the fraction cut off.
    public var wholeValue: Int { Int(millionths / Quantity.scale) }

    public static func < (left: Quantity, right: Quantity) -> Bool {
        left.millionths < right.millionths
    }

    public static func + (left: Quantity, right: Quantity) -> Quantity {
        Quantity(millionths: left.millionths &+ right.millionths)
    }

    public static func - (left: Quantity, right: Quantity) -> Quantity {
        Quantity(millionths: left.millionths &- right.millionths)
    }

    public static func += (left: inout Quantity, right: Quantity) {
        left = left + right
    }
}

extension Quantity: CustomStringConvertible {
    /// Shortest exact text: `40`, `12500.5`, `-0.25`.
    public var description: String {
        let magnitude = millionths.magnitude
        let whole = magnitude / UInt64(Quantity.scale)
        let sign = millionths < 0 ? "-" : ""
        var fraction = magnitude % UInt64(Quantity.scale)
        guard fraction != 0 else { return "\(sign)\(whole)" }
        var width = 6
        while fraction % 10 == 0 {
            fraction /= 10
            width -= 1
        }
        let digits = String(fraction)
        return "\(sign)\(whole)." + String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}

extension Quantity: Codable {
    public init(from decoder: any Decoder) throws {
        millionths = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(millionths)
    }
}
