// Keys that do nothing where they are pressed say why, and ctrl-z suspends wherever it is pressed.
import Models
import Testing

@testable import CapTop

@Suite struct KeyAnswerTests {
    @Test("enter in the caps opens nothing and says which keys do")
    func enter() {
        var desk = Operating()
        desk.press("enter")
        #expect(desk.state.overlays.isEmpty)
        #expect(desk.state.message == "e edits, c shows the chart, ? lists all keys")
    }

    @Test(
        "keys of the caps say in other lists why they do nothing",
        arguments: [
            ("s", "only caps are sorted; esc goes back to them"), ("/", "this list has no filter"),
            ("m", "that does nothing in this list; esc goes back to the caps"),
            ("e", "that does nothing in this list; esc goes back to the caps"),
            ("+", "that does nothing in this list; esc goes back to the caps"),
        ])
    func elsewhere(key: String, sentence: String) {
        for screen in ["A", "N", "!"] {
            var desk = Operating()
            desk.press(screen, key)
            #expect(desk.state.message == sentence, "\(screen)")
        }
    }

    @Test("ctrl-z suspends while something is typed or sent, and what was typed stays", arguments: ["/", ":", "e"])
    func suspend(opener: String) {
        var desk = Operating(filter: "412 conv")
        desk.press(opener, "ctrl-u")
        desk.type("12Z")
        let before = (desk.state.overlays, desk.state.filterField, desk.state.prompt, desk.state.editor)
        desk.press("ctrl-z")
        #expect(desk.effects.filter { $0 == .suspend }.count == 1, "Z alone is a letter there")
        let after = (desk.state.overlays, desk.state.filterField, desk.state.prompt, desk.state.editor)
        #expect(before.0 == after.0 && before.1 == after.1 && before.2 == after.2 && before.3 == after.3)
        #expect(desk.shows("12Z"))
    }

    @Test("ctrl-z suspends while a change is being sent, which goes on")
    func suspendWhileSending() {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "enter", "y", "ctrl-z")
        #expect(desk.effects.contains(.suspend) && desk.state.editor?.phase == .sending)
    }

    @Test("an age is told in seconds up to a minute, and then in minutes")
    func age() {
        #expect(Figures.age(milliseconds: 59_999) == "59s" && Figures.age(milliseconds: 60_000) == "1m")
    }
}
