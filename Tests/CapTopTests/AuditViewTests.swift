// The audit on screen: one clock for the list and for what is known of the entry under the cursor.
import Models
import Testing

@testable import CapTop

@Suite struct AuditViewTests {
    /// 2026-03-06 20:20:41 UTC; Chicago's clocks went forward on the 8th.
    private func entry(_ id: Int64) -> JournalEntry {
        JournalEntry(
            id: id, at: Sample.now.adding(seconds: -4 * 86_400), who: "ops@wall", profile: "acme",
            environment: .sandbox, target: "acme/custom:412", method: .patch, path: "/networks/custom/caps",
            before: ["daily_conversion_cap": .quantity(Quantity(40))],
            after: ["daily_conversion_cap": .quantity(Quantity(44))], outcome: .applied, status: 200)
    }

    @Test("list and detail show the same time of the network's zone, and the detail names the zone of that day")
    func zone() {
        var desk = Operating()
        desk.press("A")
        desk.act(.journalRead([entry(9)]))
        let picture = desk.screen.joined(separator: "\n")
        #expect(desk.shows("6 Mar 14:20:41 "), "\(picture)")
        #expect(desk.shows("entry 9  2026-03-06 14:20:41 CST  acme, sandbox"), "\(picture)")
        #expect(!desk.shows("20:20:41"), "\(picture)")
        #expect(desk.screen.count { $0.contains("CST") } == 1, "\(picture)")
    }

    @Test("a creation and a deletion say so first, and what is unlimited is called that")
    func words() throws {
        let values: [String: FieldValue] = [
            "daily_click_cap": .quantity(.zero), "daily_conversion_cap": .quantity(Quantity(25)),
        ]
        var deletion = entry(9)
        (deletion.method, deletion.before, deletion.after) = (.delete, values, [:])
        #expect(AuditChange.text(deletion) == "deleted: daily_conversion_cap 25")
        let pair = CustomCapPair(affiliateID: 64, offerID: 204)
        var creation = entry(10)
        creation.target = EditTarget(network: "acme", newCustomCapFor: pair).text
        (creation.method, creation.before, creation.after) = (.post, [:], values)
        #expect(AuditChange.text(creation) == "created: daily_conversion_cap 25")
        var change = entry(11)
        change.after = ["daily_conversion_cap": .quantity(.zero)]
        #expect(AuditChange.text(change) == "daily_conversion_cap 40 -> unlimited")
        #expect(AuditChange.text(entry(12)) == "daily_conversion_cap 40 -> 44 (+10 %)")
    }

    @Test("what is known of an entry is scrolled to its end, behind tab; another entry begins at its beginning")
    func scrolling() {
        var long = entry(9)
        long.message = (1...400).map { "word\($0)" }.joined(separator: " ")
        var desk = Operating()
        desk.press("A")
        desk.act(.journalRead([long, entry(8)]))
        #expect(desk.shows("lines more") && !desk.shows("word400"))
        desk.press("tab", "end")
        #expect(desk.shows("word400") && !desk.shows("entry 9  ") && !desk.shows("lines more"), "\(desk.screen)")
        desk.press("home")
        #expect(desk.shows("entry 9  "))
        desk.press("down", "tab", "down")
        #expect(desk.shows("entry 8  "), "\(desk.screen)")
    }

    @Test("a journal that is longer than what is shown says that these are its newest entries")
    func cut() {
        var desk = Operating()
        desk.press("A")
        let entries = (Int64(1)...10_000).reversed().map { entry($0) }
        desk.act(.journalRead(entries))
        #expect(desk.shows("newest 10000 entries"))
        desk.act(.journalRead(Array(entries.dropLast())))
        #expect(desk.shows(" 9999 entries") && !desk.shows("newest"))
    }

    /// A cap of a flow that was raised from 2000 to 2200, saved and not deployed.
    private func saved(_ id: Int64) -> JournalEntry {
        JournalEntry(
            id: id, at: Sample.now, who: "ops@wall", profile: "leads", environment: .sandbox, target: "leads/cap:a1",
            method: .put, path: "/flows/696f6dcfd3e4b5a697887701", before: ["maximum": .quantity(Quantity(2000))],
            after: ["maximum": .quantity(Quantity(2200))], outcome: .savedNotLive, status: 200)
    }

