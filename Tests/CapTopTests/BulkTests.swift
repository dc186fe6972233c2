// Marked rows changed together: the preview of each, one confirmation, a result for each, another try, one undo.
import Models
import Testing

@testable import CapTop

@Suite struct BulkTests {
    /// The caps of acme, all marked: 412 (conversions, clicks), 413 (payout), 414 (conversions), offer 204 (conversions).
    private func marked() -> Operating {
        var desk = Operating(filter: "acme")
        desk.press("M")
        return desk
    }

    @Test("m marks a row and moves on, M marks all shown and then none, esc takes all marks away")
    func marks() {
        var desk = Operating(filter: "acme")
        desk.press("m", "m")
        #expect(desk.state.marks.caps.count == 2 && desk.state.caps.line == 2 && desk.shows("2 marked"))
        desk.press("M")
        #expect(desk.state.marks.caps.count == 5)
        desk.press("M")
        #expect(desk.state.marks.isEmpty)
        desk.press("m", "escape")
        #expect(desk.state.marks.isEmpty && desk.state.filter.text == "acme")
    }

    @Test("typed arithmetic is previewed for every object, its marked limits together")
    func preview() {
        var desk = marked()
        desk.press("+")
        let summaries = Dictionary(
            uniqueKeysWithValues: (desk.state.bulk?.rows ?? []).compactMap { row in
                row.edit.map { ($0.target.text, $0.summary()) }
            })
        #expect(
            summaries == [
                "acme/custom:412": ["daily_conversion_cap 40 -> 44 (+10 %)", "daily_click_cap 5000 -> 5500 (+10 %)"],
                "acme/custom:413": ["monthly_payout_cap 1000 -> 1100 (+10 %)"],
                "acme/custom:414": ["daily_conversion_cap 40 -> 44 (+10 %)"],
                "acme/offer:204": ["daily_conversion_cap 200 -> 220 (+10 %)"],
            ])
        #expect(desk.shows("Change 4 objects of acme") && desk.shows("4 change"))
    }

    @Test("the keys that propose go on from what they have proposed, for every object")
    func stepsOn() {
        var desk = marked()
        desk.press("+", "+")
        #expect(desk.state.bulk?.input.text == "+20%")
        let lines = desk.state.bulk?.edits.flatMap { $0.summary() } ?? []
        #expect(lines.contains("monthly_payout_cap 1000 -> 1200 (+20 %)"), "\(lines)")
    }

    @Test("what cannot be changed is said row by row and left out")
    func leftOut() {
        var desk = marked()
        desk.press("e")
        desk.type("is_soft_cap=true")
        let bulk = desk.state.bulk
        #expect(bulk?.edits.map(\.target.text) == ["acme/custom:412", "acme/custom:413"])
        #expect(bulk?.leftOut == 2 && desk.shows("as it is already") && desk.shows("only these can be changed"))
    }

    @Test("the hint beside the line has what the marked objects take, and no other")
    func hints() {
        var desk = marked()
        desk.press("e")
        #expect(desk.shows("+10%  -5  *2  1500  off  field=value"))
        desk = Operating(filter: "leads")
        desk.press("M", "e")
        #expect(desk.shows("+10%  -5  *2  1500  field=value"), "LeadConduit knows no unlimited")
        desk = Operating(filter: "acme")
        desk.press("tab", "tab", "down", "M", "e")
        #expect(desk.shows("field=value, such as account_status=inactive") && !desk.shows("+10%"))
    }

    @Test("one confirmation for all; a result for each; r asks again for those that failed only")
    func resultsAndRetry() {
        var desk = marked()
        desk.press("+", "enter", "y")
        let edits = desk.sent
        #expect(edits.count == 4 && desk.state.bulk?.phase == .sending)
        for edit in edits.dropFirst() { desk.act(.bulkWritten(edit, .applied(""))) }
        #expect(desk.state.bulk?.phase == .sending)
        desk.act(.bulkWritten(edits[0], .refused("500 on purpose")))
        #expect(desk.state.bulk?.phase == .finished && desk.shows("3 applied, 1 not"))
        var left = desk
        left.press("escape")
        #expect(Set(left.state.marks.caps.map(\.object.key)) == [edits[0].target.key], "what failed stays marked")
        #expect(desk.effects.contains(.fetch(network: "acme")))
        desk.press("r", "y")
        #expect(desk.sent.count == 5 && desk.sent.last == edits[0])
        let batches = desk.effects.compactMap { effect -> String? in
            guard case .sendAll(_, _, let batch, _) = effect else { return nil }
            return batch
        }
        #expect(batches.count == 2 && Set(batches).count == 1, "one undo takes both back")
    }

    @Test("production asks for the network's name to be typed for several objects")
    func production() {
        var desk = Operating(filter: "acme", environment: .production)
        desk.press("M", "+", "enter", "y", "enter")
        #expect(desk.sent.isEmpty && desk.state.confirm?.confirmation.nameToType == "acme")
        desk.press("ctrl-u")
        desk.type("acme")
        desk.press("enter")
        #expect(desk.sent.count == 4)
    }

    @Test("marks of two networks are not one change")
    func twoNetworks() {
        var desk = Operating()
        desk.press("M", "+")
        #expect(desk.state.bulk == nil && desk.state.message?.contains("acme and leads") == true)
    }

    @Test("affiliates are suspended together")
    func affiliates() {
        var desk = Operating(filter: "acme")
        desk.press("tab", "tab", "down", "M", "e")
        desk.type("account_status=suspended")
        #expect(
            desk.state.bulk?.edits.map { $0.summary() } == [
                ["account_status active -> suspended"], ["account_status active -> suspended"],
            ])
    }

    @Test("leaving while requests are under way: one sentence says what came of all, also while another one is open")
    func leaveEarly() {
        var desk = marked()
        desk.press("+", "enter", "y", "escape")
        #expect(desk.state.bulk == nil)
        let edits = desk.sent
        desk.act(.bulkWritten(edits[0], .refused("no")))
        desk.press("q")
        #expect(desk.shows("3 changes have no outcome yet") && !desk.effects.contains(.quit))
        desk.press("-")
        #expect(desk.state.bulk?.phase == .typing && desk.state.message == nil)
        desk.act(.bulkWritten(edits[1], .refused("nor this")))
        desk.act(.bulkWritten(edits[2], .applied("")))
        let fetches = desk.effects.count { $0 == .fetch(network: "acme") }
        desk.act(.bulkWritten(edits[3], .applied("")))
        #expect(
            desk.state.message
                == "Change 4 objects of acme: 2 applied, 2 not; \(edits[0].objectName) refused: no")
        #expect(desk.effects.count { $0 == .fetch(network: "acme") } == fetches + 1)
        #expect(desk.state.bulk?.phase == .typing && desk.state.leftBulks.isEmpty)
    }

    @Test("marks that a finished change has taken away do not come back from the past")
    func marksOfThePast() {
        var desk = marked()
        desk.press("+", "enter", "y", "escape")
        let edits = desk.sent
        desk.state.history = HistoryState(isKept: true)
        desk.press(",")
        desk.act(.pastRead(.found(Past(instant: Sample.now.adding(seconds: -3600), networks: []))))
        #expect(desk.state.isInThePast && desk.state.marks.caps.count == 5)
        for edit in edits { desk.act(.bulkWritten(edit, .applied(""))) }
        #expect(desk.shows("Change 4 objects of acme: 4 applied, 0 not"), "told there and then")
        desk.press("0")
        #expect(!desk.state.isInThePast && desk.state.marks.isEmpty)
    }

    @Test("a text can be emptied for many, and an id has no percentage")
    func emptyText() {
        let group = EditSubject(
            target: EditTarget(network: "acme", kind: .offerGroup, key: "7"), title: "Kettles",
            known: ["internal_notes": .text("old")])
        #expect(BulkProposal("internal_notes=").row(for: group).edit?.summary() == ["internal_notes \"old\" -> \"\""])
        #expect(BulkProposal("is_soft_cap=").row(for: group).problem == "type what it shall be")
        let change = FieldChange(
            field: "network_offer_id", base: .quantity(Quantity(204)), mine: .quantity(Quantity(207)))
        let target = EditTarget(network: "acme", kind: .customPayout, key: "1")
        #expect(Edit(target: target, objectName: "p", changes: [change]).summary() == ["network_offer_id 204 -> 207"])
    }

    @Test("marks whose rows have vanished change nothing: the bottom line says so, and which key drops them")
    func vanished() {
        var desk = marked()
        var snapshot = Sample.acmeSnapshot()
        snapshot.meters = []
        desk.act(.loaded(snapshot))
        for key in ["e", "+", "-"] {
            desk.press("down", key)
            #expect(desk.state.bulk == nil && desk.shows("what was marked is gone; escape drops the marks"))
        }
        desk.press("escape")
        #expect(desk.state.marks.isEmpty)
    }
}
