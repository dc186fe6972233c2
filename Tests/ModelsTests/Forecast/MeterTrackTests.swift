// What the track makes of counters that reset, fall, stand still and go unseen: the rate must be that of the traffic.
import Models
import Testing

@Suite("Rates from counters that misbehave")
struct MeterTrackTests {
    private typealias Bench = ForecastBench

    private func isNear(_ value: Double, _ expected: Double, within share: Double = 0.1) -> Bool {
        abs(value - expected) <= share * expected
    }

    @Test("one sample gives the window's average")
    func oneSample() {
        var bench = Bench()
        bench.read(48, at: 12)
        #expect(isNear(bench.rate(at: 12), 4))
    }

    @Test("a steady counter has its own rate")
    func steady() {
        var bench = Bench(maximum: 1_000)
        bench.read(from: 0, to: 10, count: 0, perHour: 20)
        #expect(isNear(bench.rate(at: 10), 20))
    }

    @Test("a new window goes on at the old window's rate")
    func reset() {
        var bench = Bench(maximum: 1_000)
        bench.read(from: 0, to: 23.9, count: 0, perHour: 20)
        bench.window = CapWindow(startedAt: Bench.at(24), endsAt: Bench.at(48))
        bench.read(2, at: 24.1)
        #expect(isNear(bench.rate(at: 24.1), 20))
        #expect(bench.forecast(at: 24.1)?.basedOn.count == Quantity(2))
    }

    @Test("yesterday's count shown after the reset is not traffic")
    func lateReset() {
        var bench = Bench(maximum: 1_000)
        bench.read(from: 0, to: 23.9, count: 0, perHour: 20)
        bench.window = CapWindow(startedAt: Bench.at(24), endsAt: Bench.at(48))
        bench.read(478, at: 24.01)
        bench.read(479, at: 24.1)
        bench.read(4, at: 24.2)
        #expect(isNear(bench.rate(at: 24.2), 20))
    }

    @Test("a count that is taken back, a counter set to nothing and a limit edited leave the rate as it was")
    func falls() {
        var bench = Bench(maximum: 1_000)
        bench.read(from: 0, to: 6, count: 0, perHour: 20)
        bench.read(100, at: 6.05)
        bench.read(from: 6.1, to: 9, count: 100, perHour: 20)
        bench.read(0, at: 9.05)
        bench.maximum = Quantity(60)
        bench.read(from: 9.1, to: 10, count: 0, perHour: 20)
        #expect(isNear(bench.rate(at: 10), 20))
    }

    @Test("what stands at its limit is turned away, not gone")
    func heldAtLimit() {
        var bench = Bench(maximum: 100)
        bench.read(from: 0, to: 5, count: 0, perHour: 20)
        bench.read(from: 5.1, to: 20, count: 100, perHour: 0)
        bench.maximum = Quantity(200)
        bench.read(100, at: 20.1)
        let forecast = bench.forecast(at: 20.1)
        #expect(isNear(forecast?.ratePerHour ?? 0, 20, within: 0.2))
        #expect(forecast?.isTripped == false)
    }

    @Test("hours that captop did not see count with what came in them")
    func gap() {
        var bench = Bench(maximum: 1_000)
        bench.read(from: 0, to: 4, count: 0, perHour: 20)
        bench.read(from: 12, to: 14, count: 240, perHour: 20)
        #expect(isNear(bench.rate(at: 14), 20))
    }

    @Test("repeated and late samples change nothing")
    func late() {
        var bench = Bench(maximum: 1_000)
        bench.read(from: 0, to: 10, count: 0, perHour: 20)
        let before = bench.track
        bench.read(200, at: 10)
        bench.read(199, at: 9.99)
        #expect(bench.track == before)
    }

    @Test("after a clock that was set back counting starts anew from there")
    func clockSetBack() {
        var bench = Bench(window: nil, maximum: 1_000)
        bench.read(from: 100, to: 110, count: 0, perHour: 20)
        bench.read(from: 50, to: 60, count: 210, perHour: 20)
        #expect(isNear(bench.rate(at: 60), 20))
    }

    @Test("traffic that has stopped has no rate an hour or two later")
    func stop() {
        var bench = Bench(maximum: 1_000)
        bench.read(from: 0, to: 10, count: 0, perHour: 20)
        bench.read(from: 10.1, to: 13, count: 200, perHour: 0)
        #expect(bench.rate(at: 13) < 3)
        #expect(bench.forecast(at: 13)?.tripsAt == nil)
    }

    @Test("money has the rate of its amounts, and few large ones make a wider range than many small ones")
    func money() throws {
        var large = Bench(window: nil, metric: .payout, maximum: 3_000)
        var small = large
        for hour in 0...10 {
            large.read(hour * 100, at: Double(hour))
            for part in 0..<100 where hour < 10 {
                small.read(hour * 100 + part, at: Double(hour) + Double(part) / 100)
            }
        }
        #expect(isNear(large.rate(at: 10), 100))
        #expect(isNear(small.rate(at: 10), 100))
        let range = { (bench: Bench) throws -> Int64 in
            let forecast = try #require(bench.forecast(at: 10))
            return try #require(forecast.tripsAtLatest).milliseconds(since: try #require(forecast.tripsAtEarliest))
        }
        #expect(try range(large) > range(small))
    }

    @Test("a meter is remembered in a few hundred bytes, whatever it has seen")
    func size() {
        #expect(MemoryLayout<MeterTrack>.size <= 400)
    }
}
