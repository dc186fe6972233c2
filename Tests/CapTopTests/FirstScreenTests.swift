// A start with many caps: what is on the screen before the store has been read is what is there afterwards, and never what
// somebody else would see.
import Foundation
import Models
import Store
import TUIKitLite
import Testing
import Upstream

@testable import CapTop

@Suite struct FirstScreenTests {
    /// Four hundred limits of forty affiliates on ten offers, with the offers' own, one group's, and thirty nested caps.
    private static let networks: [NetworkSnapshot] = {
        let offers = (0..<10).map { NamedID(id: "\(200 + $0)", name: "Offer \($0)") }
        var meters = offers.enumerated().map { place, offer in
            let object = CapObject(
                id: ObjectID(network: "acme", kind: .offer, key: offer.id), scope: .offer, name: offer.name,
                offer: offer, timeZone: "America/Chicago", currency: "USD")
            return Sample.meter(object, .conversion, .daily, 10 * place, of: 200)
        }
        for number in 0..<400 {
            let affiliate = NamedID(id: "\(number / 10)", name: "Affiliate \(number / 10)")
            let object = Sample.custom("\(1000 + number)", affiliate, offers[number % 10])
            meters.append(Sample.meter(object, .conversion, .daily, number * 7 % 101, of: 100))
        }
        var group = OfferGroup(id: "7", name: "Kettles", status: "active", offerIDs: offers.map(\.id))
        group.offerIDs.removeLast()
        let budget = CapObject(
            id: ObjectID(network: "acme", kind: .group, key: "7"), scope: .group, name: group.name,
            timeZone: "America/Chicago", currency: "USD")
        meters.append(Sample.meter(budget, .payout, .monthly, 900, of: 1000, expiresIn: 1_850_000))
        var acme = NetworkSnapshot(
            network: Sample.acme, groups: [group], meters: meters, asOf: Sample.now, notes: ["a note"])
        acme.clockSkew = 7_200_000
        acme.asOf = Sample.now.adding(milliseconds: 7_200_000)
        for place in acme.meters.indices { acme.meters[place].asOf = acme.asOf }
        return [acme, nested]
    }()

    private static var nested: NetworkSnapshot {
        let flow = NamedID(id: "f1", name: "Solar Leads")
        let meters = (0..<30).map { number in
            let object = CapObject(
                id: ObjectID(network: "leads", kind: .cap, key: "c\(number)"), scope: .flow, name: "Cap \(number)",
                offer: flow,
                parent: number % 3 == 0 ? nil : ObjectID(network: "leads", kind: .cap, key: "c\(number - 1)"),
                timeZone: "America/Chicago")
            return Sample.meter(object, .lead, .daily, number == 16 ? 999 : number, of: 300)
        }
        return NetworkSnapshot(network: Sample.leads, meters: meters, asOf: Sample.now)
    }

    /// Lists are derived aside, and at once.
    private struct Desk {
        var state: AppState

        init(width: Int = 120, height: Int = 36) {
            state = Sample.state(width: width, height: height, loaded: false)
            state.lists.mostAtOnce = 0
        }

        mutating func act(_ action: Action) {
            for effect in reduce(&state, action, at: Sample.now) {
                if case .derive(let builder) = effect { act(.derived(builder.build())) }
            }
        }

        var lines: [String] { FirstScreenTests.lines(state) }
        var rows: [String] { (0..<state.capLineCount).map { state.cap(onLine: $0)?.id.text ?? "-" } }
    }

    private static func lines(_ state: AppState) -> [String] {
        guard let theme = Theme.named("mono", colors: 0, noColor: true) else { return [] }
        return view(state, look: Look(theme: theme, glyphs: .ascii)).lines()
    }

    /// What `networks` leave on a screen of this size, by way of the file.
    private func left(_ networks: [NetworkSnapshot], width: Int = 120, height: Int = 36) throws -> FirstScreen {
        var desk = Desk(width: width, height: height)
        for network in networks { desk.act(.loaded(network)) }
        return try left(desk.state)
    }

    private func left(_ state: AppState) throws -> FirstScreen {
        let screen = try #require(FirstScreen(state))
        return try JSONDecoder().decode(FirstScreen.self, from: try JSONEncoder().encode(screen))
    }

