// Creating and deleting a custom cap, undo from the journal, and the audit view.
import Models
import TUIKitLite
import Testing
import Upstream

@testable import CapTop

@Suite struct CreateDeleteUndoTests {
    private func entry(_ id: Int64, outcome: JournalOutcome = .applied) -> JournalEntry {
        JournalEntry(
            id: id, at: Sample.now, who: "ops@wall", profile: "acme", environment: .sandbox, target: "acme/custom:412",
            method: .patch, path: "/networks/custom/caps", before: ["daily_conversion_cap": .quantity(Quantity(40))],
            after: ["daily_conversion_cap": .quantity(Quantity(44))], outcome: outcome)
    }

    @Test("letters in order find a name; beginnings of words and runs come first")
    func fuzzy() {
        let names = ["Sunrise Kettle CPA", "Tern Insurance", "Skelton Trust"]
        let found = names.compactMap { name in FuzzyMatch.score("sk", in: name).map { (name, $0) } }
        #expect(found.sorted { $0.1 > $1.1 }.map(\.0) == ["Skelton Trust", "Sunrise Kettle CPA"])
        #expect(FuzzyMatch.score("ks", in: "Tern Insurance") == nil)
        #expect(FuzzyMatch.score("", in: "anything") == 0)
        let endless = String(repeating: "n", count: 10_000)
        #expect(FuzzyMatch.score("nnn", in: endless) != nil && FuzzyMatch.score("nx", in: endless + "x") == nil)
        let choices = [NamedID(id: "77", name: endless), NamedID(id: "8", name: "Nine")]
        var picker = Picker(.edit, title: "", stages: [Picker.Stage(label: "", choices: choices)])
        picker.input = TextField("n77")
        #expect(picker.candidates.map(\.id) == ["77"])
    }

    @Test("a custom cap is created for a chosen affiliate and offer, with the limits typed")
    func create() throws {
        var desk = Operating(filter: "412 conv")
        desk.press("n")
        desk.type("north")
        desk.press("enter")
        desk.type("kett")
        desk.press("enter")
        #expect(desk.shows("Create Northwind Perf., Sunrise Kettle CPA, new custom cap"))
        desk.type("25")
        desk.press("enter")
        #expect(desk.shows("POST /networks/custom/caps"))
        desk.press("y")
        let edit = try #require(desk.sent.first)
        #expect(edit.action == .create(CustomCapPair(affiliateID: 64, offerID: 204)))
        #expect(edit.after["daily_conversion_cap"] == .quantity(Quantity(25)))
    }

    @Test("a pair that has a custom cap already opens that one")
    func createExisting() {
        var desk = Operating(filter: "412 conv")
        desk.press("n")
        desk.type("harbor")
        desk.press("enter")
        desk.type("kett")
        desk.press("enter")
        #expect(desk.state.editor?.target.text == "acme/custom:412" && desk.state.editor?.purpose == .change)
    }

    @Test("a pair that got a custom cap meanwhile: e edits that one, with what was typed")
    func createTooLate() throws {
        var desk = Operating(filter: "412 conv")
        desk.press("n")
        desk.type("north")
        desk.press("enter")
        desk.type("kett")
        desk.press("enter")
        desk.type("25")
        desk.press("enter", "y")
        let edit = try #require(desk.sent.first)
        let body = """
            {"network_custom_cap_setting_id":419,"network_affiliate_id":64,"network_offer_id":204,"name":"Theirs",
            "is_soft_cap":false,"daily_conversion_cap":99,"daily_click_cap":700,"time_saved":1}
            """
        let theirs = try #require(Sample.live(body, "acme/custom:419"))
        guard case .conflict(let merged, let fields) = edit.merge(with: theirs) else {
            Issue.record("no conflict")
            return
        }
        let outcome = EditOutcome(WriteResult(.conflict(WriteConflict(edit: merged, fields: fields)), live: theirs))
        desk.act(.written(edit, outcome, live: theirs))
        #expect(desk.shows("the pair has custom cap 419 now") && desk.shows("e: edit that one"))
        desk.objects["acme/custom:419"] = theirs
        desk.press("e")
        #expect(desk.shows("Edit Theirs, custom cap 419"))
        desk.press("enter", "y")
        #expect(desk.summaries.last == ["daily_conversion_cap 99 -> 25 (-74.7 %)"])
        #expect(desk.sent.last?.action == .change && desk.sent.last?.target.key == "419")
    }