    private func opened(_ entries: [JournalEntry], isUnlocked: Bool = true) -> Operating {
        var desk = Operating(isUnlocked: isUnlocked)
        desk.objects["leads/cap:a1"] = Sample.liveFlowCap(maximum: 2200)
        desk.press("A")
        desk.act(.journalRead(entries))
        return desk
    }

    private func deploys(_ desk: Operating) -> [Edit] {
        desk.effects.compactMap { if case .deploy(let edit, _) = $0 { edit } else { nil } }
    }

    @Test("what was saved and not deployed is deployed from here, confirmed each time, until it is live")
    func deploy() throws {
        var desk = opened([saved(9), entry(8)])
        #expect(desk.shows("deploy"))
        desk.press("d")
        #expect(desk.shows("Deploy this flow?") && desk.shows("POST /flows/696f6dcfd3e4b5a697887701/deploy"))
        #expect(deploys(desk).isEmpty)
        desk.press("y")
        let edit = try #require(deploys(desk).first)
        #expect(edit.target.text == "leads/cap:a1" && edit.settled(by: Sample.liveFlowCap(maximum: 2200)) == .applied)
        desk.act(.written(edit, .savedNotLive("the deploy failed: 500"), live: Sample.liveFlowCap(maximum: 2200)))
        #expect(desk.shows("leads/cap:a1 saved, not live: the deploy failed: 500") && !desk.shows("under way"))
        desk.press("d", "y")
        #expect(deploys(desk) == [edit, edit] && desk.shows("1 change under way"))
        desk.act(.written(edit, .applied("Flow deployed"), live: Sample.liveFlowCap(maximum: 2200)))
        #expect(desk.shows("leads/cap:a1 applied: Flow deployed") && !desk.shows("under way"))
        #expect(desk.effects.last == .readJournal && desk.state.overlays.isEmpty)
    }

    @Test("what was refused since does not stand in the way of a deploy")
    func refusedSince() {
        var refused = saved(10)
        refused.outcome = .refused
        var desk = opened([refused, saved(9)])
        desk.press("down", "d")
        #expect(desk.shows("Deploy this flow?"))
    }

    @Test("a deploy is told apart from the change that it makes live, and what is live is not offered again")
    func deployed() {
        var deploy = saved(10)
        deploy.method = .post
        deploy.path += "/deploy"
        deploy.outcome = .applied
        #expect(AuditChange.text(deploy) == "deployed: maximum 2000 -> 2200 (+10 %)")
        var desk = opened([deploy, saved(9)])
        desk.press("down")
        #expect(!desk.shows("d deploy"))
        #expect(opened([saved(9)]).shows("d deploy"))
    }

    @Test("a deploy that is not confirmed leaves nothing open")
    func leftDeploy() {
        var desk = opened([saved(9)])
        desk.press("d", "escape")
        #expect(desk.state.editor == nil && desk.state.overlays.isEmpty && deploys(desk).isEmpty)
    }

    @Test("where there is nothing to deploy, the bottom line says why")
    func nothingToDeploy() {
        var desk = opened([entry(9)])
        desk.press("d")
        #expect(desk.shows("this entry is applied: it has nothing to deploy"))
        desk = opened([saved(9)], isUnlocked: false)
        desk.press("d")
        #expect(desk.shows("locked"))
        var newer = saved(10)
        newer.outcome = .applied
        desk = opened([newer, saved(9)])
        desk.press("down", "d")
        #expect(desk.shows("the same object was changed again since"))
        var elsewhere = saved(9)
        elsewhere.environment = .production
        desk = opened([elsewhere])
        desk.press("d")
        #expect(desk.shows("there is no profile 'leads' of production here"))
        var unknown = saved(9)
        unknown.profile = "old"
        desk = opened([unknown])
        desk.press("d")
        #expect(desk.shows("there is no profile 'old' here"))
        desk.press("escape", "d")
        #expect(desk.shows("deployed in the audit") && deploys(desk).isEmpty)
    }

    @Test("what was read of the journal is not held once its screen is left, nor what comes after that")
    func left() {
        var desk = Operating()
        desk.press("A")
        desk.act(.journalRead([entry(9)]))
        desk.press("escape")
        #expect(desk.state.screen == .caps && desk.state.audit == AuditState())
        desk.act(.journalRead([entry(9)]))
        #expect(desk.state.audit == AuditState())
        desk.press("A")
        desk.act(.journalRead([entry(9)]))
        #expect(desk.shows("entry 9"))
        desk.press("!")
        #expect(desk.state.screen == .alerts && desk.state.audit == AuditState())
    }
}
