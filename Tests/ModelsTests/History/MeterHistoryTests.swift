// Trends and courses against increments that were put into the samples by hand.
import Models
import Testing

@Suite("A meter's recent history")
struct MeterHistoryTests {
    private static let hour: Int64 = 3_600_000
    /// 2026-03-10T20:20:41Z.
    private let until = Timestamp(seconds: 1_773_174_041)

    /// Minutes before `until`, with a count.
    private func samples(_ shown: [(minutesAgo: Int64, count: Int)]) -> [MeterSample] {
        shown.map { MeterSample(at: ago($0.minutesAgo), count: Quantity($0.count), maximum: Quantity(40)) }
    }

    private func ago(_ minutes: Int64) -> Timestamp { until.adding(seconds: -minutes * 60) }

    /// Every `step` minutes from so long ago until so long ago.
    private func instants(_ from: Int64, to: Int64 = 0, step: Int64 = 10) -> [Timestamp] {
        stride(from: from, through: to, by: -Int(step)).map(ago)
    }

    @Test("a day's trend has what came in each two hours, nothing where nothing came")
    func increments() {
        // 1, 2, ... 12 in two hours each, an hour into them; 0 in the fourth and the last.
        var count = 5
        var shown: [(minutesAgo: Int64, count: Int)] = [(1440, count)]
        for part in 0..<12 where part != 3 && part != 11 {
            count += part + 1
            shown.append((Int64(1440 - part * 120 - 60), count))
        }
        let trend = MeterTrend(
            samples: samples(shown), sampledAt: instants(1440), until: until, span: 24 * Self.hour)
        #expect(trend.increments == [1, 2, 3, 0, 5, 6, 7, 8, 9, 10, 11, 0])
    }

    @Test("after a reset what is shown has come since; a fall to nothing brings nothing")
    func reset() {
        let shown: [(minutesAgo: Int64, count: Int)] = [(60, 30), (52, 38), (47, 0), (42, 3), (3, 2)]
        let trend = MeterTrend(
            samples: samples(shown), sampledAt: instants(60, step: 1), until: until, span: Self.hour)
        #expect(trend.increments == [0, 8, 0, 3, 0, 0, 0, 0, 0, 0, 0, 2])
    }

    @Test("what came while nobody looked is not put anywhere, and those parts are not known")
    func gap() {
        // Looked from 60 to 40 minutes ago, and again from 20 minutes ago, when 9 more had come.
        let shown: [(minutesAgo: Int64, count: Int)] = [(60, 1), (50, 4), (40, 4), (20, 13), (12, 15), (0, 15)]
        let seen = instants(60, to: 40, step: 1) + instants(20, step: 1)
        let trend = MeterTrend(samples: samples(shown), sampledAt: seen, until: until, span: Self.hour)
        #expect(trend.increments == [0, 3, 0, 0, nil, nil, nil, 0, 0, 2, 0, 0])
    }

    @Test("before a meter was first seen nothing is known of it, and without samples nothing at all")
    func young() {
        let trend = MeterTrend(
            samples: samples([(22, 100), (21, 101)]), sampledAt: instants(60, step: 1), until: until, span: Self.hour)
        #expect(trend.increments == [nil, nil, nil, nil, nil, nil, nil, 1, 0, 0, 0, 0])
        let empty = MeterTrend(samples: [], sampledAt: instants(60), until: until, span: Self.hour)
        #expect(empty.increments.allSatisfy { $0 == nil })
    }

    @Test("windows of up to an hour look back an hour, longer ones a day")
    func spans() {
        for period in [
            CapPeriod(unit: .minute, length: 15), CapPeriod(unit: .minute, length: 60), CapPeriod(unit: .hour),
        ] {
            #expect(MeterTrend.span(of: period) == Self.hour)
        }
        for period in [
            CapPeriod(unit: .hour, length: 2), .daily, .monthly, .global, CapPeriod(unit: .minute, length: 90),
        ] {
            #expect(MeterTrend.span(of: period) == 24 * Self.hour)
        }
    }

    @Test("a course is broken where the network was not sampled, and nowhere else")
    func runs() {
        let shown: [(minutesAgo: Int64, count: Int)] = [(300, 0), (180, 7), (120, 7), (60, 20), (0, 20)]
        let seen = instants(300, to: 120) + instants(60)
        let course = MeterCourse(samples: samples(shown), sampledAt: seen, from: ago(300), to: until)
        #expect(course.runs == [samples([(300, 0), (180, 7), (120, 7)]), samples([(60, 20), (0, 20)])])
        #expect(course.highest == Quantity(20))
        let whole = MeterCourse(samples: samples(shown), sampledAt: instants(300), from: ago(300), to: until)
        #expect(whole.runs == [samples(shown)])
    }

    @Test("a long course keeps the last sample of each part, its ends, and no more than asked for")
    func thinned() throws {
        let shown = (0...3000).map { (minutesAgo: Int64(3000 - $0), count: $0) }
        let course = MeterCourse(
            samples: samples(shown), sampledAt: instants(3000, step: 1), from: ago(3000), to: until, most: 100)
        let run = try #require(course.runs.first)
        #expect(course.runs.count == 1 && run.count <= 101)
        #expect(run.first?.count == .zero && run.last?.count == Quantity(3000))
        // 99 parts of 3000 minutes are 30.3 minutes each.
        #expect(zip(run, run.dropFirst()).allSatisfy { $1.at.milliseconds(since: $0.at) <= 31 * 60_000 })
        #expect(run.allSatisfy { $0.count == Quantity(Int(3000 + $0.at.milliseconds(since: until) / 60_000)) })
    }
}
