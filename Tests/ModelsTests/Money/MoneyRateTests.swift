// What each payout and revenue type earns a conversion (Everflow reference, 6.2, 9.2). Expected values by hand.

import Models
import Testing

@Suite("money rates")
struct MoneyRateTests {
    private func rate(_ type: String, _ amount: String, _ percentage: Int) -> MoneyRate {
        MoneyRate(type: type, amount: Quantity(text: amount), percentage: Quantity(percentage))
    }

    @Test(
        "a conversion with a sale of 120.50 and a revenue of 21.50",
        arguments: [
            ("cpa", "15", 8, "15"), ("cps", "15", 8, "9.64"), ("cpa_cps", "5", 8, "14.64"), ("prv", "5", 70, "15.05"),
            ("cpc", "0.15", 8, "0"), ("cpm", "2", 8, "0"), ("rpa", "21.5", 8, "21.5"), ("rps", "1", 10, "12.05"),
            ("rpa_rps", "1.5", 10, "13.55"), ("rpc", "0.2", 0, "0"), ("rpm", "3", 0, "0"), ("blank", "9", 9, "0"),
            ("null_value", "9", 9, "0"), ("", "9", 9, "0"),
        ])
    func earned(_ type: String, _ amount: String, _ percentage: Int, _ expected: String) {
        let found = rate(type, amount, percentage)
            .perConversion(sale: Quantity(text: "120.5"), revenue: Quantity(text: "21.5"))
        #expect(found?.description == expected)
    }

    @Test("what depends on an unknown sale or revenue is unknown, the rest is not")
    func unknown() {
        #expect(rate("cps", "0", 8).perConversion(sale: nil, revenue: Quantity(1)) == nil)
        #expect(rate("prv", "0", 8).perConversion(sale: Quantity(1), revenue: nil) == nil)
        #expect(rate("cps", "0", 0).perConversion(sale: nil, revenue: nil) == .zero)
        #expect(rate("cpa_cps", "5", 0).perConversion(sale: nil, revenue: nil) == Quantity(5))
        #expect(rate("cpa", "5", 8).perConversion(sale: nil, revenue: nil) == Quantity(5))
        #expect(rate("tripled", "5", 8).perConversion(sale: Quantity(1), revenue: Quantity(1)) == nil)
    }

    @Test("clicks earn by cpc and rpc alone")
    func clicks() {
        #expect(rate("cpc", "0.15", 0).perClick == Quantity(text: "0.15"))
        #expect(rate("rpc", "0.2", 0).perClick == Quantity(text: "0.2") && rate("cpa", "5", 0).perClick == .zero)
    }

    @Test("which types need an amount, a percentage or both")
    func needs() {
        let kinds = MoneyRate.Kind.allCases
        #expect(
            kinds.filter(\.needsAmount).map(\.rawValue) == [
                "cpc", "cpa", "cpm", "cpa_cps", "rpc", "rpa", "rpm", "rpa_rps",
            ])
        #expect(kinds.filter(\.needsPercentage).map(\.rawValue) == ["cps", "cpa_cps", "prv", "rps", "rpa_rps"])
    }

    @Test("rates read as words")
    func words() {
        #expect(rate("cpa", "18", 0).text == "cpa 18" && rate("cps", "0", 8).text == "cps 8 % of the sale")
        #expect(rate("cpa_cps", "5", 8).text == "cpa_cps 5 + 8 % of the sale")
        #expect(
            rate("prv", "0", 70).text == "prv 70 % of the revenue" && rate("cpc", "0.15", 0).text == "cpc 0.15 a click")
        #expect(rate("rpm", "3", 0).text == "rpm 3 a thousand impressions" && rate("blank", "0", 0).text == "blank")
    }
}
