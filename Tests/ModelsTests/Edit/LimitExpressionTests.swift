// Typed arithmetic on limits. Expected values are worked out by hand.

import Testing

@testable import Models

@Suite("Limit expressions")
struct LimitExpressionTests {
    private func quantity(_ text: String) throws -> Quantity {
        try #require(Quantity(text: text))
    }

    /// The result as text, or `!` and the message.
    private func result(_ typed: String, from base: Quantity?, isWhole: Bool = true, zeroIsUnlimited: Bool = true)
        -> String
    {
        do {
            return try LimitExpression(typed)
                .value(from: base, isWhole: isWhole, zeroIsUnlimited: zeroIsUnlimited).description
        } catch {
            return "!" + error.message
        }
    }

    @Test(
        "a count becomes the number nearest to what was typed, halves up",
        arguments: [
            ("40", "+10%", "44"), ("40", "-10%", "36"), ("40", "+5", "45"), ("40", "-5", "35"), ("40", "*2", "80"),
            ("40", "/2", "20"), ("40", "1500", "1500"), ("40", "=1500", "1500"), ("40", "12.5k", "12500"),
            ("40", "2M", "2000000"), ("40", "0", "0"), ("40", "off", "0"), ("40", "OFF", "0"), ("40", "unlimited", "0"),
            ("45", "+10%", "50"), ("44", "+10%", "48"), ("1", "/2", "1"), ("5", "/2", "3"), ("7", "/3", "2"),
            ("3", "*1.5", "5"), ("3", "*0.5", "2"), ("40", "+ 10 %", "44"), ("40", "+1k", "1040"), ("4", "+10%", "5"),
            ("1", "+10%", "2"), ("4", "-10%", "3"), ("1", "-10%", "1"), ("2", "+0%", "2"),
            ("40", "-0", "40"), ("100", "+12.5%", "113"), ("999999999999", "*1", "999999999999"),
            ("40", "1m", "1000000"),
        ])
    func counts(_ base: String, _ typed: String, _ expected: String) throws {
        #expect(result(typed, from: try quantity(base)) == expected)
    }

    @Test(
        "money is exact, and rounded to hundredths only where a calculation is finer",
        arguments: [
            ("12500.5", "+10%", "13750.55"), ("12500.5", "-0.5", "12500"), ("0.1", "+0.2", "0.3"), ("10", "/3", "3.33"),
            ("20", "/3", "6.67"), ("10.01", "*1.1", "11.01"), ("0.05", "/2", "0.03"), ("100", "12.345678", "12.345678"),
            ("100", "+0.001", "100.001"), ("90000", "off", "0"),
        ])
    func money(_ base: String, _ typed: String, _ expected: String) throws {
        #expect(result(typed, from: try quantity(base), isWhole: false) == expected)
    }

    @Test(
        "arithmetic never arrives at unlimited by itself",
        arguments: ["-40", "-41", "-100%", "-150%", "*0", "/100000", "-99.9%"])
    func neverZero(_ typed: String) {
        #expect(
            result(typed, from: Quantity(40)).contains("must stay above 0 (0 would be unlimited: type off for that)"))
    }

    @Test("where there is no limit there is nothing to calculate from")
    func unlimitedBase() {
        #expect(result("+10%", from: .zero) == "!has no limit to calculate from: type a number")
        #expect(result("*2", from: nil) == "!has no limit to calculate from: type a number")
        #expect(result("1500", from: nil) == "1500")
        #expect(result("off", from: nil) == "0")
    }

    @Test("LeadConduit knows no unlimited, and its 0 is a number like others")
    func leads() {
        #expect(result("off", from: Quantity(40), zeroIsUnlimited: false) == "!cannot be unlimited: type a number")
        #expect(result("+5", from: .zero, zeroIsUnlimited: false) == "5")
        for share in ["+10%", "-10%", "*2", "/2"] {
            let none = result(share, from: .zero, isWhole: false, zeroIsUnlimited: false)
            #expect(none == "!is 0, and so is any share of it: type a number")
        }
        #expect(result("0", from: Quantity(40), zeroIsUnlimited: false) == "0")
        #expect(
            result("-40", from: Quantity(40), zeroIsUnlimited: false)
                == "!would be 0 and must stay above 0 (type 0 for none at all)")
    }

    @Test(
        "what is no expression says so",
        arguments: [
            ("", "!is empty"), ("   ", "!is empty"), ("ten", "!ten is not a number, +10%, -5, *2 or /2"),
            ("1,500", "!1,500 is not a number, +10%, -5, *2 or /2"),
            ("1e3", "!1e3 is not a number, +10%, -5, *2 or /2"),
            ("+", "!+ is not a number, +10%, -5, *2 or /2"),
            ("--5", "!--5 is not a number, +10%, -5, *2 or /2"),
            ("=-5", "!=-5 is not a number, +10%, -5, *2 or /2"), ("50%", "!50% of what? type +50% or -50%"),
            ("12+10%", "!12+10% is a number and a change at once: type +10% alone, or a number"),
            ("1.5k *2", "!1.5k *2 is a number and a change at once: type *2 alone, or a number"),
            ("40-5", "!40-5 is a number and a change at once: type -5 alone, or a number"),
            ("12+ten", "!12+ten is not a number, +10%, -5, *2 or /2"),
            ("12/0", "!12/0 is not a number, +10%, -5, *2 or /2"),
            ("ten%", "!ten% is not a number, +10%, -5, *2 or /2"),
            ("/0", "!cannot be divided by 0"), ("0.5", "!must be a whole number, not 0.5"),
            ("+0.5", "!must be a whole number, not 0.5"), ("1000000000000", "!is too large: at most 999999999999"),
            ("1000000M", "!is too large: at most 999999999999"),
            ("*999999999999", "!is too large: at most 999999999999"),
        ])
    func refused(_ typed: String, _ expected: String) {
        #expect(result(typed, from: Quantity(40)) == expected)
    }

    @Test("the largest numbers do not wrap around")
    func extremes() {
        let huge = Quantity(millionths: .max)
        for typed in ["+1", "*999999999999", "+999999999999%", "/0.000001", "-1"] {
            #expect(result(typed, from: huge) == "!is too large: at most 999999999999")
        }
        #expect(result("/0.000001", from: LimitExpression.largest) == "!is too large: at most 999999999999")
        #expect(result("+1", from: LimitExpression.largest) == "!is too large: at most 999999999999")
    }
}
