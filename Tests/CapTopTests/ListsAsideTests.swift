// Lists that are derived away from the main queue: what is on screen is always of one piece, and the cursor stays where the
// operator has put it, however late the lists come.
import Models
import Testing

@testable import CapTop

@Suite struct ListsAsideTests {
    /// A dashboard that derives every list aside, and the derivation under way.
    private struct Desk {
        var state: AppState
        var deriving: DashboardBuilder?
        var effects: [Effect] = []

        init() {
            state = Sample.state(loaded: false)
            state.lists.mostAtOnce = 0
        }

        mutating func act(_ action: Action, at now: Timestamp = Sample.now) {
            for effect in reduce(&state, action, at: now) {
                if case .derive(let builder) = effect { deriving = builder } else { effects.append(effect) }
            }
        }

        /// The derivation under way ends.
        mutating func finish(at now: Timestamp = Sample.now) {
            guard let builder = deriving else { return }
            deriving = nil
            act(.derived(builder.build()), at: now)
        }

        mutating func finishAll(at now: Timestamp = Sample.now) {
            while deriving != nil { finish(at: now) }
        }

        var rows: [String] { (0..<state.capLineCount).map { state.cap(onLine: $0)?.id.text ?? "-" } }
    }

    private func loaded() -> Desk {
        var desk = Desk()
        desk.act(.loaded(Sample.acmeSnapshot()))
        desk.act(.loaded(Sample.leadsSnapshot()))
        desk.finishAll()
        return desk
    }

    /// The same data and key presses, put in order at once.
    private func reference() -> AppState { Sample.state() }

