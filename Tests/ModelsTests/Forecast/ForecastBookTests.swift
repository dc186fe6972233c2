// A book works by place: what it says of many meters must be what it says of each.
import Glibc
import Testing

@testable import Models

@Suite("Forecasts of many meters")
struct ForecastBookTests {
    private typealias Bench = ForecastBench

    private func meters(_ count: Int) -> [CapMeter] {
        (0..<count).map { key in
            let object = CapObject(
                id: ObjectID(network: "acme", kind: .custom, key: "\(key)"), scope: .custom, name: "", timeZone: "UTC")
            return CapMeter(
                object: object, limit: CapLimit(metric: .conversion, period: .daily, maximum: Quantity(300)),
                count: Quantity(0), startedAt: Bench.at(0), expiresAt: Bench.at(24), asOf: Bench.at(0))
        }
    }

    @Test("refresh by refresh, a forecast is the one that a book gives which is asked for this meter alone")
    func alone() throws {
        var random = SeededNumbers(seed: 9)
        var meters = meters(12)
        var (book, alone) = (ForecastBook(), ForecastBook())
        for minute in 1...600 {
            // A forecast stands for a minute at most.
            let now = Bench.at(Double(minute) * 61 / 3600)
            for place in meters.indices {
                meters[place].asOf = now
                let counted = place % 3 == 0 ? 0 : Int(random.next() % 2)
                meters[place].count = (meters[place].count ?? .zero) + Quantity(counted)
            }
            if minute % 50 == 0 { meters.swapAt(0, Int(random.next() % 12)) }
            book.record(meters)
            alone.record(meters)
            let forecasts = book.forecasts(of: meters, at: now)
            #expect(forecasts == meters.map { alone.forecast($0, at: now) })
        }
    }

    @Test("a forecast stands for a while as long as little is counted, and no longer than a minute")
    func stands() throws {
        var meters = meters(40)
        var book = ForecastBook()
        func refresh(_ seconds: Double, _ change: (inout [CapMeter]) -> Void = { _ in }) -> [Forecast?] {
            let now = Bench.at(12 + seconds / 3600)
            for place in meters.indices { meters[place].asOf = now }
            change(&meters)
            book.record(meters)
            return book.forecasts(of: meters, at: now)
        }
        let first = refresh(0) { for place in $0.indices { $0[place].count = Quantity(100 + place) } }
        let second = refresh(2) {
            $0[1].count = Quantity(180)
            $0[2].limit.maximum = Quantity(400)
            $0[3].expiresAt = Bench.at(48)
            $0[4].count = Quantity(125)
            $0[5].count = Quantity(106)
        }
        for place in meters.indices {
            #expect((second[place] == first[place]) == !(1...4).contains(place), "\(place)")
            if (1...4).contains(place) {
                #expect(second[place] == book.forecast(meters[place], at: Bench.at(12 + 2.0 / 3600)))
            }
        }
        let third = refresh(22)
        #expect(third[5] != first[5], "what is counted tells within seconds")
        #expect(refresh(29) == third)
        let last = refresh(90)
        #expect(last == meters.map { book.forecast($0, at: Bench.at(12 + 90.0 / 3600)) })
    }

    @Test("counts far below zero and maxima beyond all counting are forecast like any other")
    func extremes() throws {
        var meters = meters(3)
        var book = ForecastBook()
        for (hour, count) in [(11.0, -9_000_000_000_000), (12.0, -1_000_000_000_000), (12.01, 9_000_000_000_000)] {
            for place in meters.indices {
                meters[place].asOf = Bench.at(hour)
                meters[place].count = Quantity(millionths: Int64(count) * Quantity.scale)
                meters[place].limit.maximum = Quantity(millionths: 9_000_000_000_000 * Quantity.scale)
            }
            book.record(meters)
            #expect(book.forecasts(of: meters, at: Bench.at(hour)).count == 3)
        }
        #expect(book.forecasts(of: meters, at: Bench.at(12.01))[0]?.isTripped == true)
    }

    @Test("a forecast ends with its window, and a trip that was to come by now is due now")
    func ends() throws {
        var meters = meters(1)
        var book = ForecastBook()
        meters[0].count = Quantity(290)
        meters[0].asOf = Bench.at(12)
        book.record(meters)
        let first = try #require(book.forecasts(of: meters, at: Bench.at(12))[0]?.tripsAt)
        let later = first.adding(seconds: 60)
        #expect(book.forecasts(of: meters, at: later)[0]?.tripsAt == later)
        #expect(book.forecasts(of: meters, at: Bench.at(24)) == [nil])
    }

    @Test("the probability of a trip is that of the distribution, as the error function of the C library has it")
    func errorFunction() {
        // Two years of hours at one rate; the lanes of even traffic alone.
        var memories = RateMemories()
        _ = memories.note(TrafficBlock(count: 40, hours: 8, rhythmHours: 8, passed: 8), span: 24, dispersion: 1)
        let estimates = RateEstimates(memories, span: 24, dispersion: 1)
        for remaining in [Float(1), 10, 100, 1_000] {
            let distribution = TripDistribution(
                estimates: estimates, profile: nil, dispersion: 1, span: 24, now: Bench.at(0), remaining: remaining)
            for hours in [0.01, 0.5, 2, 20, 400, 9_000] {
                let exact = exactProbability(estimates, remaining: Double(remaining), hours: hours)
                #expect(abs(distribution.probability(by: Bench.at(hours)) - exact) < 2e-5)
            }
        }
    }

    /// Paulson's approximation in double precision, lane by lane.
    private func exactProbability(_ estimates: RateEstimates, remaining: Double, hours: Double) -> Double {
        let unknown = 0.25 * hours * hours / (hours * hours + 16) / (1 + hours / 48)
        return (0..<8).reduce(0) { sum, lane in
            let weight = Double(estimates.weights[lane])
            guard weight > 0.0005 else { return sum }
            let doubt = 1 / Double(estimates.shapes[lane])
            let memory = 24 * [1.0 / 96, 1.0 / 24, 1.0 / 6, 1][lane % 4]
            let variance = min(doubt * (1 + hours / (3 * memory)) + unknown, 5)
            let root = cubeRoot(Double(estimates.rates[lane]) * hours / remaining)
            let deviation = root * (1 - min(doubt, 5) / 9) - (1 - 1 / (9 * remaining))
            let spread = (root * root * variance / 9 + 1 / (9 * remaining)).squareRoot()
            return sum + weight * 0.5 * complementaryError(-deviation / spread / 2.0.squareRoot())
        }
    }
}

private func cubeRoot(_ x: Double) -> Double { cbrt(x) }
private func complementaryError(_ x: Double) -> Double { erfc(x) }
