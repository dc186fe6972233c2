// Typed arithmetic on limits: `+10%`, `-5`, `*2`, `/2`, `12.5k`, `off`. Owns its grammar, exactness and rounding; of the
// field it knows only whether it counts whole things and whether 0 means unlimited.

/// What a person typed into a limit.
///
/// Arithmetic is exact in millionths. Results of `%`, `*` and `/` are rounded to the nearest that the limit can hold
/// (halves up): counts to whole numbers, money to hundredths. A percentage changes by one of these at least: +10% of 1 is 2.
/// Arithmetic never ends at 0 or below, because 0 means unlimited to one upstream and a stop to the other: both have to be
/// typed.
public enum LimitExpression: Hashable, Sendable {
    /// `1500`, `=1500`, `12.5k`, `2M`.
    case set(Quantity)
    /// `+50`, `-5`.
    case add(Quantity)
    /// `+10%`, `-5%`.
    case percent(Quantity)
    /// `*2`
    case multiply(Quantity)
    /// `/2`
    case divide(Quantity)
    /// `off`, `unlimited`.
    case off

    /// Why a text is no expression or has no result; a sentence without the field's name.
    public struct Failure: Error, Hashable, Sendable {
        public let message: String
    }

    /// Reads what was typed. Spaces are passed over.
    public init(_ typed: some StringProtocol) throws(Failure) {
        let text = String(typed.lowercased().filter { $0 != " " })
        guard let sign = text.first else { throw Failure(message: "is empty") }
        if text == "off" || text == "unlimited" {
            self = .off
            return
        }
        let rest = text.dropFirst()
        switch sign {
        case "+", "-":
            let isPercent = rest.last == "%"
            let number = try LimitExpression.number(isPercent ? rest.dropLast() : rest, of: typed)
            let signed = sign == "-" ? Quantity.zero - number : number
            self = isPercent ? .percent(signed) : .add(signed)
        case "*": self = .multiply(try LimitExpression.number(rest, of: typed))
        case "/":
            let divisor = try LimitExpression.number(rest, of: typed)
            guard divisor != .zero else { throw Failure(message: "cannot be divided by 0") }
            self = .divide(divisor)
        case "=": self = .set(try LimitExpression.number(rest, of: typed))
        default:
            if let message = LimitExpression.mixture(text) { throw Failure(message: "\(typed) \(message)") }
            self = .set(try LimitExpression.number(text[...], of: typed))
        }
    }

    /// What is wrong with a number that has a change behind it, as `12+10%`, or a percent sign; nil for anything else.
    private static func mixture(_ text: String) -> String? {
        let sign = text.firstIndex { "+-*/%".contains($0) } ?? text.endIndex
        guard (try? number(text[..<sign], of: text)) != nil else { return nil }
        let change = text[sign...]
        if change == "%" { return "of what? type +\(text) or -\(text)" }
        guard (try? LimitExpression(change)) != nil else { return nil }
        return "is a number and a change at once: type \(change) alone, or a number"
    }

    /// Digits with an optional fraction and an optional `k` (thousands) or `m` (millions), without a sign.
    private static func number(_ text: Substring, of typed: some StringProtocol) throws(Failure) -> Quantity {
        let thousands: Int64 = text.hasSuffix("k") ? 1_000 : text.hasSuffix("m") ? 1_000_000 : 1
        let digits = thousands == 1 ? text : text.dropLast()
        let whole = digits.prefix { $0 != "." }
        if whole.utf8.count > 12, whole.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { throw tooLarge }
        guard digits.first != "-", let number = Quantity(text: digits) else {
            throw Failure(message: "\(typed) is not a number, +10%, -5, *2 or /2")
        }
        let (millionths, isOver) = number.millionths.multipliedReportingOverflow(by: thousands)
        guard !isOver, millionths <= largest.millionths else { throw tooLarge }
        return Quantity(millionths: millionths)
    }
}

// Its value.
extension LimitExpression {
    /// The largest limit: twelve digits before the point.
    public static let largest = Quantity(999_999_999_999)

    private static let tooLarge = Failure(message: "is too large: at most \(largest)")

    /// - Parameters:
    ///   - base: what the expression is applied to; nil when there is no limit.
    ///   - isWhole: counts are whole numbers, money has hundredths.
    ///   - zeroIsUnlimited: Everflow's 0, also as the base; false where `off` does not exist.
    public func value(from base: Quantity?, isWhole: Bool, zeroIsUnlimited: Bool) throws(Failure) -> Quantity {
        switch self {
        case .off:
            guard zeroIsUnlimited else { throw Failure(message: "cannot be unlimited: type a number") }
            return .zero
        case .set(let value):
            guard !isWhole || value.isWhole else { throw Failure(message: "must be a whole number, not \(value)") }
            return value
        case .add, .percent, .multiply, .divide:
            guard let base, !(zeroIsUnlimited && base == .zero) else {
                throw Failure(message: "has no limit to calculate from: type a number")
            }
            if base == .zero, isShare { throw Failure(message: "is 0, and so is any share of it: type a number") }
            guard base <= LimitExpression.largest else { throw LimitExpression.tooLarge }
            let result = try calculated(from: base, isWhole: isWhole)
            guard result <= LimitExpression.largest else { throw LimitExpression.tooLarge }
            guard result > .zero else {
                let meaning = zeroIsUnlimited ? "0 would be unlimited: type off for that" : "type 0 for none at all"
                throw Failure(message: "would be \(result) and must stay above 0 (\(meaning))")
            }
            return result
        }
    }

    private var isShare: Bool {
        switch self {
        case .percent, .multiply, .divide: true
        case .set, .add, .off: false
        }
    }

    private func calculated(from base: Quantity, isWhole: Bool) throws(Failure) -> Quantity {
        let unit = isWhole ? Quantity.scale : Quantity.scale / 100
        let one = Quantity.scale
        switch self {
        case .add(let value):
            guard !isWhole || value.isWhole else { throw Failure(message: "must be a whole number, not \(value)") }
            return base + value
        case .percent(let percent):
            let scaled = try LimitExpression.scaled(
                base, by: 100 * one + percent.millionths, over: 100 * one, unit: unit)
            guard scaled == base, percent != .zero else { return scaled }
            let step = Quantity(millionths: unit)
            if percent > .zero { return base + step }
            return base > step ? base - step : base
        case .multiply(let factor):
            return try LimitExpression.scaled(base, by: factor.millionths, over: one, unit: unit)
        case .divide(let divisor):
            return try LimitExpression.scaled(base, by: one, over: divisor.millionths, unit: unit)
        case .set, .off: return base
        }
    }

    /// `base * factor / divisor`, to the nearest multiple of `unit`, halves up. `divisor` is above 0.
    private static func scaled(
        _ base: Quantity, by factor: Int64, over divisor: Int64, unit: Int64
    ) throws(Failure) -> Quantity {
        let product = Int128(base.millionths) * Int128(factor)
        let step = Int128(divisor) * Int128(unit)
        let units = (2 * product + step).flooredQuotient(by: 2 * step)
        guard let millionths = Int64(exactly: units * Int128(unit)) else { throw tooLarge }
        return Quantity(millionths: millionths)
    }
}
