// The networks as an operator meets them: a line each, all that is known of one, and the keys of the list.
import Models
import TUIKitLite
import Testing
import Upstream

@testable import CapTop

@Suite struct NetworkScreenTests {
    private static let refusal = UpstreamError(
        .unauthorized, "401 authentication failed (check the key of profile leads)", status: 401)

    private func line(_ name: String, of desk: Operating) -> String {
        desk.screen.first { $0.hasPrefix("| \(name) ") || $0.hasPrefix("|>\(name) ") } ?? ""
    }

    @Test(
        "each network has a line with its state, age, pace, caps and trouble; the one under the cursor is told in full")
    func standing() {
        var desk = Operating(isUnlocked: false)
        desk.act(.failed(network: "leads", Self.refusal, retryAfter: 1000), after: 20)
        desk.press("N")
        desk.act(.tick, after: 140)
        // Data of 20:20:41 at 20:23:01: older than three intervals of 15 s, and of 30 s.
        let acme = line("acme", of: desk)
        #expect(acme.contains("sandbox") && acme.contains("everflow") && acme.contains("STALE"), "\(acme)")
        #expect(acme.contains(" 2m ") && acme.contains(" 15s ") && acme.contains(" 5 "), "\(acme)")
        let leads = line("leads", of: desk)
        #expect(leads.contains(" 30s ") && leads.contains("401 authentication failed"), "\(leads)")
        #expect(desk.shows("Networks 2") && desk.shows("1 failing"))
        #expect(desk.shows("5 caps, 2 affiliates, 2 offers") && !desk.shows("failing for"))
        desk.press("j")
        desk.act(.tick, after: 140)
        #expect(desk.shows("failing for 2m: \(Self.refusal.message); its data is 2m old"), "\(desk.screen)")
        #expect(desk.shows("3 caps, 1 affiliate, 1 offer"))
    }

    @Test("a network that was read in part says what is missing and why; a clock that is off says by how much")
    func gaps() {
        var desk = Operating(isUnlocked: false)
        var snapshot = Sample.acmeSnapshot()
        snapshot.clockSkew = -12_000
        snapshot.missing = [.offers]
        snapshot.notes = ["offers: 403 this key may not read them"]
        snapshot.network.accountName = "Acme Media"
        desk.act(.loaded(snapshot))
        desk.press("N")
        #expect(line("acme", of: desk).contains(" -12s "), "\(line("acme", of: desk))")
        #expect(line("acme", of: desk).contains("offers: 403"))
        #expect(desk.shows("this machine's clock is 12s ahead of the server's"))
        #expect(desk.shows("not all could be read of: offers") && desk.shows("Acme Media, America/Chicago, USD"))
        #expect(line("leads", of: desk).contains(" = "), "within two seconds")
        snapshot.notes = (1...20).map { "note \($0)" }
        desk.act(.loaded(snapshot))
        #expect(desk.shows("lines more") && !desk.shows("note 20"))
    }

    @Test(
        "it opens on the network of what is under the cursor; r asks all, write unlocks, esc leads back, e changes nothing"
    )
    func keys() {
        var desk = Operating(filter: "solar", isUnlocked: false)
        desk.press("N")
        #expect(desk.state.listedNetwork?.network.name == "leads")
        #expect(desk.shows("locked: :write unlocks"))
        desk.press("r")
        let asked = desk.effects.compactMap { if case .fetch(let network, isWhole: true) = $0 { network } else { nil } }
        #expect(asked == ["acme", "leads"])
        desk.act(.command(.write))
        #expect(desk.shows("unlocked: its caps can be changed"))
        desk.press("e", "D", "n", "k", "k")
        #expect(desk.state.overlays.isEmpty && desk.state.screen == .network && desk.state.networkList.cursor == 0)
        desk.type(":export networks.csv")
        desk.press("enter")
        #expect(desk.shows("networks are not exported"))
        desk.press("escape", "escape")
        #expect(desk.state.screen == .caps)
    }

    @Test(
        "before the first answer nothing is made up",
        arguments: [Size(width: 40, height: 10), Size(width: 80, height: 24)])
    func loading(size: Size) {
        var desk = Operating(isUnlocked: false)
        desk.state = Sample.state(width: size.width, height: size.height, loaded: false)
        desk.press("N")
        #expect(line("acme", of: desk).contains("loading"), "\(desk.screen)")
        #expect(!desk.shows("clock is") && !desk.shows("0 caps"))
        if size.height == 24 { #expect(desk.shows("loading: no answer yet") && desk.shows("asked every 15s")) }
    }
}
