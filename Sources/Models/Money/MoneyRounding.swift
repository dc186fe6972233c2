// The one place where money is multiplied and rounded. Knows amounts and percents, not what they are for.
//
// The rule: every step is exact to a millionth, and what one conversion pays or brings is rounded to cents at the very
// end. Halves go away from zero. Sums of rounded amounts are exact, so that a ledger and a report cannot differ. The
// reference gives amounts in currency units that may carry decimals and no rule (1.6): this is captop's reading.

extension Quantity {
    private static let cent: UInt64 = 10_000
    private static let hundred = UInt64(100 * Quantity.scale)

    /// So many percent of it, to a millionth.
    public func percent(_ percentage: Quantity) -> Quantity {
        let isNegative = (millionths < 0) != (percentage.millionths < 0)
        let product = millionths.magnitude.multipliedFullWidth(by: percentage.millionths.magnitude)
        guard product.high < Quantity.hundred else { return Quantity.limit(isNegative) }
        let (quotient, remainder) = Quantity.hundred.dividingFullWidth(product)
        return Quantity.signed(remainder >= Quantity.hundred / 2 ? quotient &+ 1 : quotient, isNegative)
    }

    /// To cents, halves away from zero.
    public var roundedToCents: Quantity {
        let magnitude = millionths.magnitude
        let rest = magnitude % Quantity.cent
        let down = magnitude - rest
        let rounded = rest >= Quantity.cent / 2 ? down.addingReportingOverflow(Quantity.cent).partialValue : down
        return Quantity.signed(rounded, millionths < 0)
    }

    private static func signed(_ magnitude: UInt64, _ isNegative: Bool) -> Quantity {
        guard let value = Int64(exactly: magnitude) else { return limit(isNegative) }
        return Quantity(millionths: isNegative ? -value : value)
    }

    private static func limit(_ isNegative: Bool) -> Quantity {
        Quantity(millionths: isNegative ? -Int64.max : Int64.max)
    }
}