    @Test("a deletion says what the pair falls back to, and is confirmed like any change")
    func delete() {
        var desk = Operating(filter: "412 conv")
        desk.press("D")
        #expect(desk.shows("what still holds then: offer conv day 120/200"))
        #expect(desk.shows("the affiliate falls back to the offer's own caps"))
        desk.press("enter")
        #expect(desk.shows("DELETE /networks/custom/caps/412"))
        desk.press("y")
        #expect(desk.sent.first?.action == .delete(CustomCapPair(affiliateID: 51, offerID: 204)))
    }

    @Test("u asks the journal; what it finds is proposed and needs its own yes")
    func undo() throws {
        var desk = Operating(filter: "412 conv")
        desk.press("u")
        #expect(desk.effects == [.findUndo(entry: nil, except: [])])
        let live = try #require(Sample.live412(daily: 44))
        let edit = try Edit.proposing([Edit.Assignment("daily_conversion_cap", "40")], on: live)
        desk.act(.undoFound(.changes([UndoChange(edit: edit, entry: 7, live: live)])))
        #expect(desk.shows("Send this change?") && desk.sent.isEmpty)
        desk.press("u", "enter")
        #expect(desk.sent.isEmpty, "the opening key is no yes")
        desk.press("y")
        #expect(desk.summaries == [["daily_conversion_cap 44 -> 40 (-9.1 %)"]])
        #expect(
            desk.effects.contains { effect in
                guard case .send(_, _, _, let undoOf) = effect else { return false }
                return undoOf == 7
            })
    }

    @Test("the undo of a creation asks at once whether to delete what was created")
    func undoOfCreation() throws {
        var desk = Operating(filter: "412 conv")
        let live = try #require(Sample.live412(daily: 40))
        let edit = try #require(Edit.deleting(live))
        desk.act(.undoFound(.changes([UndoChange(edit: edit, entry: 7, live: live)])))
        #expect(desk.shows("Send this change?") && desk.shows("DELETE /networks/custom/caps/412"))
        desk.press("y")
        #expect(desk.sent.first?.action == .delete(CustomCapPair(affiliateID: 51, offerID: 204)))
    }

    /// What the editor of an affiliate with these notes proposes when a change of one field is undone.
    private func undone(_ field: String, from now: String, to before: String, notes: String) throws -> Operating {
        var desk = Operating(filter: "412 conv")
        let notes = String(decoding: JSONValue.string(notes).serialized(), as: UTF8.self)
        let body = """
            {"network_affiliate_id":51,"name":"Harbor Media","account_status":"active","internal_notes":\(notes)}
            """
        let live = try #require(Sample.live(body, "acme/affiliate:51"))
        let change = FieldChange(field: field, base: .text(now), mine: .text(before), live: .text(now))
        let edit = Edit(target: live.target, objectName: live.name, changes: [change])
        desk.act(.undoFound(.changes([UndoChange(edit: edit, entry: 7, live: live)])))
        return desk
    }

    @Test("what was empty before becomes empty again, and texts of several lines are never sent in one")
    func undoOfTexts() throws {
        var emptied = try undone("internal_notes", from: "VIP", to: "", notes: "VIP")
        emptied.press("y")
        #expect(emptied.sent.first?.after == ["internal_notes": .text("")])
        let restored = try undone("internal_notes", from: "short", to: "two\nlines", notes: "short")
        #expect(restored.state.confirm == nil && restored.shows("must be one line"), "\(restored.screen)")
        var beside = try undone("name", from: "Harbor Media", to: "Harbor", notes: "two\nlines")
        beside.press("y")
        #expect(beside.sent.first?.after == ["name": .text("Harbor")], "what is only shown in one line is not changed")
    }

    @Test("an undo of several says which objects are left out and why")
    func undoLeavesOut() throws {
        var desk = Operating(filter: "412 conv")
        let live = try #require(Sample.live412(daily: 44))
        let edit = try Edit.proposing([Edit.Assignment("daily_conversion_cap", "40")], on: live)
        let change = UndoChange(edit: edit, entry: 7, live: live)
        desk.act(.undoFound(.changes([change], leftOut: ["custom cap 413: daily_conversion_cap is 555 now"])))
        #expect(desk.shows("Undo 1 change") && desk.shows("daily_conversion_cap is 555 now"))
        desk.press("enter", "y")
        #expect(desk.sent.count == 1)
    }

    @Test("while nothing but a word fits on the screen, no key confirms anything")
    func tooSmall() {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "enter")
        #expect(desk.state.confirm != nil)
        desk.act(.resized(width: 20, height: 5))
        desk.press("y")
        #expect(desk.sent.isEmpty && desk.state.confirm != nil)
        desk.act(.resized(width: 120, height: 36))
        desk.press("y")
        #expect(desk.sent.count == 1)
    }

    @Test("a cap can be created, and the last change undone, also where no row is shown")
    func nothingShown() {
        var desk = Operating(filter: "zzzz")
        #expect(desk.state.selectedCap == nil)
        desk.press("u")
        #expect(desk.effects.last == .findUndo(entry: nil, except: []))
        desk.press("e")
        #expect(desk.shows("there is nothing to edit here"))
        desk.press("n")
        #expect(desk.state.picker != nil)
    }

    @Test("an editor opened from the chart is seen")
    func fromTheChart() {
        var desk = Operating(filter: "412 conv")
        desk.press("c")
        #expect(desk.state.screen == .chart)
        desk.press("e")
        #expect(desk.shows("Edit ") && desk.shows("daily_conversion_cap"))
    }

    @Test("an undo of several changes is one previewed change of all")
    func undoOfBulk() throws {
        var desk = Operating(filter: "412 conv")
        let live = try #require(Sample.live412(daily: 44))
        let edit = try Edit.proposing([Edit.Assignment("daily_conversion_cap", "40")], on: live)
        var other = edit
        other.target.key = "413"
        desk.act(
            .undoFound(
                .changes([UndoChange(edit: edit, entry: 7, live: live), UndoChange(edit: other, entry: 8, live: live)]))
        )
        #expect(desk.shows("Undo 2 changes"))
        desk.press("enter", "y")
        #expect(
            desk.effects.contains { effect in
                guard case .sendAll(let edits, _, _, let undoOf) = effect else { return false }
                return edits.count == 2 && undoOf == [7, 8]
            })
    }

    @Test("what cannot be undone is said")
    func nothingToUndo() {
        var desk = Operating(filter: "412 conv")
        desk.act(.undoFound(.nothing("nothing to undo", entries: [7])))
        #expect(desk.shows("nothing to undo") && desk.state.overlays.isEmpty)
        desk.press("u")
        #expect(desk.effects == [.findUndo(entry: nil, except: [7])], "the next one before it")
    }

    @Test("the audit view lists what was changed; u on a line asks to undo that line; locked it does not")
    func audit() {
        var desk = Operating()
        desk.press("A")
        #expect(desk.effects == [.readJournal])
        desk.act(.journalRead([entry(9), entry(8, outcome: .unknown), entry(7, outcome: .refused)]))
        #expect(desk.shows("acme/custom:412") && desk.shows("daily_conversion_cap 40 -> 44") && desk.shows("unknown"))
        #expect(
            desk.shows("Harbor Media, Sunrise Kettle CPA, custom cap 412: daily_conversion_cap 40 -> 44"),
            "the object under the cursor as the panes call it")
        desk.press("down", "u")
        #expect(desk.effects.last == .findUndo(entry: 8, except: []))
        desk.state.lock()
        let before = desk.effects.count
        desk.press("u", "escape")
        #expect(desk.effects.count == before && desk.state.screen == .caps)
    }
}
