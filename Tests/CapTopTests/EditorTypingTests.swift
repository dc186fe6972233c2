// What the first key does in a field of an editor, and what the line of a field shows: value, what is typed, and the result.
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct EditorTypingTests {
    private func text(_ desk: Operating) -> String? { desk.state.editor?.focused?.input.text }

    /// What behind the arrow of the line that is typed in looks selected.
    private func selected(_ desk: Operating) throws -> String {
        let theme = try #require(Theme.named("mono", colors: 0, noColor: true))
        let surface = view(desk.state, look: Look(theme: theme, glyphs: .ascii))
        let lines = surface.lines()
        let row = try #require(lines.firstIndex { $0.contains("daily_conversion_cap") && $0.contains(" -> ") })
        let arrow = try #require(lines[row].firstRange(of: " -> ")).upperBound
        let start = lines[row].distance(from: lines[row].startIndex, to: arrow)
        let cells = (start..<surface.size.width).map { surface[$0, row] }
        return cells.filter { $0.style == theme[.selection] }.map(\.text).joined()
    }

    @Test("arithmetic typed right after e is about the value that stands there")
    func arithmetic() {
        var desk = Operating(filter: "412 conv")
        desk.press("e")
        desk.type("+10%")
        desk.press("enter", "y")
        #expect(desk.summaries == [["daily_conversion_cap 40 -> 44 (+10 %)"]])
    }

    @Test("a number or a paste takes the place of the value")
    func replaces() {
        var desk = Operating(filter: "412 conv")
        desk.press("e", "9")
        #expect(text(desk) == "9")
        desk.press("5")
        #expect(text(desk) == "95")
        desk.press("escape", "e")
        desk.paste("1500")
        #expect(text(desk) == "1500")
    }

    @Test(
        "a key that moves or deletes keeps the value, and what follows goes into it",
        arguments: [("left", "470"), ("home", "740"), ("end", "407"), ("backspace", "47"), ("ctrl-u", "7")])
    func edits(key: String, expected: String) {
        var desk = Operating(filter: "412 conv")
        desk.press("e", key, "7")
        #expect(text(desk) == expected)
    }

    @Test("a refresh leaves the cursor where it was moved to, and a value that has changed is taken whole again")
    func refresh() {
        var desk = Operating(filter: "412 conv")
        desk.press("e", "left")
        desk.act(.loaded(Sample.acmeSnapshot()))
        desk.press("5")
        #expect(text(desk) == "450")
        desk.press("escape", "e", "left")
        desk.objects["acme/custom:412"] = Sample.live412(daily: 50)
        desk.act(.loaded(Sample.acmeSnapshot()))
        #expect(text(desk) == "50")
        desk.press("6")
        #expect(text(desk) == "6")
    }

    @Test("coming back to a field that was left unchanged begins anew; typed text is kept")
    func comingBack() {
        var desk = Operating(filter: "412 conv")
        desk.press("e", "end", "tab", "back-tab", "7")
        #expect(text(desk) == "7")
        desk.press("tab", "back-tab", "1")
        #expect(text(desk) == "71")
    }

    @Test("the keys that propose go on from what they have proposed, past no change at all")
    func stepsOn() {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "+")
        #expect(text(desk) == "+20%")
        desk.press("-", "-")
        #expect(text(desk) == "-10%")
        desk.press("-", "+", "+", "enter", "y")
        #expect(desk.summaries == [["daily_conversion_cap 40 -> 44 (+10 %)"]])
    }

    @Test("they are the keys of the keymap, and in a text they are text")
    func stepKeys() throws {
        var desk = Operating(filter: "412 conv")
        desk.state.keymap = try Keymap(overrides: [.capRaise: ["="]])
        desk.press("=", "=")
        #expect(text(desk) == "+20%")
        desk.press("+")
        #expect(text(desk) == "+20%+", "bound to nothing")
        desk = Operating(filter: "412 conv")
        desk.press("e")
        for _ in 0..<40 where desk.state.editor?.focused?.field.name != "name" { desk.press("down") }
        desk.type("+10%+")
        #expect(text(desk) == "+10%+")
    }

    @Test(
        "a whole percentage goes on by ten either way, and no further than sense",
        arguments: [
            ("+10%", 10, "+20%"), ("+20%", -10, "+10%"), ("+10%", -10, "-10%"), ("-10%", 10, "+10%"),
            ("-10%", -10, "-20%"), ("+5%", -10, "-5%"), ("-90%", -10, "-90%"), ("+990%", 10, "+990%"),
        ])
    func step(text: String, percent: Int, expected: String) {
        var field = TextField(text)
        let isStepped = field.step(by: percent)
        #expect(isStepped && field == TextField(expected))
    }

    @Test(
        "what is no whole percentage is not stepped",
        arguments: ["", "%", "+%", "10%", "+10", "+2.5%", "*2", "+-5%", "-100%", "+9223372036854775807%"])
    func noStep(text: String) {
        var field = TextField(text)
        let isStepped = field.step(by: 10)
        #expect(!isStepped && field == TextField(text))
    }

    @Test("nor is one that the cursor has gone into")
    func noStepWithin() {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "left", "+")
        #expect(text(desk) == "+10+%")
    }

    @Test("the value that the next key would replace looks selected")
    func look() throws {
        var desk = Operating(filter: "412 conv")
        desk.press("e")
        #expect(try selected(desk) == "40")
        desk.press("end")
        #expect(try selected(desk).isEmpty)
        desk.press("escape", "+")
        #expect(try selected(desk).isEmpty, "a proposal goes on")
        #expect(desk.shows("ctrl-u: clear"))
    }

    @Test("a little that is used does not read as nothing")
    func littleUsed() {
        var desk = Operating(filter: "412 click")
        desk.press("e")
        // 3120 of 5000 are 62.4 %, of a million 0.3 %.
        desk.type("1M")
        #expect(desk.shows("daily_click_cap: 62% -> <1% of it used"))
    }

    @Test("on 80 columns what is typed leaves room for what it comes to")
    func narrow() {
        var desk = Operating(filter: "412 conv")
        desk.act(.resized(width: 80, height: 24))
        desk.press("e")
        desk.type("430")
        // 390 more than 40.
        #expect(desk.screen.contains { $0.contains("-> 430") && $0.contains("+975 %") })
    }
}
