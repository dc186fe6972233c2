// How actions change the state: data, failures, cursors on ids, held order, ghosts, filter, selection.
import Models
import Testing

@testable import CapTop

@Suite struct ReducerTests {
    private func rows(_ state: AppState) -> [String] {
        (0..<state.capLineCount).map { state.cap(onLine: $0)?.id.text ?? "-" }
    }

    /// The acme snapshot with one meter's count changed, or the meter gone.
    private func acme(_ key: String, _ metric: CapMetric, count: Int?) -> NetworkSnapshot {
        var snapshot = Sample.acmeSnapshot()
        guard
            let index = snapshot.meters.firstIndex(where: { $0.object.id.key == key && $0.limit.metric == metric })
        else { return snapshot }
        if let count { snapshot.meters[index].count = Quantity(count) } else { snapshot.meters.remove(at: index) }
        return snapshot
    }

    @Test("the fullest cap stands first, of all networks together")
    func worstFirst() {
        #expect(
            rows(Sample.state()) == [
                "acme/custom:414/conversion/day",  // 41/40
                "leads/cap:a2",  // 60/60
                "acme/custom:412/conversion/day",  // 39/40
                "leads/cap:b1",  // 34/40
                "acme/custom:413/payout/month",  // 81 %
                "acme/custom:412/click/day",  // 62.4 %
                "acme/offer:204/conversion/day",  // 60 %
                "leads/cap:a1",  // 40.6 %
            ])
    }

    @Test("totals count every meter by state, filter or not")
    func totals() {
        var state = Sample.state()
        _ = reduce(&state, .command(.filterOpen), at: Sample.now)
        _ = reduce(&state, .edit(.paste("no such thing")), at: Sample.now)
        #expect(state.dashboard.caps.isEmpty)
        #expect(state.dashboard.totals == Totals(meters: 8, near: 3, atLimit: 1, over: 1))
    }

    @Test("an answer schedules the next refresh one interval later and is remembered")
    func loadedSchedules() {
        var state = Sample.state(loaded: false)
        let snapshot = Sample.acmeSnapshot()
        let forecasts = [Forecast?](repeating: nil, count: snapshot.meters.count)
        let effects = reduce(&state, .loaded(snapshot, forecasts: forecasts), at: Sample.now)
        #expect(effects == [.scheduleRefresh(network: "acme", milliseconds: 15_000), .remember(snapshot)])
        #expect(state.networks[0].condition(at: Sample.now) == .ok)
        #expect(state.networks[1].condition(at: Sample.now) == .never)
    }

    @Test("a failing network keeps its data and says what is wrong; the other is not disturbed")
    func failureKeepsData() {
        var state = Sample.state()
        let error = UpstreamError(.refused, "connection refused by 127.0.0.1:9")
        let effects = reduce(
            &state, .failed(network: "acme", error, retryAfter: 99_000), at: Sample.now.adding(seconds: 5))
        #expect(effects == [.scheduleRefresh(network: "acme", milliseconds: 15_000)], "never slower than the interval")
        #expect(state.networks[0].snapshot?.meters.count == 5)
        #expect(state.networks[0].condition(at: state.now) == .error)
        #expect(state.networks[1].condition(at: state.now) == .ok)
        #expect(state.networks[0].condition(at: Sample.now.adding(seconds: 46)) == .stale, "after three intervals")
    }

    @Test("a count that could not be read again makes its network as old as that count")
    func oldCount() {
        var state = Sample.state()
        var snapshot = Sample.acmeSnapshot()
        snapshot.asOf = Sample.now.adding(seconds: 60)
        for index in snapshot.meters.indices { snapshot.meters[index].asOf = snapshot.asOf }
        snapshot.meters[2].asOf = Sample.now
        _ = reduce(&state, .loaded(snapshot), at: Sample.now.adding(seconds: 60))
        #expect(state.networks[0].age(at: state.now) == 60_000)
        #expect(state.networks[0].condition(at: state.now) == .stale)
        snapshot.meters[2].count = nil
        _ = reduce(&state, .loaded(snapshot), at: Sample.now.adding(seconds: 60))
        #expect(state.networks[0].condition(at: state.now) == .ok, "what is not known does not look fresh")
    }

    @Test("an answer is as old as its question: a load of a minute does not look new")
    func slowAnswer() {
        var state = Sample.state()
        let asked = Sample.now.adding(seconds: 15)
        _ = reduce(&state, .refreshDue(network: "acme"), at: asked)
        var snapshot = Sample.acmeSnapshot()
        snapshot.asOf = asked
        for index in snapshot.meters.indices { snapshot.meters[index].asOf = asked }
        _ = reduce(&state, .loaded(snapshot), at: asked.adding(seconds: 60))
        #expect(state.networks[0].age(at: state.now) == 60_000)
        #expect(state.networks[0].condition(at: state.now) == .ok, "it answers, however slowly")
        #expect(state.networks[0].condition(at: state.now.adding(seconds: 46)) == .stale, "three intervals later")
        _ = reduce(&state, .refreshDue(network: "acme"), at: asked.adding(seconds: 61))
        _ = reduce(&state, .loaded(snapshot), at: asked.adding(seconds: -3_600))
        #expect(state.networks[0].age(at: state.now) == 0, "the clock was set back meanwhile")
        #expect(state.networks[0].answerTook == 0 && state.networks[0].condition(at: state.now) == .ok)
    }

    @Test("a change whose refresh fails is shown by the next try, and no other follows that at once")
    func changeBeforeFailure() {
        var state = Sample.state()
        _ = reduce(&state, .refreshDue(network: "acme"), at: Sample.now)
        #expect(state.fetchAfterChange(of: "acme").isEmpty, "the refresh under way comes first")
        let error = UpstreamError(.refused, "connection refused")
        #expect(
            reduce(&state, .failed(network: "acme", error, retryAfter: 4_000), at: Sample.now)
                == [.scheduleRefresh(network: "acme", milliseconds: 4_000)])
        let later = Sample.now.adding(seconds: 4)
        #expect(reduce(&state, .refreshDue(network: "acme"), at: later) == [.fetch(network: "acme")])
        let effects = reduce(&state, .loaded(Sample.acmeSnapshot()), at: later)
        #expect(effects.contains(.scheduleRefresh(network: "acme", milliseconds: 15_000)), "\(effects)")
    }

    @Test("a server that asks for more time gets it")
    func retryAfterHonoured() {
        var state = Sample.state()
        let error = UpstreamError(.rateLimited, "429", status: 429, retryAfter: 120)
        #expect(
            reduce(&state, .failed(network: "acme", error, retryAfter: 120_000), at: Sample.now)
                == [.scheduleRefresh(network: "acme", milliseconds: 120_000)])
    }

    @Test("a network already being asked is not asked again")
    func singleFlight() {
        var state = Sample.state()
        #expect(reduce(&state, .refreshDue(network: "acme"), at: Sample.now) == [.fetch(network: "acme")])
        #expect(reduce(&state, .refreshDue(network: "acme"), at: Sample.now).isEmpty)
        #expect(reduce(&state, .command(.refresh), at: Sample.now) == [.fetch(network: "leads", isWhole: true)])
    }

    @Test("the bottom line says that everything is asked for until every network has answered or failed")
    func asking() {
        var state = Sample.state()
        _ = reduce(&state, .refreshDue(network: "acme"), at: Sample.now)
        _ = reduce(&state, .command(.refresh), at: Sample.now)
        #expect(state.message == "asking every network for everything")
        _ = reduce(&state, .loaded(Sample.acmeSnapshot()), at: Sample.now)
        _ = reduce(&state, .loaded(Sample.leadsSnapshot()), at: Sample.now)
        #expect(state.message != nil, "acme was asked before that")
        _ = reduce(&state, .refreshDue(network: "acme"), at: Sample.now)
        let error = UpstreamError(.refused, "connection refused")
        _ = reduce(&state, .failed(network: "acme", error, retryAfter: 1000), at: Sample.now)
        #expect(state.message == nil)
    }

    @Test("a change that met other values than those shown has the lists read whole")
    func doubtedLists() throws {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "enter", "y")
        let edit = try #require(desk.sent.first)
        desk.act(.written(edit, .conflict("changed meanwhile"), live: Sample.live412()))
        #expect(desk.effects.contains(.fetch(network: "acme", isWhole: true)))
    }

    @Test("who asks for a refresh gets everything anew, right after the one under way, and once")
    func askedByHand() {
        var state = Sample.state()
        _ = reduce(&state, .refreshDue(network: "acme"), at: Sample.now)
        _ = reduce(&state, .command(.refresh), at: Sample.now)
        let effects = reduce(&state, .loaded(Sample.acmeSnapshot()), at: Sample.now)
        #expect(effects.contains(.scheduleRefresh(network: "acme", milliseconds: 0)), "\(effects)")
        #expect(
            reduce(&state, .refreshDue(network: "acme"), at: Sample.now) == [.fetch(network: "acme", isWhole: true)])
        _ = reduce(&state, .loaded(Sample.acmeSnapshot()), at: Sample.now)
        #expect(reduce(&state, .refreshDue(network: "acme"), at: Sample.now) == [.fetch(network: "acme")])
    }

    @Test("the cursor stays on its meter when a refresh changes the order")
    func cursorFollowsID() {
        var state = Sample.state()
        _ = reduce(&state, .command(.cursorDown), at: Sample.now)
        _ = reduce(&state, .command(.cursorDown), at: Sample.now)
        #expect(state.selectedCap?.id.text == "acme/custom:412/conversion/day")
        let later = Sample.now.adding(seconds: 60)
        _ = reduce(&state, .loaded(acme("412", .conversion, count: 50)), at: later)
        #expect(state.caps.line == 0)
        #expect(state.selectedCap?.id.text == "acme/custom:412/conversion/day")
        #expect(state.selectedCap?.count == Quantity(50))
    }

    @Test("while the operator moves, new data changes figures but not the order; the order settles later")
    func orderIsHeld() {
        var state = Sample.state()
        _ = reduce(&state, .command(.cursorDown), at: Sample.now)
        let before = rows(state)
        let soon = Sample.now.adding(milliseconds: 1000)
        let effects = reduce(&state, .loaded(acme("412", .click, count: 9000)), at: soon)
        #expect(effects.contains(.scheduleSettle(milliseconds: 2000)))
        #expect(rows(state) == before)
        #expect(state.cap(onLine: 5)?.count == Quantity(9000))
        _ = reduce(&state, .settleOrder, at: Sample.now.adding(milliseconds: 3000))
        #expect(rows(state).first == "acme/custom:412/click/day")
        #expect(state.selectedCap?.id.text == "leads/cap:a2", "the cursor is where it was put")
    }

    @Test("a meter that vanishes under the cursor stays as a ghost until the cursor moves off")
    func ghost() {
        var state = Sample.state()
        _ = reduce(&state, .command(.cursorFirst), at: Sample.now)
        _ = reduce(&state, .loaded(acme("414", .conversion, count: nil)), at: Sample.now.adding(milliseconds: 500))
        #expect(state.ghost?.id.text == "acme/custom:414/conversion/day")
        #expect(state.selectedCap?.id.text == "acme/custom:414/conversion/day")
        #expect(state.capLineCount == 8)
        _ = reduce(&state, .command(.cursorDown), at: Sample.now.adding(milliseconds: 900))
        #expect(state.ghost == nil)
        #expect(state.selectedCap?.id.text == "leads/cap:a2")
        #expect(state.capLineCount == 7)
    }

    @Test("selecting an affiliate narrows offers and caps; Esc shows all again")
    func narrowing() {
        var state = Sample.state()
        _ = reduce(&state, .command(.paneNext), at: Sample.now)
        _ = reduce(&state, .command(.paneNext), at: Sample.now)
        #expect(state.pane == .affiliates)
        _ = reduce(&state, .command(.cursorDown), at: Sample.now)
        #expect(state.affiliates.id == SubjectID(network: "acme", id: "51"))
        #expect(Set(state.dashboard.offers.map(\.name)) == ["Sunrise Kettle CPA", "Tern Insurance"])
        #expect(state.dashboard.caps.count == 3)
        #expect(state.dashboard.affiliates.count == 3, "the list one selects in is not narrowed by itself")
        _ = reduce(&state, .command(.selectionClear), at: Sample.now)
        #expect(state.dashboard.caps.count == 8)
    }

    @Test("the filter narrows with every key, Esc takes it back, Enter keeps it")
    func filter() {
        var state = Sample.state()
        _ = reduce(&state, .command(.filterOpen), at: Sample.now)
        for name in ["k", "e", "t", "space", "4", "1", "2"] {
            _ = reduce(&state, .edit(.key(name)), at: Sample.now)
        }
        #expect(state.filter.text == "ket 412")
        #expect(state.dashboard.caps.count == 2)
        _ = reduce(&state, .edit(.cancel), at: Sample.now)
        #expect(state.filter.isEmpty && state.dashboard.caps.count == 8 && state.overlays.isEmpty)
        _ = reduce(&state, .command(.filterOpen), at: Sample.now)
        _ = reduce(&state, .edit(.paste("solar")), at: Sample.now)
        _ = reduce(&state, .edit(.accept), at: Sample.now)
        #expect(state.overlays.isEmpty && state.dashboard.caps.count == 3)
    }

    @Test("a window that has ended shows nothing used until the next answer")
    func expiredWindow() {
        var state = Sample.state()
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 2360))
        let line = rows(state).firstIndex(of: "leads/cap:b1")
        #expect(line.flatMap { state.cap(onLine: $0)?.count } == Quantity.zero)
    }

    @Test("when windows end between two answers, sums, order and offers are of what is left, and no forecast is shown")
    func endedWindows() throws {
        var state = Sample.state()
        var book = ForecastBook()
        let snapshot = Sample.acmeSnapshot()
        book.record(snapshot.meters)
        let forecasts = snapshot.meters.map { book.forecast($0, at: Sample.now) }
        _ = reduce(&state, .loaded(snapshot, forecasts: forecasts), at: Sample.now)
        let offer = try #require(rows(state).firstIndex(of: "acme/offer:204/conversion/day"))
        #expect(state.forecast(onLine: offer) != nil)
        #expect(state.dashboard.totals.over == 1 && rows(state).first == "acme/custom:414/conversion/day")
        // A second after midnight in Chicago the days have ended, of which 39/40, 60/60 and 41/40 were.
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 31_160))
        #expect(state.dashboard.totals == Totals(meters: 8, near: 1, atLimit: 0, over: 0), "810/1000 a month is left")
        #expect(rows(state).first == "acme/custom:413/payout/month")
        let later = try #require(rows(state).firstIndex(of: "acme/offer:204/conversion/day"))
        #expect(state.forecast(onLine: later) == nil)
        #expect(state.dashboard.offers.first { $0.id.id == "204" }?.utilisation == 0)
    }

    @Test("moving beyond either end stays on the first and the last row")
    func ends() {
        var state = Sample.state()
        _ = reduce(&state, .command(.cursorUp), at: Sample.now)
        #expect(state.caps.line == 0)
        _ = reduce(&state, .command(.cursorLast), at: Sample.now)
        _ = reduce(&state, .command(.cursorPageDown), at: Sample.now)
        #expect(state.caps.line == 7)
    }

    @Test("help swallows the keys of the panes")
    func helpIsModal() {
        var state = Sample.state()
        _ = reduce(&state, .command(.help), at: Sample.now)
        _ = reduce(&state, .command(.sortNext), at: Sample.now)
        #expect(state.sort == CapSort(.risk))
        #expect(reduce(&state, .command(.quit), at: Sample.now).isEmpty, "quit closes help first")
        #expect(state.overlays.isEmpty)
        #expect(reduce(&state, .command(.quit), at: Sample.now) == [.quit])
    }

    @Test(
        "/ searches the help: letters narrow it and are no commands, enter keeps, escape drops the search, then closes")
    func helpSearch() {
        var desk = Operating()
        desk.press("?", "/")
        desk.type("quit")
        #expect(desk.shows("find: quit") && !desk.shows("next row") && desk.state.overlays == [.help])
        desk.press("enter", "j")
        #expect(desk.shows("find: quit") && !desk.state.help.isSearching)
        desk.press("escape")
        #expect(desk.shows("next row") && desk.state.overlays == [.help])
        desk.press("/", "x", "y", "z", "z", "y")
        #expect(desk.shows("nothing here has these words"))
        desk.press("escape", "escape")
        #expect(desk.state.overlays.isEmpty)
    }

    @Test("the target under the cursor at key time is the row that was drawn, over 10,000 refreshes and moves")
    func churn() {
        var random = SplitMix(state: 7)
        var state = Sample.state()
        for step in 0..<10_000 {
            let now = Sample.now.adding(milliseconds: Int64(step) * 400)
            let drawn = state.selectedCap?.id
            if random.next() % 3 == 0 {
                _ = reduce(&state, .command(random.next() % 2 == 0 ? .cursorDown : .cursorUp), at: now)
                #expect(state.caps.id == state.selectedCap?.id)
            } else {
                var snapshot = Sample.acmeSnapshot()
                for index in snapshot.meters.indices {
                    snapshot.meters[index].count = Quantity(Int(random.next() % 60))
                }
                snapshot.meters.shuffle(using: &random)
                if random.next() % 4 == 0 { snapshot.meters.removeLast() }
                _ = reduce(&state, .loaded(snapshot), at: now)
                #expect(state.selectedCap?.id == drawn, "a refresh never moves the cursor to another row")
            }
        }
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