    /// Nothing is known of what is likely to come.
    private func recalled(_ network: NetworkSnapshot) -> Action {
        .recalled(
            network: network.network.name, asOf: network.asOf,
            Array(repeating: nil, count: network.meters.count))
    }

    @Test(
        "the first screen is the one that is there when everything has been read",
        arguments: [(80, 24), (120, 36), (200, 50), (500, 200)])
    func same(width: Int, height: Int) throws {
        var desk = Desk(width: width, height: height)
        desk.act(.firstScreen(try left(FirstScreenTests.networks, width: width, height: height)))
        let first = desk.lines
        #expect(first.contains { $0.contains("441/441") })
        desk.act(.restored(FirstScreenTests.networks))
        #expect(desk.state.firstScreen != nil && desk.lines == first, "until it is known what is likely to come")
        desk.act(.command(.redraw))
        #expect(desk.state.firstScreen == nil && desk.lines == first)
    }

    @Test("also of nested caps, whose tree the detail pane shows")
    func tree() throws {
        var worst = FirstScreenTests.nested
        worst.meters[16] = Sample.meter(worst.meters[16].object, .lead, .daily, 999, of: 30)
        let networks = [FirstScreenTests.networks[0], worst]
        var desk = Desk(width: 200, height: 120)
        desk.act(.firstScreen(try left(networks, width: 200, height: 120)))
        let first = desk.lines
        #expect(first.contains { $0.contains("Cap 17") })
        desk.act(.restored(networks))
        desk.act(.command(.redraw))
        #expect(desk.state.selectedCap?.object.id.key == "c16" && desk.lines == first)
    }

    @Test("its rows stay on top until it is known what is likely to come; then the order holds again")
    func onTop() throws {
        var run = Desk()
        for network in FirstScreenTests.networks { run.act(.loaded(network)) }
        run.act(.command(.cursorDown))
        run.act(.command(.cursorUp))
        var later = FirstScreenTests.networks[0]
        let calmest = try #require(later.meters.indices.last { later.meters[$0].limit.metric == .conversion })
        later.meters[calmest] = Sample.meter(later.meters[calmest].object, .conversion, .daily, 500, of: 100)
        later.meters[calmest].asOf = later.asOf
        run.act(.loaded(later))
        let held = run.rows
        var desk = Desk()
        desk.act(.firstScreen(try left(run.state)))
        desk.act(.restored([later, FirstScreenTests.nested]))
        #expect(desk.rows.prefix(50) == held.prefix(50) && Set(desk.rows) == Set(held))
        desk.act(recalled(later))
        desk.act(recalled(FirstScreenTests.nested))
        #expect(desk.state.firstScreen == nil && desk.rows.first == later.meters[calmest].id.text)
    }

    @Test("what a network says now takes its place, and so does a failure with nothing stored")
    func answered() throws {
        var desk = Desk()
        desk.act(.firstScreen(try left(FirstScreenTests.networks)))
        desk.act(.restored([FirstScreenTests.networks[0]]))
        desk.act(.loaded(FirstScreenTests.nested))
        #expect(desk.state.firstScreen == nil)
        var empty = Desk()
        empty.act(.firstScreen(try left(FirstScreenTests.networks)))
        empty.act(.failed(network: "acme", UpstreamError(.refused, "connection refused"), retryAfter: 1000))
        #expect(empty.state.firstScreen == nil && empty.lines.contains { $0.contains("loading") })
    }

    @Test("of another environment under the same name nothing is shown, neither this nor what is stored")
    func otherEnvironment() throws {
        var desk = Desk()
        desk.state.networks[0].network.environment = .staging
        desk.act(.firstScreen(try left(FirstScreenTests.networks)))
        #expect(desk.state.firstScreen == nil)
        desk.act(.restored(FirstScreenTests.networks))
        #expect(desk.state.networks[0].snapshot == nil)
        #expect(desk.rows.count == 30 && desk.rows.allSatisfy { $0.hasPrefix("leads/") })
    }

    @Test("on a terminal that has grown, rows that are not known yet are blank, and their number is right")
    func grown() throws {
        var desk = Desk(width: 120, height: 120)
        desk.act(.firstScreen(try left(FirstScreenTests.networks)))
        #expect(desk.lines.contains { $0.contains("Caps 441/441") })
    }