    @Test("data is shown together with the lists derived from it, never before")
    func ofOnePiece() {
        var desk = Desk()
        desk.act(.loaded(Sample.acmeSnapshot()))
        #expect(desk.state.networks[0].snapshot == nil && desk.rows.isEmpty && desk.effects.isEmpty)
        desk.finish()
        #expect(desk.state.networks[0].snapshot == Sample.acmeSnapshot() && desk.rows.count == 5)
        #expect(
            desk.effects == [
                .scheduleRefresh(network: "acme", milliseconds: 15_000), .remember(Sample.acmeSnapshot()),
                .forecast(Sample.acmeSnapshot()),
            ], "what is likely to come is asked for when the rows are on screen")
    }

    @Test("the clock's frame waits for an answer as long as the last one took, where every second has one")
    func clockWait() {
        /// The wait of the clock's frame after an answer that took so long.
        func wait(refresh: Int64, took: Int64) -> Int64 {
            var desk = loaded()
            desk.state.networks[0].refreshInterval = refresh
            desk.act(.refreshDue(network: "acme"))
            desk.act(.loaded(Sample.acmeSnapshot()), at: Sample.now.adding(milliseconds: took / 2))
            #expect(desk.state.clockWait == 80, "still on its way to the screen")
            desk.finishAll(at: Sample.now.adding(milliseconds: took))
            #expect(desk.state.clockWait == 0, "nothing is under way")
            desk.act(.refreshDue(network: "acme"), at: Sample.now.adding(milliseconds: 1_000))
            return desk.state.clockWait
        }
        #expect(wait(refresh: 1_000, took: 240) == 300)
        #expect(wait(refresh: 1_000, took: 20) == 80)
        #expect(wait(refresh: 1_000, took: 401) == 80, "so late the clock must not be")
        #expect(wait(refresh: 10_000, took: 240) == 80, "the clock would limp")
    }

    @Test("news waits a moment after a move, for the frame of the next one; what was asked for does not")
    func newsWait() {
        /// How long an action's frame waits so many milliseconds after a move.
        func wait(_ passed: Int64, _ action: Action, in desk: Desk = loaded()) -> Int64 {
            var desk = desk
            desk.act(.command(.cursorDown))
            let isNews = AppState.isNews(action, underWay: desk.state.lists.underWay)
            desk.act(action, at: Sample.now.adding(milliseconds: passed))
            return isNews ? desk.state.newsWait : 0
        }
        #expect(wait(10, .loaded(Sample.acmeSnapshot())) == 40)
        #expect(wait(10, .tick) == 40)
        #expect(wait(49, .tick) == 1)
        #expect(wait(50, .tick) == 0)
        #expect(wait(-10, .tick) == 0, "a clock that was set back holds nothing up")
        #expect(wait(10, .command(.cursorDown)) == 0)
        #expect(wait(10, .notice("done")) == 0, "an answer to the operator")

        var asked = loaded()
        asked.act(.command(.sortNext))
        #expect(asked.deriving != nil)
        #expect(wait(10, .derived(Dashboard()), in: asked) == 0, "another order was asked for")
        var told = loaded()
        told.act(.loaded(Sample.acmeSnapshot()))
        #expect(told.deriving != nil)
        #expect(wait(10, .derived(Dashboard()), in: told) == 40, "other data was not")
    }

    @Test("lists derived aside are those that are derived at once")
    func sameLists() {
        #expect(loaded().state.dashboard == reference().dashboard)
    }

    @Test("a long list worked on in parts is the one that is worked on at once", arguments: CapSortKey.allCases)
    func parts(key: CapSortKey) throws {
        var snapshot = Sample.acmeSnapshot()
        snapshot.meters = (0..<9_001).map { number in
            let name = NamedID(id: "\(number * 7 % 1_300)", name: "affiliate \(number * 7 % 1_300)")
            let cap = Sample.custom("\(number * 31 % 9_001)", name, number % 3 == 0 ? Sample.tern : Sample.kettle)
            return Sample.meter(cap, .click, .daily, number % 11 == 0 ? nil : number % 97, of: 50 + number % 40)
        }
        var state = Sample.state(loaded: false)
        state.lists.mostAtOnce = 0
        state.filter = try CapQuery("not affiliate:13")
        state.sort = CapSort(key)
        guard case .derive(var builder) = reduce(&state, .loaded(snapshot), at: Sample.now).last else {
            return #expect(Bool(false), "nothing is derived")
        }
        let first = builder.build()
        #expect(first.indices.count == builder.networks.count && first.caps.count > 8_000)
        builder.shown = ShownRows(
            meters: builder.networks.map { $0.snapshot?.meters ?? [] }, indices: first.indices, caps: [])
        let again = builder.build()
        #expect(again == first)
        let places = CapSort(key).places(of: snapshot.meters) { _ in nil }.filter(Set(first.caps.map(\.meter)).contains)
        #expect(first.caps.map(\.meter) == places)
        let names = first.indices.compactMap { $0 }.flatMap { index in
            index.affiliateOf.map { $0 < 0 ? nil : index.affiliates[Int($0)] }
        }
        #expect(names == snapshot.meters.map(\.object.affiliate))
    }

    @Test("lists that are not what is wanted any more are not shown; those that are follow")
    func staleNeverShown() {
        var desk = loaded()
        desk.act(.command(.sortNext))
        let late = desk.deriving
        desk.act(.command(.sortNext))
        #expect(desk.deriving == late, "one derivation at a time")
        let before = desk.rows
        desk.finish()
        #expect(desk.rows == before, "sorted by utilisation, which nobody wants any more")
        desk.finish()
        var wanted = reference()
        _ = reduce(&wanted, .command(.sortNext), at: Sample.now)
        _ = reduce(&wanted, .command(.sortNext), at: Sample.now)
        #expect(desk.state.dashboard == wanted.dashboard)
    }

    @Test("an answer that comes while lists are derived waits for lists of its own")
    func laterAnswer() {
        var desk = loaded()
        var acme = Sample.acmeSnapshot()
        acme.meters.removeFirst()
        desk.act(.loaded(acme))
        var leads = Sample.leadsSnapshot()
        leads.meters.removeLast()
        desk.act(.loaded(leads))
        desk.finish()
        #expect(desk.state.networks.map { $0.snapshot?.meters.count } == [4, 3])
        desk.finish()
        #expect(desk.state.networks[1].snapshot?.meters.count == 2 && desk.rows.count == 6)
    }

    /// The cursor on the third row, and the filter field open.
    private func filtering() -> Desk {
        var desk = loaded()
        for _ in 0..<2 { desk.act(.command(.cursorDown)) }
        desk.act(.command(.filterOpen))
        return desk
    }

    @Test("however late the lists of a typed filter come, the cursor is on the row that it was opened on")
    func filterTyped() {
        var desk = filtering()
        let before = desk.state.caps
        desk.act(.edit(.paste("solar")))
        desk.finishAll()
        #expect(desk.state.selectedCap?.id.text == "leads/cap:a2")
        var undone = desk
        undone.act(.edit(.cancel))
        undone.finishAll()
        #expect(undone.state.caps == before)
        desk.act(.edit(.key("ctrl-u")))
        desk.act(.edit(.paste("scope=custom")))
        desk.act(.edit(.accept))
        desk.act(.command(.sortNext))
        desk.finishAll()
        #expect(desk.state.selectedCap?.id.text == "acme/custom:412/conversion/day" && desk.rows.count == 4)
    }

    @Test("whoever moves before the lists of a typed filter have come is where he has moved to")
    func movedMeanwhile() {
        var desk = filtering()
        desk.act(.edit(.paste("scope=custom")))
        desk.act(.edit(.accept))
        for _ in 0..<2 { desk.act(.command(.cursorDown)) }
        desk.finishAll()
        #expect(desk.state.selectedCap?.id.text == "acme/custom:413/payout/month" && desk.rows.count == 4)
    }

    @Test("once the lists of a filter are on screen, the cursor is no longer drawn to where it was before")
    func filterDone() {
        var desk = filtering()
        desk.act(.edit(.paste("solar")))
        desk.act(.edit(.accept))
        desk.finishAll()
        desk.act(.command(.filterClear))
        desk.finishAll()
        #expect(desk.state.selectedCap?.id.text == "leads/cap:a2" && desk.rows.count == 8)
    }

    @Test("rows do not change places when the operator moves while they are being sorted anew")
    func heldFromTheMove() {
        var desk = loaded()
        var acme = Sample.acmeSnapshot()
        acme.meters[1].count = Quantity(9000)
        let before = desk.rows
        desk.act(.loaded(acme), at: Sample.now.adding(seconds: 10))
        desk.act(.command(.cursorDown), at: Sample.now.adding(seconds: 10))
        desk.finishAll(at: Sample.now.adding(seconds: 10))
        #expect(desk.rows == before)
        #expect(desk.state.networks[0].snapshot?.meters[1].count == Quantity(9000))
        #expect(desk.effects.contains(.scheduleSettle(milliseconds: 3000)))
    }

    @Test("the row under the cursor is the row that was drawn, over 10,000 refreshes, keys and derivations")
    func churn() {
        var random = SplitMix(state: 11)
        var desk = loaded()
        desk.act(.command(.cursorDown))
        for step in 0..<10_000 {
            let now = Sample.now.adding(milliseconds: Int64(step) * 400)
            let drawn = desk.state.selectedCap?.id
            switch random.next() % 5 {
            case 0:
                desk.act(.command(random.next() % 2 == 0 ? .cursorDown : .cursorUp), at: now)
                #expect(desk.state.ghost != nil || desk.state.caps.id == desk.state.selectedCap?.id)
            case 1, 2:
                desk.act(.loaded(churned(&random)), at: now)
                #expect(desk.state.selectedCap?.id == drawn)
            default:
                desk.finish(at: now)
                #expect(desk.state.selectedCap?.id == drawn)
            }
        }
    }

    private func churned(_ random: inout SplitMix) -> NetworkSnapshot {
        var snapshot = Sample.acmeSnapshot()
        for place in snapshot.meters.indices { snapshot.meters[place].count = Quantity(Int(random.next() % 60)) }
        if random.next() % 2 == 0 { snapshot.meters.shuffle(using: &random) }
        if random.next() % 4 == 0 { snapshot.meters.removeLast() }
        return snapshot
    }

    @Test("refreshes begin one interval apart, whatever the answer takes")
    func steadyRefreshes() {
        var desk = loaded()
        desk.effects = []
        desk.act(.refreshDue(network: "acme"))
        desk.act(.loaded(Sample.acmeSnapshot()), at: Sample.now.adding(milliseconds: 4_000))
        desk.finish(at: Sample.now.adding(milliseconds: 5_000))
        #expect(desk.effects.contains(.scheduleRefresh(network: "acme", milliseconds: 10_000)))
        desk.act(.refreshDue(network: "acme"), at: Sample.now.adding(milliseconds: 15_000))
        desk.act(.loaded(Sample.acmeSnapshot()), at: Sample.now.adding(milliseconds: 29_000))
        desk.finish(at: Sample.now.adding(milliseconds: 29_500))
        #expect(desk.effects.contains(.scheduleRefresh(network: "acme", milliseconds: 3_750)), "a quarter at least")
    }

    @Test("the limits around a cap are those of its offer and those without one, as a look at every meter finds them")
    func around() {
        var random = SplitMix(state: 3)
        for _ in 0..<200 {
            let offers = (0..<4).map { NamedID(id: "\($0)", name: "offer \($0)") }
            let meters = (0..<30).map { key in
                Sample.meter(
                    CapObject(
                        id: ObjectID(network: "acme", kind: .custom, key: "\(key)"), scope: .custom, name: "",
                        offer: random.next() % 5 == 0 ? nil : offers[Int(random.next() % 4)], timeZone: "UTC"),
                    .conversion, .daily, 1, of: 2)
            }
            let index = MeterIndex(meters)
            for offer in ["0", "3", "9", nil] {
                let wanted = meters.indices.filter {
                    meters[$0].object.offer == nil || meters[$0].object.offer?.id == offer
                }
                #expect(index.places(aroundOffer: offer) == wanted)
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
