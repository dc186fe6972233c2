// Percent and rounding: steps to a millionth, results to a cent, halves away from zero. Expected values worked out by
// hand.

import Models
import Testing

@Suite("money rounding")
struct MoneyRoundingTests {
    @Test(
        "percent of an amount, to a millionth",
        arguments: [
            ("15", "12.5", "1.875"), ("100", "10", "10"), ("21.5", "87.5", "18.8125"), ("0.000001", "50", "0.000001"),
            ("0.000001", "49", "0"), ("0.000003", "50", "0.000002"), ("10", "33.333333", "3.333333"), ("9", "0", "0"),
            ("0", "70", "0"), ("-15", "12.5", "-1.875"), ("-0.000001", "50", "-0.000001"), ("15", "-10", "-1.5"),
            ("999999999999", "100", "999999999999"), ("123456.789", "7", "8641.97523"), ("18", "112", "20.16"),
        ])
    func percent(_ amount: String, _ percentage: String, _ expected: String) throws {
        let amount = try #require(Quantity(text: amount))
        let percentage = try #require(Quantity(text: percentage))
        #expect(amount.percent(percentage).description == expected)
    }

    @Test(
        "cents",
        arguments: [
            ("1.875", "1.88"), ("1.874999", "1.87"), ("0.005", "0.01"), ("0.004999", "0"), ("-0.005", "-0.01"),
            ("-1.874999", "-1.87"), ("20.16", "20.16"), ("0", "0"), ("0.995", "1"), ("18.8125", "18.81"),
        ])
    func cents(_ amount: String, _ expected: String) throws {
        #expect(try #require(Quantity(text: amount)).roundedToCents.description == expected)
    }

    @Test("amounts beyond reason end at the largest, they do not trap")
    func extremes() {
        let largest = Quantity(millionths: .max)
        let smallest = Quantity(millionths: .min)
        #expect(largest.percent(Quantity(200)) == largest)
        #expect(largest.percent(largest) == largest && smallest.percent(largest) == Quantity(millionths: -.max))
        // ...775.807 rounds up to ...775.81, which is beyond the largest.
        #expect(largest.roundedToCents == largest && smallest.roundedToCents < .zero)
        #expect(smallest.roundedToCents < .zero)
    }
}