    @Test("it is not shown for other networks, in another order, or on a wall, nor kept of few caps")
    func others() throws {
        let screen = try left(FirstScreenTests.networks)
        var other = Desk()
        other.state.networks[1].network.name = "other"
        var sorted = Desk()
        sorted.state.sort = CapSort(.utilisation)
        sorted.state.sortAtStart = sorted.state.sort
        var wall = Desk()
        wall.state.wall = WallState(pageTime: 15_000)
        for var desk in [other, sorted, wall] {
            desk.act(.firstScreen(screen))
            #expect(desk.state.firstScreen == nil && desk.lines.contains { $0.contains("loading") })
        }
        #expect(FirstScreen(Sample.state()) == nil)
    }

    @Test("with data on screen it comes too late")
    func late() throws {
        var desk = Desk()
        desk.act(.loaded(FirstScreenTests.networks[1]))
        let lines = desk.lines
        desk.act(.firstScreen(try left(FirstScreenTests.networks)))
        #expect(desk.lines == lines)
    }

    @Test("who asks for something else does not see it, and it is not kept of what a start does not show")
    func asked() throws {
        var desk = Desk()
        desk.act(.firstScreen(try left(FirstScreenTests.networks)))
        #expect(!desk.lines.contains { $0.contains("loading") })
        desk.act(.command(.sortNext))
        #expect(desk.lines.contains { $0.contains("loading") })
        for network in FirstScreenTests.networks { desk.act(.loaded(network)) }
        #expect(FirstScreen(desk.state) == nil)
        desk.act(.command(.save))
        #expect(FirstScreen(desk.state) != nil, "a saved order is that of the next start")
    }

    @Test("keys before anything is there change nothing, and hold no order that is not there")
    func keys() throws {
        var desk = Desk()
        desk.act(.firstScreen(try left(FirstScreenTests.networks)))
        desk.act(.command(.write))
        for command in [Command.capEdit, .capRaise, .capDelete, .markAll, .cursorDown, .cursorLast] {
            desk.act(.command(command))
        }
        #expect(desk.state.editor == nil && desk.state.bulk == nil && !desk.state.hasMarks)
        desk.act(.restored(FirstScreenTests.networks))
        var reference = Desk()
        for network in FirstScreenTests.networks { reference.act(.loaded(network)) }
        #expect(desk.rows == reference.rows && desk.state.caps.line == 0)
    }

    @Test("what is read at start is as old as it was on the local clock, whatever the server's says")
    func age() {
        var desk = Desk()
        desk.act(.restored([FirstScreenTests.networks[0]]))
        #expect(desk.state.networks[0].age(at: Sample.now.adding(seconds: 60)) == 60_000)
    }

    /// A state file, and a dashboard with data to be kept in it.
    private func kept(in folder: String) throws -> (StateStore, StateKeeper, Desk) {
        let store = try StateStore(path: folder + "/captop.sqlite", now: { Sample.now })
        var desk = Desk()
        for network in FirstScreenTests.networks { desk.act(.loaded(network)) }
        return (store, StateKeeper(store: store), desk)
    }

    @Test(
        "what no start shows leaves no screen behind; a wall and who ends before there are lists leave the last one alone"
    )
    func replaced() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "captop-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (store, keeper, left) = try kept(in: folder)
        var desk = left
        keeper.close(shownBy: desk.state)
        let screen = try #require(try store.firstScreen())
        var wall = desk.state
        wall.wall = WallState(pageTime: 15_000)
        for state in [wall, Desk().state] {
            keeper.close(shownBy: state)
            #expect(try store.firstScreen() == screen)
        }
        desk.act(.command(.sortNext))
        keeper.close(shownBy: desk.state)
        #expect(try store.firstScreen() == nil)
    }

    @Test("the file gives the screen before everything else")
    @MainActor
    func order() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "captop-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (store, keeper, desk) = try kept(in: folder)
        for network in FirstScreenTests.networks { keeper.keep(network, shownBy: desk.state) }
        keeper.close(shownBy: desk.state)
        let heard: [String] = await withCheckedContinuation { done in
            var heard: [String] = []
            StateKeeper(store: store).restore {
                heard.append($0.isOf(desk.state) ? "screen" : "another")
            } snapshots: {
                heard.append("\($0.count) snapshots")
                done.resume(returning: heard)
            }
        }
        #expect(heard == ["screen", "2 snapshots"])
    }
}
