// Time travel in the reducer: what is on screen is then, what goes on is now, and nothing can be changed.
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct TimeTravelTests {
    /// Tuesday 2026-03-10 19:05:00 UTC, 14:05:00 in Chicago: 4541 seconds before the sample's now.
    private let then = Timestamp(seconds: 1_773_169_500)

    /// The acme network as it was then: all counts halved, custom cap 413 not yet there.
    private func past(at instant: Timestamp) -> Past {
        var snapshot = Sample.acmeSnapshot()
        snapshot.asOf = instant
        snapshot.meters = snapshot.meters.filter { $0.object.id.key != "413" }.map { meter in
            var meter = meter
            meter.count = meter.count.map { Quantity(millionths: $0.millionths / 2) }
            meter.asOf = instant
            return meter
        }
        return Past(instant: instant, networks: [PastNetwork(snapshot: snapshot, forecasts: [])])
    }

    private func desk(filter: String = "", isTravelling: Bool = true) -> Operating {
        var desk = Operating(filter: filter)
        desk.state.history = HistoryState(isKept: true)
        if isTravelling {
            desk.press("(")
            desk.act(.pastRead(.found(past(at: then))))
        }
        return desk
    }

    private func requests(_ desk: Operating) -> [PastRequest] {
        desk.effects.compactMap { if case .readPast(let request) = $0 { request } else { nil } }
    }

    @Test("a network's clock that is read otherwise meanwhile does not move what is stepped through")
    func clockReadAnew() throws {
        var desk = desk(isTravelling: false)
        var late = Sample.acmeSnapshot()
        late.clockSkew = -5_000
        desk.act(.loaded(late))
        desk.press("(")
        let skews = { (desk: Operating) in requests(desk).last?.snapshots.map(\.clockSkew) }
        #expect(skews(desk) == [-5_000, 0])
        let snapshots = try #require(requests(desk).last?.snapshots)
        desk.act(
            .pastRead(
                .found(
                    Past(instant: then, networks: snapshots.map { PastNetwork(snapshot: $0, forecasts: []) }))))
        late.clockSkew = -6_000
        desk.act(.loaded(late), after: 1)
        desk.press(".")
        #expect(requests(desk).last?.wish == .sampleAfter && skews(desk) == [-5_000, 0])
        desk.press("0", "(")
        #expect(skews(desk) == [-6_000, 0], "a new journey")
    }

    @Test("history of now that comes while the past is on screen is not lost: after the return more is asked for")
    func historyOfNow() throws {
        let questions = { (desk: Operating) in
            desk.effects.compactMap { if case .readHistory(let request) = $0 { request } else { nil } }
                .filter { $0.pastInstant == nil }
        }
        var desk = desk(isTravelling: false)
        desk.act(.resized(width: 200, height: 50))
        let asked = try #require(questions(desk).last)
        desk.press("(")
        desk.act(.pastRead(.found(past(at: then))))
        desk.act(.historyRead(HistoryAnswer(request: asked)))
        let before = questions(desk).count
        desk.press("0")
        #expect(questions(desk).count == before + 1)
    }

    @Test("an hour back asks the store for an hour before what is on screen, once until it has answered")
    func asks() {
        var desk = desk(isTravelling: false)
        desk.press("(", "(", ",")
        #expect(requests(desk).map(\.wish) == [.at(Sample.now.adding(seconds: -3600))])
        desk.act(.pastRead(.found(past(at: then))))
        desk.press("(")
        #expect(requests(desk).last?.wish == .at(then.adding(seconds: -3600)))
        desk.act(.pastRead(.nothing(.at(then))))
        #expect(desk.shows("no samples are kept from before") && desk.shows("AS OF"))
        desk.press(",")
        #expect(requests(desk).last?.wish == .sampleBefore && requests(desk).last?.from == then)
        #expect(requests(desk).last?.snapshots.map(\.asOf) == [Sample.now, Sample.now], "names come from now")
    }

    @Test("the whole dashboard is as it was: counts, totals, clock and countdowns, and header and frame say so")
    func shown() throws {
        let desk = desk()
        // Halved: 19/40, 1560/5000, 20/40 and 60/200; 413 and the LeadConduit network are not there.
        #expect(desk.state.capLineCount == 4 && desk.state.dashboard.totals.meters == 4)
        #expect(desk.shows("19.5/40") && desk.shows("1560/5000") && desk.shows("20.5/40") && !desk.shows("39/40"))
        #expect(desk.state.dashboard.totals.over == 0)
        #expect(desk.screen[0].contains("AS OF 14:05:00 CDT, 75m ago"), "\(desk.screen[0])")
        let mark = "AS OF Tue 10 Mar 14:05:00 CDT, 75m ago, read only, 0 is now"
        #expect(desk.screen[34].contains(mark), "\(desk.screen[34])")
        #expect(desk.screen[0].contains("leads") && desk.screen[0].contains("no data then"))
        // 08:39:19 is left at 15:20:41; 01:15:41 earlier there are 09:55:00.
        #expect(desk.shows("09:55:00") && !desk.shows("08:39:19"))
    }

    @Test("keys that change anything say that this is the past, no command unlocks, and nothing is sent")
    func locked() {
        var desk = desk(filter: "412")
        #expect(desk.state.travel?.present.isUnlockedHere == true, "now is unlocked")
        for command in Command.allCases where command.isDangerous {
            for name in desk.state.keymap.keys[command]?.map(\.name) ?? [] {
                desk.press(name)
                #expect(desk.shows("this is the past: nothing is changed here; 0 is now"), "\(command.rawValue)")
                #expect(desk.state.editor == nil && desk.state.overlays.isEmpty, "\(command.rawValue)")
            }
            desk.act(.command(command))
            #expect(desk.state.editor == nil && desk.state.confirm == nil && desk.state.overlays.isEmpty)
        }
        desk.act(.command(.write))
        #expect(!desk.state.isUnlockedHere && desk.shows("this is the past"))
        #expect(desk.state.networks.allSatisfy { $0.isLocked })
        #expect(desk.sent.isEmpty)
        desk.press("0")
        #expect(desk.state.isUnlockedHere, "as it was left")
    }

    @Test("what the networks answer meanwhile goes on unseen, and the return shows the newest")
    func goesOn() {
        var desk = desk()
        let before = desk.screen.dropFirst().dropLast(2)
        var newer = Sample.acmeSnapshot()
        newer.meters[0].count = Quantity(40)
        newer.asOf = Sample.now.adding(seconds: 15)
        desk.act(.loaded(newer), after: 15)
        desk.act(.failed(network: "leads", UpstreamError(.refused, "refused"), retryAfter: 1000), after: 16)
        desk.act(.tick, after: 20)
        #expect(desk.screen.dropFirst().dropLast(2) == before)
        #expect(
            desk.effects.contains(.remember(newer))
                && desk.effects.contains { if case .scheduleRefresh = $0 { true } else { false } })
        desk.press("escape")
        #expect(desk.shows("40/40") && desk.shows("60/60") && !desk.shows("AS OF") && !desk.shows("19.5/40"))
        #expect(desk.state.networks[1].failure != nil)
        #expect(desk.state.dashboard.totals.meters == 8)
    }

    @Test("the mouse moves what is on screen, a notice is seen, and a theme chosen then stays")
    func thenNotNow() throws {
        var desk = desk()
        let line = try #require(desk.screen.firstIndex { $0.contains("1560/5000") })
        let action = try #require(desk.state.action(for: .mouse(MouseEvent(.press, at: Point(x: 60, y: line)))))
        desk.act(action)
        #expect(desk.state.selectedCap?.id.text == "acme/custom:412/click/day")
        desk.act(.notice("exported 4 rows to then.csv"))
        #expect(desk.shows("exported 4 rows to then.csv"))
        desk.press(":")
        desk.type("theme light")
        desk.press("enter", "!")
        #expect(desk.state.screen == .caps && desk.shows("this is the past"), "alerts are about now")
        desk.press("0")
        #expect(desk.state.themeName == "light" && !desk.state.isInThePast)
        #expect(desk.state.selectedCap?.id.text == "acme/custom:412/click/day")
    }

    @Test("a refresh or a lock asked for in the past is about now")
    func aboutNow() {
        var desk = desk()
        desk.press("r")
        for network in ["acme", "leads"] { #expect(desk.effects.contains(.fetch(network: network, isWhole: true))) }
        desk.press(":")
        desk.type("lock")
        desk.press("enter", "0")
        #expect(!desk.state.isUnlockedHere)
    }

    @Test("a time that the clock has shown twice is the last of both that has been")
    func typedTwice() throws {
        let calendar = try #require(CapCalendar(timeZone: "America/New_York"))
        let time = try #require(TypedTime("01:30"))
        // On 2026-11-01 clocks go from 02:00 EDT (06:00 UTC) back to 01:00 EST: 01:30 is at 05:30 and at 06:30 UTC.
        let first = Timestamp(seconds: 1_793_511_000)
        #expect(time.instant(upTo: first.adding(seconds: 600), in: calendar) == first)
        #expect(time.instant(upTo: first.adding(seconds: 3_599), in: calendar) == first)
        #expect(time.instant(upTo: first.adding(seconds: 4_500), in: calendar) == first.adding(seconds: 3_600))
    }

    @Test("a typed time is the last one on the header's clock, a date alone its end, and the future is refused as now")
    func typed() throws {
        var desk = desk(isTravelling: false)
        func asked(_ text: String) -> PastWish? {
            let before = requests(desk).count
            desk.press(":")
            desk.type("time \(text)")
            desk.press("enter")
            defer {
                desk.act(.pastRead(.nothing(.sampleBefore)))
                desk.press("escape", "escape")
            }
            return requests(desk).count > before ? requests(desk).last?.wish : nil
        }
        // The clock shows Tue 10 March 15:20:41 in Chicago, five hours behind UTC since the 8th.
        #expect(asked("14:05") == .at(then))
        #expect(asked("14:05:30") == .at(then.adding(seconds: 30)))
        // 23:00 yesterday is 04:00 UTC today.
        #expect(asked("23:00") == .at(Timestamp(seconds: 1_773_115_200)))
        // Saturday 7 March 12:00 CST is 18:00 UTC.
        #expect(asked("2026-03-07 12:00") == .at(Timestamp(seconds: 1_772_906_400)))
        #expect(asked("2026-03-09") == .at(Timestamp(seconds: 1_773_118_799)))
        #expect(asked("2026-03-11 12:00") == nil)
        for text in ["24:00", "1:5", "14:60", "noon", "14:05 2026-03-10", "2026-02-30 10:00", "10:00:00:00"] {
            #expect(asked(text) == nil, "\(text)")
        }
    }

    @Test("ten minutes without a key lock the networks of now, past or not")
    func idle() {
        var desk = desk()
        desk.act(.tick, after: 1)
        desk.act(.tick, after: 700)
        desk.act(.command(.timeNow), after: 701)
        #expect(!desk.state.isUnlockedHere)
    }

    @Test("the cursor keeps its meter through times in which it did not exist")
    func cursor() {
        var desk = desk(isTravelling: false)
        desk.press("down", "down", "down", "down")
        #expect(desk.state.selectedCap?.object.id.key == "413")
        desk.press("(")
        desk.act(.pastRead(.found(past(at: then))))
        #expect(desk.state.selectedCap != nil && desk.state.selectedCap?.object.id.key != "413")
        desk.press("0")
        #expect(desk.state.selectedCap?.object.id.key == "413")
        desk.press("(")
        desk.act(.pastRead(.found(past(at: then))))
        desk.press("home")
        let moved = desk.state.selectedCap?.id
        desk.press("0")
        #expect(desk.state.selectedCap?.id == moved, "moved in the past, the cursor stays on that")
    }

    @Test("filter, sort and splits chosen in the past stay; later than the last sample is now")
    func choices() {
        var desk = desk()
        let wasDescending = desk.state.sort.isDescending
        desk.press("/")
        desk.type("kettle")
        desk.press("enter", "S", "]", ".")
        desk.act(.pastRead(.nothing(.sampleAfter)))
        #expect(desk.state.travel == nil)
        #expect(desk.state.filter.text == "kettle" && desk.state.splits.left == 2)
        #expect(desk.state.sort.isDescending != wasDescending)
    }

    @Test("a past that arrives after the return to now does not come on screen")
    func returned() {
        var desk = desk()
        desk.press("(", "0")
        desk.act(.pastRead(.found(past(at: then.adding(seconds: -3600)))))
        #expect(desk.state.travel == nil && desk.shows("39/40"))
    }

    @Test("an editor that was opened meanwhile is not taken away by a past that arrives late")
    func late() {
        var desk = desk(filter: "412 conv", isTravelling: false)
        desk.press("(", "e")
        desk.act(.pastRead(.found(past(at: then))))
        #expect(desk.state.travel == nil && desk.state.editor != nil)
    }

    @Test("what is not kept over time is not shown: no other screens, no pay")
    func onlyCaps() {
        var desk = desk()
        for key in ["P", "C", "T", "A"] {
            desk.press(key)
            #expect(desk.state.screen == .caps && desk.shows("only caps are kept over time"))
        }
    }

    @Test("without a state file there is no past, and that is said")
    func noStore() {
        var desk = Operating()
        desk.press(",")
        #expect(desk.state.travel == nil && desk.shows("no past"))
        #expect(requests(desk).isEmpty)
    }

    @Test("a narrow header leaves out whole words, and the mark never")
    func narrowHeader() {
        var desk = desk()
        desk.act(.resized(width: 200, height: 24))
        let words = Set(desk.screen[0].split(separator: " "))
        for width in 30...130 {
            desk.act(.resized(width: width, height: 24))
            let header = desk.screen[0]
            #expect(header.contains("14:05:00 CDT, 75m ago ") && header.contains(" AS OF "), "\(header)")
            #expect(header.split(separator: " ").allSatisfy { words.contains($0) }, "\(header)")
        }
    }

    @Test("the mark is seen at every size and in both charsets")
    func sizes() throws {
        var desk = desk()
        for (width, height) in [(60, 20), (80, 24), (120, 36), (200, 50)] {
            desk.act(.resized(width: width, height: height))
            #expect(desk.screen[0].contains("AS OF") && desk.screen[height - 2].contains("AS OF Tue 10 Mar 14:05:00"))
            #expect(desk.screen.allSatisfy { $0.count == width })
        }
    }

    @Test("an order that is saved while the past is on screen is still that of the next start after the return")
    func savedOrder() {
        var desk = desk()
        desk.act(.command(.sortNext))
        desk.act(.command(.save))
        desk.press("0")
        #expect(!desk.state.isInThePast && desk.state.sort.key != .risk)
        #expect(desk.state.sortAtStart == desk.state.sort)
    }
}
