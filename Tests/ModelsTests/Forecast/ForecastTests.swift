// What a forecast says of simple meters, checked by arithmetic.
import Models
import Testing

@Suite("Forecast of one meter")
struct ForecastTests {
    private typealias Bench = ForecastBench

    private func steady(maximum: Int?, perHour: Double = 20, until end: Double = 10) -> ForecastBench {
        var bench = Bench(maximum: maximum)
        bench.read(from: 0, to: end, count: 0, perHour: perHour)
        return bench
    }

    @Test("another maximum is reached at the same pace, or not before the reset")
    func otherMaximum() throws {
        // Twenty an hour, 200 at ten: 400 come by eight in the evening, 600 not on this day.
        for first in [300, 2_000] {
            let forecast = try #require(steady(maximum: first).forecast(at: 10))
            let trip = try #require(Bench.hour(forecast.trip(maximum: Quantity(400), insteadOf: Quantity(first))))
            #expect(abs(trip - 20) < 1)
            #expect(forecast.trip(maximum: Quantity(600), insteadOf: Quantity(first)) == nil)
            #expect(forecast.trip(maximum: Quantity(200), insteadOf: Quantity(first)) == Bench.at(10))
        }
    }

    @Test("a steady meter trips when what is left has come, with the range around it")
    func steadyTrip() throws {
        let forecast = try #require(steady(maximum: 300).forecast(at: 10))
        let trip = try #require(Bench.hour(forecast.tripsAt))
        #expect(abs(trip - 15) < 0.5)
        let (earliest, latest) = (Bench.hour(forecast.tripsAtEarliest) ?? 0, Bench.hour(forecast.tripsAtLatest) ?? 99)
        #expect(10 < earliest && earliest < trip && trip < latest && latest < 24)
        #expect(forecast.tripsAt != nil && forecast.tripProbability > 0.9 && forecast.tripProbability <= 1)
        #expect(forecast.resetsAt == Bench.at(24))
        #expect(abs((forecast.countAtReset ?? 0) - 480) < 30)
    }

    @Test("a meter that has far to go resets first")
    func resetsFirst() throws {
        let forecast = try #require(steady(maximum: 2_000).forecast(at: 10))
        #expect(forecast.tripsAt == nil && forecast.tripsAtEarliest == nil && forecast.tripsAtLatest == nil)
        #expect(forecast.tripsAt == nil && forecast.tripProbability < 0.05)
    }

    @Test("raising the maximum moves the trip, without a sample in between")
    func raise() throws {
        let track = steady(maximum: 300).track
        let trips = [250, 300, 350, 400].map { maximum in
            Bench.hour(
                Forecast(track, maximum: Quantity(maximum), window: Bench.day, at: Bench.at(10))?.tripsAt) ?? 99
        }
        #expect(zip(trips, [12.5, 15, 17.5, 20]).allSatisfy { abs($0 - $1) < 0.8 })
    }

    @Test("what is at its maximum or over it has tripped and trips no more")
    func tripped() throws {
        for maximum in [200, 150] {
            let forecast = try #require(steady(maximum: maximum).forecast(at: 10))
            #expect(forecast.isTripped && forecast.tripProbability == 1 && forecast.tripsAt == nil)
        }
    }

