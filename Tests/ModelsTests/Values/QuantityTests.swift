// Exact decimals: their text, their arithmetic and their limits.
import Models
import Testing

@Suite("Quantities")
struct QuantityTests {
    @Test(
        "decimal text is read exactly and written at its shortest",
        arguments: [
            ("40", "40"), ("12500.50", "12500.5"), ("-0.25", "-0.25"), ("0.000001", "0.000001"), ("60.0", "60"),
            ("0", "0"), ("-0", "0"), ("999999999999", "999999999999"), ("007", "7"), ("1.050000", "1.05"),
        ])
    func text(input: String, output: String) throws {
        #expect(try #require(Quantity(text: input)).description == output)
    }

    @Test(
        "text that is no plain decimal is refused",
        arguments: [
            "", "-", ".5", "5.", "1e3", " 1", "1 ", "+1", "1.2.3", "0x10", "1,5", "1.0000001", "1000000000000", "--1",
            "٣",
        ])
    func refused(input: String) {
        #expect(Quantity(text: input) == nil)
    }

    @Test("sums of cents stay exact")
    func exact() throws {
        let sum = (0..<10).reduce(Quantity.zero) { sum, _ in sum + (Quantity(text: "0.1") ?? .zero) }
        #expect(sum == Quantity(1))
        let difference = try #require(Quantity(text: "12500.1")) - Quantity(12_500)
        #expect(difference.description == "0.1")
    }

    @Test("floating point is rounded to a millionth; what is not finite or too large is refused")
    func doubles() {
        #expect(Quantity(10.3)?.description == "10.3")
        #expect(Quantity(-0.0000004)?.description == "0")
        for value in [Double.nan, .infinity, -.infinity, 1e13, -1e300] {
            #expect(Quantity(value) == nil)
        }
    }

    @Test("order and whole parts")
    func order() throws {
        let half = try #require(Quantity(text: "1.5"))
        #expect(half > Quantity(1) && half < Quantity(2))
        #expect(half.wholeValue == 1)
        #expect(!half.isWhole && Quantity(2).isWhole)
        #expect(half.doubleValue == 1.5)
    }
}
