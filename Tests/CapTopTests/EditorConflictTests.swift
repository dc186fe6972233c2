// Changes from the network while an editor is open: shown beside the field, merged or asked about, and never at the cost of
// typed text.
import Models
import Testing

@testable import CapTop

@Suite struct EditorConflictTests {
    private func typing(_ text: String = "60") -> Operating {
        var desk = Operating(filter: "412 conv")
        desk.press("e", "ctrl-u")
        desk.type(text)
        return desk
    }

    @Test("a field that nobody types in follows the network; the change still goes through")
    func otherField() {
        var desk = typing()
        desk.objects["acme/custom:412"] = Sample.live412(name: "renamed")
        desk.act(.loaded(Sample.acmeSnapshot()))
        #expect(desk.state.editor?.isChangedMeanwhile == false)
        desk.press("page-down", "up")
        #expect(desk.shows("renamed"))
        desk.press("enter", "y")
        #expect(desk.summaries == [["daily_conversion_cap 40 -> 60 (+50 %)"]])
    }

    @Test("the same field changed meanwhile: shown, asked about; k keeps mine on top of the new value")
    func sameFieldKept() {
        var desk = typing()
        desk.objects["acme/custom:412"] = Sample.live412(daily: 50)
        desk.act(.loaded(Sample.acmeSnapshot()))
        #expect(desk.shows("daily_conversion_cap changed meanwhile: the network now says 50, yours is 60"))
        #expect(desk.state.editor?.focused?.input.text == "60")
        desk.press("enter")
        #expect(desk.state.editor?.phase == .clashing && desk.state.confirm == nil && desk.shows("k: keep mine"))
        desk.press("k", "y")
        #expect(desk.summaries == [["daily_conversion_cap 50 -> 60 (+20 %)"]])
    }

    @Test("arithmetic that is kept starts from the new value")
    func sameFieldArithmetic() {
        var desk = typing("+5")
        desk.objects["acme/custom:412"] = Sample.live412(daily: 50)
        desk.act(.loaded(Sample.acmeSnapshot()))
        desk.press("enter", "k", "y")
        #expect(desk.summaries == [["daily_conversion_cap 50 -> 55 (+10 %)"]])
    }

    @Test("t takes theirs and keeps what was typed elsewhere")
    func sameFieldTaken() {
        var desk = typing()
        desk.press("page-down", "space")
        desk.objects["acme/custom:412"] = Sample.live412(daily: 50)
        desk.act(.loaded(Sample.acmeSnapshot()))
        desk.press("enter", "t", "enter", "y")
        #expect(desk.summaries == [["is_soft_cap false -> true"]])
    }

    @Test("a clash that comes while the confirmation is open closes it")
    func clashWhileConfirming() {
        var desk = typing()
        desk.press("enter")
        #expect(desk.state.confirm != nil)
        desk.objects["acme/custom:412"] = Sample.live412(daily: 50)
        desk.act(.loaded(Sample.acmeSnapshot()))
        desk.press("y")
        #expect(desk.state.confirm == nil && desk.sent.isEmpty && desk.state.editor?.focused?.input.text == "60y")
    }

    @Test("an object that was deleted meanwhile says so; nothing is sent, the text stays")
    func gone() {
        var desk = typing()
        desk.objects = [:]
        desk.act(.loaded(Sample.acmeSnapshot()))
        #expect(desk.shows("does not exist any more") && desk.state.editor?.focused?.input.text == "60")
        desk.press("enter", "y")
        #expect(desk.sent.isEmpty)
    }

    @Test("a conflict that only the writer saw leads to the same question")
    func conflictOnSending() throws {
        var desk = typing()
        desk.press("enter", "y")
        let edit = try #require(desk.sent.first)
        desk.act(.written(edit, .conflict("daily_conversion_cap is now 50"), live: Sample.live412(daily: 50)))
        #expect(desk.state.editor?.phase == .clashing && desk.shows("the network now says 50"))
        desk.objects["acme/custom:412"] = Sample.live412(daily: 50)
        desk.press("k", "y")
        #expect(desk.summaries.last == ["daily_conversion_cap 50 -> 60 (+20 %)"])
    }

    @Test("another change of the flow is shown and asked about before the whole flow is written back")
    func flowChanged() throws {
        var desk = Operating(filter: "a1")
        desk.objects["leads/cap:a1"] = Sample.liveFlowCap()
        desk.press("+")
        desk.objects["leads/cap:a1"] = Sample.liveFlowCap(version: "v2", note: "new")
        desk.act(.loaded(Sample.leadsSnapshot()))
        #expect(desk.shows("the flow was changed meanwhile") && desk.shows("note"))
        desk.press("enter", "y")
        #expect(desk.sent.isEmpty && desk.state.editor?.phase == .clashing)
        desk.press("k", "y")
        #expect(desk.sent.map(\.baseVersion) == ["v2"])
    }
}
