// The order of risk: tripped, then by how soon, then by utilisation.
import Models
import Testing

@Suite("Sorting by risk")
struct RiskOrderTests {
    private typealias Bench = ForecastBench

    private func meter(_ key: String, _ count: Int?, of maximum: Int?, isEnabled: Bool = true) -> CapMeter {
        CapMeter(
            object: CapObject(
                id: ObjectID(network: "acme", kind: .custom, key: key), scope: .custom, name: key, isEnabled: isEnabled,
                timeZone: "UTC"),
            limit: CapLimit(metric: .conversion, period: .daily, maximum: maximum.map { Quantity($0) }),
            count: count.map { Quantity($0) }, startedAt: Bench.at(0), expiresAt: Bench.at(24), asOf: Bench.at(12))
    }

    /// Half the day is over: what has more than half of its maximum trips before the reset.
    private var meters: [CapMeter] {
        [
            meter("calm", 300, of: 1_000), meter("off", 2_000, of: 1_000, isEnabled: false),
            meter("late", 600, of: 1_000),
            meter("at", 1_000, of: 1_000), meter("unknown", nil, of: 1_000), meter("soon", 900, of: 1_000),
            meter("over", 1_100, of: 1_000), meter("idle", 0, of: 1_000), meter("calmer", 200, of: 1_000),
        ]
    }

    private func keys(_ sort: CapSort, _ book: ForecastBook) -> [String] {
        let meters = meters
        return sort.places(of: meters) { book.forecast(meters[$0], at: Bench.at(12)) }.map { meters[$0].object.name }
    }

    @Test("over, at the limit, soonest trip, utilisation, and last what has none")
    func order() {
        var book = ForecastBook()
        book.record(meters)
        #expect(
            keys(CapSort(.risk), book) == ["over", "at", "soon", "late", "calm", "calmer", "idle", "off", "unknown"])
        #expect(
            keys(CapSort(.risk, isDescending: false), book) == [
                "idle", "calmer", "calm", "late", "soon", "at", "over", "off", "unknown",
            ])
    }

    @Test("an empty meter that trips sooner stands above a fuller one")
    func soonBeforeFull() {
        let full = meter("full", 990, of: 2_000)
        let fast = meter("fast", 40, of: 100)
        var book = ForecastBook()
        book.record([full, fast])
        var later = fast
        later.asOf = Bench.at(12.5)
        later.count = Quantity(95)
        book.record([later])
        let meters = [full, later]
        let places = CapSort(.risk).places(of: meters) { book.forecast(meters[$0], at: Bench.at(12.5)) }
        #expect(places == [1, 0])
    }

    @Test("without forecasts risk is utilisation, and other keys never ask for one")
    func withoutForecasts() {
        let expected = ["over", "at", "soon", "late", "calm", "calmer", "idle", "off", "unknown"]
        #expect(keys(CapSort(.risk), ForecastBook()) == expected)
        let sorted = meters.sorted { CapSort(.risk).areInOrder($0, $1) }
        #expect(sorted.map(\.object.name) == expected)
        var questions = 0
        _ = CapSort(.utilisation).places(of: meters) { _ in
            questions += 1
            return nil
        }
        #expect(questions == 0)
        _ = CapSort(.risk).places(of: meters) { _ in
            questions += 1
            return nil
        }
        #expect(questions == meters.count)
    }
}
