// Which history is asked for: that of the rows in view, one question at a time; and what is drawn of it.
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct HistoryInViewTests {
    private func desk(width: Int = 200, height: Int = 50, filter: String = "") -> Operating {
        var desk = Operating(filter: filter)
        desk.state.history = HistoryState(isKept: true)
        desk.act(.resized(width: width, height: height))
        return desk
    }

    private func requests(_ desk: Operating) -> [HistoryRequest] {
        desk.effects.compactMap { if case .readHistory(let request) = $0 { request } else { nil } }
    }

    /// Answers the last question: every trend 1, 2, ... 12.
    private func answer(_ desk: inout Operating, course: MeterCourse? = nil) {
        guard let request = requests(desk).last else { return }
        var answer = HistoryAnswer(request: request, course: course)
        for id in request.trends { answer.trends[id] = trend() }
        desk.act(.historyRead(answer))
    }

    private func trend() -> MeterTrend {
        // An hour of one sample a minute in which 1, 2, ... 12 came in five minutes each.
        var count = 0
        let samples = (0...60).map { minute -> MeterSample in
            if minute > 0, minute % 5 == 0 { count += minute / 5 }
            return MeterSample(at: Sample.now.adding(seconds: Int64(minute - 60) * 60), count: Quantity(count))
        }
        return MeterTrend(samples: samples, sampledAt: samples.map(\.at), until: Sample.now, span: 3_600_000)
    }

    @Test("of thousands of meters those in view are asked about, each once")
    func bounded() {
        var snapshot = Sample.acmeSnapshot()
        snapshot.meters = (0..<3_000).map {
            Sample.meter(Sample.custom("\($0)", Sample.harbor, Sample.kettle), .click, .daily, $0 % 90, of: 100)
        }
        var desk = desk(filter: "acme")
        desk.act(.loaded(snapshot), after: 10)
        for _ in 0..<4 { answer(&desk) }
        let shown = idsInView(desk)
        #expect(shown.count > 10 && requests(desk).flatMap(\.trends) == shown)
        let asked = requests(desk).count
        for _ in 0..<10 { desk.act(.tick, after: 18) }
        #expect(requests(desk).count == asked, "what is known is not asked again at once")
        // The first page leads to the last row in view, the second beyond it. The charts of both rows come first.
        desk.press("page-down", "page-down")
        #expect(requests(desk).count == asked + 1)
        for _ in 0..<2 { answer(&desk) }
        let others = idsInView(desk).filter { !shown.contains($0) }
        #expect(!others.isEmpty && requests(desk).last?.trends == others)
    }

    @Test("all trends are read again together, when the minute turns")
    func freshness() {
        var history = HistoryState(isKept: true)
        let ids = Sample.acmeSnapshot().meters.map(\.id)
        // At 41, 45, 49, 53 and 57 seconds of a minute.
        for (place, id) in ids.enumerated() {
            let request = HistoryRequest(network: Sample.acme, until: Sample.now, trends: [id])
            history.take(HistoryAnswer(request: request), at: Sample.now.adding(seconds: Int64(place) * 4))
        }
        func due(after seconds: Int64) -> [MeterID] {
            ids.filter { history.isTrendDue($0, at: Sample.now.adding(seconds: seconds)) }
        }
        #expect(due(after: 18).isEmpty && due(after: 19) == ids && due(after: 78) == ids)
    }

    private func idsInView(_ desk: Operating) -> [MeterID] {
        let first = desk.state.caps.first
        return (first..<first + desk.state.layout.visibleRows(of: .caps)).compactMap { desk.state.cap(onLine: $0)?.id }
    }

    @Test("the trends of a few screens are kept, those that came last among them")
    func kept() {
        var history = HistoryState(isKept: true)
        let trend = trend()
        let screens = (0..<100).map { screen in
            (0..<50).map { row -> MeterID in
                let cap = Sample.custom("\(screen)-\(row)", Sample.harbor, Sample.kettle)
                return Sample.meter(cap, .click, .daily, 1, of: 2).id
            }
        }
        for ids in screens {
            var answer = HistoryAnswer(
                request: HistoryRequest(network: Sample.acme, until: Sample.now, trends: ids))
            for id in ids { answer.trends[id] = trend }
            history.take(answer, at: Sample.now)
            #expect(ids.allSatisfy { history.trend(of: $0) != nil })
        }
        let kept = screens.joined().count { history.trend(of: $0) != nil }
        #expect(kept <= 1_000, "of 5,000")
    }

    @Test("one question at a time, and the next when the answer has come")
    func oneAtATime() {
        var desk = desk()
        #expect(requests(desk).count == 1 && requests(desk)[0].course?.id == desk.state.selectedCap?.id)
        desk.press("down", "down", "down")
        #expect(requests(desk).count == 1)
        answer(&desk)
        #expect(requests(desk).count == 2 && requests(desk)[1].course?.id == desk.state.selectedCap?.id)
    }

    @Test("a refresh may be on screen before it is recorded: no samples are asked for again, also of a still clock")
    func notYetRecorded() throws {
        var desk = desk(width: 80, height: 24, filter: "412 conv")
        desk.press("c")
        let start = try #require(requests(desk).last?.course).from
        answer(&desk, course: MeterCourse(samples: [], sampledAt: [], from: start, to: Sample.now))
        let asked = requests(desk).count
        #expect(desk.shows("no samples of this window yet"))
        desk.act(.tick, after: 2)
        #expect(requests(desk).count == asked + 1, "the networks' clocks stand still")
        let samples = [MeterSample(at: Sample.now, count: Quantity(39), maximum: Quantity(40))]
        answer(&desk, course: MeterCourse(samples: samples, sampledAt: [Sample.now], from: start, to: Sample.now))
        #expect(desk.shows("counted"))
        desk.act(.tick, after: 2)
        #expect(requests(desk).count == asked + 1)
    }

    @Test("the course of a neighbour is asked for last, so that whoever moves on sees the chart at once")
    func neighbours() throws {
        var desk = desk(width: 120, height: 60)
        desk.press("down")
        while requests(desk).last?.course?.id != desk.state.selectedCap?.id { answer(&desk) }
        answer(&desk)
        #expect(requests(desk).last?.course?.id == desk.state.cap(onLine: 2)?.id, "that of line 0 is known")
        let samples = [MeterSample(at: Sample.now, count: Quantity(1))]
        let start = Sample.now.adding(seconds: -60)
        answer(&desk, course: MeterCourse(samples: samples, sampledAt: [Sample.now], from: start, to: Sample.now))
        let asked = requests(desk).count
        desk.press("down")
        #expect(desk.shows("counted"))
        #expect(requests(desk).count == asked + 1, "only the next neighbour is unknown")
        #expect(requests(desk).last?.course?.id == desk.state.cap(onLine: 3)?.id)
    }

    @Test("what somebody who has just moved misses is awaited; what is read again or out of view waits")
    func awaited() throws {
        var desk = desk(width: 120, height: 60)
        desk.press("down")
        func isAwaited() -> Bool {
            requests(desk).last.map { desk.state.isAwaited(HistoryAnswer(request: $0)) } ?? false
        }
        while requests(desk).last?.course?.id != desk.state.selectedCap?.id { answer(&desk) }
        #expect(isAwaited(), "the chart of the selected row")
        answer(&desk)
        #expect(!isAwaited(), "that of its neighbour")
        desk.press("down")
        #expect(isAwaited(), "the neighbour is the selected row before its chart has come")
        answer(&desk)
        while requests(desk).last?.isAwaited == true {
            let asked = requests(desk).count
            answer(&desk)
            if requests(desk).count == asked { break }
        }
        var later = Sample.acmeSnapshot()
        later.asOf = Sample.now.adding(seconds: 30)
        desk.act(.loaded(later), after: 30)
        desk.press("down", "up")
        let again = try #require(requests(desk).last { $0.course?.id == desk.state.selectedCap?.id })
        #expect(!again.isAwaited && !desk.state.isAwaited(HistoryAnswer(request: again)))
    }

    @Test("each row has its trend where the pane is wide enough, and no trend is read where it is not")
    func column() throws {
        var desk = desk()
        for _ in 0..<4 { answer(&desk) }
        let theme = try #require(Theme.named("mono", colors: 0, noColor: true))
        let lines = view(desk.state, look: Look(theme: theme, glyphs: .unicode)).lines()
        #expect(lines.contains { $0.contains("TREND") })
        // 1...12 of 12 in sevenths, rounded up.
        #expect(lines.filter { $0.contains("▂▃▃▄▄▅▆▆▇▇██") }.count == 8, "\(lines.joined(separator: "\n"))")
        var narrow = self.desk(width: 80, height: 24)
        for _ in 0..<4 { answer(&narrow) }
        #expect(requests(narrow).allSatisfy { $0.trends.isEmpty && $0.course == nil })
    }

    @Test("the chart's screen shows window, legend, maximum and times of the selected cap; c and esc leave it")
    func chart() {
        var desk = desk(width: 80, height: 24, filter: "412 conv")
        desk.press("c")
        let start = Sample.now.adding(seconds: 31_159 - 86_400)
        let samples = [(0, 0), (20_000, 12), (55_241, 39)].map { seconds, count in
            MeterSample(at: start.adding(seconds: Int64(seconds)), count: Quantity(count), maximum: Quantity(40))
        }
        let instants = stride(from: 0, through: 55_241, by: 300).map { start.adding(seconds: $0) }
        #expect(requests(desk).last?.course?.from == start)
        answer(&desk, course: MeterCourse(samples: samples, sampledAt: instants, from: start, to: Sample.now))
        for part in ["Harbor Media, Sunrise Kettle CPA", "## counted", "-- maximum", ".. pace", "40+", "0+", "00:00"] {
            #expect(desk.shows(part), "\(part) in\n\(desk.screen.joined(separator: "\n"))")
        }
        #expect(desk.screen.filter { $0.contains("###") }.count > 3)
        desk.press("c")
        #expect(desk.state.screen == .caps)
        desk.press("c", "escape")
        #expect(desk.state.screen == .caps)
    }

    @Test("every size draws the chart's screen")
    func sizes() {
        var desk = desk(filter: "412 conv")
        desk.press("c")
        for width in stride(from: 1, through: 130, by: 7) {
            for height in [1, 5, 6, 8, 16, 24, 40] {
                desk.act(.resized(width: width, height: height))
                #expect(desk.screen.allSatisfy { $0.count == width })
            }
        }
    }

    @Test("an answer that was asked for another instant is not shown")
    func strangers() {
        var desk = desk()
        guard var request = requests(desk).last, let id = request.course?.id else { return #expect(Bool(false)) }
        request.pastInstant = Sample.now.adding(seconds: -60)
        desk.act(
            .historyRead(
                HistoryAnswer(
                    request: request, course: MeterCourse(samples: [], sampledAt: [], from: Sample.now, to: Sample.now))
            ))
        #expect(desk.state.history.course(of: id) == nil)
    }
}