    @Test("without a maximum, or with one of nothing, there is a rate and no trip")
    func noMaximum() throws {
        for maximum in [nil, 0] {
            let forecast = try #require(steady(maximum: maximum).forecast(at: 10))
            #expect(abs((forecast.ratePerHour ?? 0) - 20) < 2)
            #expect(
                !forecast.isTripped && forecast.tripProbability == 0 && forecast.tripsAt == nil && forecast.pace == nil)
        }
    }

    @Test("a meter that never resets trips when it trips, with no pace to keep")
    func global() throws {
        var bench = Bench(window: nil, maximum: 1_400)
        bench.read(from: 0, to: 20, count: 1_000, perHour: 5)
        let forecast = try #require(bench.forecast(at: 20))
        #expect(abs((Bench.hour(forecast.tripsAt) ?? 0) - 80) < 12)
        #expect(forecast.resetsAt == nil && forecast.pace == nil && forecast.countAtReset == nil)
    }

    @Test(
        "what never resets and was not seen to count has neither rate nor trip, however near its maximum",
        arguments: [(CapMetric.conversion, 0, 1), (CapMetric.conversion, 152, 153), (CapMetric.revenue, 4_309, 4_536)])
    func unseen(metric: CapMetric, count: Int, maximum: Int) throws {
        var bench = Bench(window: nil, metric: metric, maximum: maximum)
        for second in stride(from: 0.0, through: 300, by: 2) {
            bench.read(count, at: 10 + second / 3_600)
            let forecast = try #require(bench.forecast(at: 10 + second / 3_600))
            #expect(forecast.tripsAt == nil && forecast.tripsAtEarliest == nil && forecast.tripProbability == 0)
            #expect(forecast.ratePerHour == nil && !forecast.isTripped)
        }
    }

    @Test("money that never resets trips once it has been seen to count")
    func seen() throws {
        var bench = Bench(window: nil, metric: .revenue, maximum: 4_536)
        bench.read(4_309, at: 10)
        bench.read(4_309, at: 10.1)
        bench.read(4_350, at: 10.2)
        let forecast = try #require(bench.forecast(at: 10.2))
        #expect((forecast.ratePerHour ?? 0) > 0)
        #expect((Bench.hour(forecast.tripsAt) ?? 0) > 10.2)
    }

    @Test("a window in which nothing has come yet goes on so, and does not trip at a maximum of one")
    func emptyWindow() throws {
        var bench = Bench(maximum: 1)
        bench.read(0, at: 0.1)
        bench.read(0, at: 0.2)
        let forecast = try #require(bench.forecast(at: 0.2))
        #expect(forecast.ratePerHour == 0 && forecast.countAtReset == 0)
        #expect(forecast.tripsAt == nil && forecast.tripProbability == 0)
    }

    @Test("one event in the first half minute is no rate of hundreds an hour")
    func firstSeconds() {
        var bench = Bench(window: nil, maximum: 1_000)
        bench.read(500, at: 10)
        bench.read(501, at: 10 + 30.0 / 3_600)
        let rate = bench.rate(at: 10 + 30.0 / 3_600)
        #expect(rate > 1 && rate < 20)
    }

    @Test("pace is utilisation by elapsed share")
    func pace() throws {
        var bench = Bench(maximum: 100)
        bench.read(50, at: 6)
        let forecast = try #require(bench.forecast(at: 6))
        #expect(forecast.elapsedShare == 0.25 && forecast.expectedShare == 0.25)
        #expect(forecast.pace == 2 && forecast.rhythmPace == 2)
    }

    @Test("an ended window has no forecast, nor has a meter never sampled")
    func none() {
        #expect(steady(maximum: 300).forecast(at: 24) == nil)
        #expect(Bench().forecast(at: 5) == nil)
    }

    @Test("a trip that was due while captop saw nothing is due now")
    func overdue() throws {
        let forecast = try #require(steady(maximum: 210).forecast(at: 13))
        #expect(forecast.tripsAt == Bench.at(13))
    }

    @Test("three days of working hours tell that a morning's count is ahead of nothing")
    func rhythm() throws {
        var bench = Bench(maximum: 500)
        // From 9 to 18, 40 an hour; a pause at night.
        for day in -3...0 {
            let midnight = Double(day) * 24
            bench.window = CapWindow(startedAt: Bench.at(midnight), endsAt: Bench.at(midnight + 24))
            bench.read(from: midnight + 0.05, to: midnight + 9, count: 0, perHour: 0)
            if day == 0 { break }
            bench.read(from: midnight + 9.1, to: midnight + 18, count: 4, perHour: 40)
            bench.read(from: midnight + 18.1, to: midnight + 23.9, count: 360, perHour: 0)
        }
        bench.maximum = Quantity(200)
        let forecast = try #require(bench.forecast(at: 9))
        // 200 at 40 an hour from 9 on.
        #expect(abs((Bench.hour(forecast.tripsAt) ?? 0) - 14) < 1.5)
        #expect((forecast.expectedShare ?? 1) < 0.1)
        #expect(forecast.elapsedShare == 0.375)
    }

    @Test("a book forecasts what it was shown, and forgets nothing that may come back")
    func book() throws {
        let object = CapObject(
            id: ObjectID(network: "acme", kind: .custom, key: "412"), scope: .custom, name: "Ramp", timeZone: "UTC")
        var meter = CapMeter(
            object: object, limit: CapLimit(metric: .conversion, period: .daily, maximum: Quantity(40)),
            count: Quantity(20),
            startedAt: Bench.at(0), expiresAt: Bench.at(24), asOf: Bench.at(8))
        var book = ForecastBook()
        #expect(book.forecast(meter, at: Bench.at(8)) == nil)
        book.record([meter])
        #expect(abs((Bench.hour(book.forecast(meter, at: Bench.at(8))?.tripsAt) ?? 0) - 16) < 1.5)
        meter.asOf = Bench.at(9)
        book.record([])
        book.record([meter])
        #expect(book.forecast(meter, at: Bench.at(9))?.basedOn.at == Bench.at(9))
        #expect(book.forecast(meter, at: Bench.at(24)) == nil)
        meter.count = nil
        book.record([meter])
        #expect(book.forecast(meter, at: Bench.at(9)) == nil)
    }

    @Test("of a cap whose window is not known, or is of a unit that captop does not know, nothing is said")
    func unknownWindow() throws {
        let object = CapObject(
            id: ObjectID(network: "leads", kind: .cap, key: "1"), scope: .flow, name: "Cap", timeZone: "UTC")
        func forecast(_ period: CapPeriod, from start: Timestamp?, to end: Timestamp?) -> Forecast? {
            let meter = CapMeter(
                object: object, limit: CapLimit(metric: .lead, period: period, maximum: Quantity(400)),
                count: Quantity(144), startedAt: start, expiresAt: end, asOf: Bench.at(10))
            return Forecast(meter, steady(maximum: 400).track, at: Bench.at(10))
        }
        #expect(forecast(.daily, from: Bench.at(0), to: Bench.at(24)) != nil)
        #expect(forecast(.daily, from: nil, to: Bench.at(24)) == nil)
        #expect(forecast(CapPeriod(unit: .other("fortnight")), from: nil, to: nil) == nil)
        #expect(forecast(.global, from: nil, to: nil) != nil)
    }

    @Test("a forecast is of its own window: once that has ended, it is none")
    func ended() throws {
        let forecast = try #require(steady(maximum: 300).forecast(at: 10))
        #expect(forecast.current(at: Bench.at(23.9)) == forecast && forecast.current(at: Bench.at(24)) == nil)
    }

    @Test("a book that reads stored samples says what one says that saw them happen")
    func replay() throws {
        var bench = Bench(maximum: 300)
        bench.read(from: 0, to: 10, count: 0, perHour: 20)
        let series = SampleSeries(
            (0...100).reversed().map { step in
                MeterSample(at: Bench.at(Double(step) / 10), count: Quantity(step * 2), maximum: Quantity(300))
            })
        let object = CapObject(
            id: ObjectID(network: "acme", kind: .custom, key: "1"), scope: .custom, name: "Cap", timeZone: "UTC")
        let meter = CapMeter(
            object: object, limit: CapLimit(metric: .conversion, period: .daily, maximum: Quantity(300)),
            count: Quantity(200), startedAt: Bench.at(0), expiresAt: Bench.at(24), asOf: Bench.at(10))
        var book = ForecastBook()
        book.replay(series, of: meter) { CapWindow.containing($0, period: .daily, calendar: .utc) }
        #expect(book.forecast(meter, at: Bench.at(10)) == bench.forecast(at: 10))
    }
}
