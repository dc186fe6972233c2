// The help on screens of all widths: every sentence is whole, and all of it can be reached.
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct HelpViewTests {
    /// Sentences stand behind frame, blank and keys, which have 24 cells, or a third of what is inside of the frame.
    @Test("sentences that are longer than their column go on below it, whole", arguments: [(80, 27), (40, 15)])
    func sentences(width: Int, column: Int) throws {
        var state = Sample.state(width: width, height: 400)
        _ = reduce(&state, .command(.help), at: Sample.now)
        let theme = try #require(Theme.named("mono", colors: 0, noColor: true))
        for glyphs in [Glyphs.unicode, .ascii] {
            let lines = view(state, look: Look(theme: theme, glyphs: glyphs)).lines()
            let words = lines.flatMap { $0.dropFirst(column).dropLast().split(separator: " ") }
            let text = words.joined(separator: " ")
            for command in Command.allCases { #expect(text.contains(command.summary), "\(command.rawValue)") }
            #expect(text.contains("the thin line: how much of the window has passed; the end: the limit"))
        }
    }

    @Test("keys that are longer than their column go on below, too")
    func keys() throws {
        let keys = ["page-down", "ctrl-f", "ctrl-d", "ctrl-x", "ctrl-v"]
        let keymap = try Keymap(overrides: [.cursorPageDown: keys])
        let entries = HelpView.wrapped(HelpText.lines(for: keymap, matching: "cursor.page-down"), screenWidth: 80)
        let shown = entries.compactMap { line -> String? in
            guard case .entry(let keys, _, _) = line else { return nil }
            return keys
        }
        #expect(shown == ["page-down, ctrl-f,", "ctrl-d, ctrl-x, ctrl-v"])
    }

    @Test("the last line can be reached, however many lines are wrapped")
    func end() {
        var desk = Operating()
        desk.act(.resized(width: 80, height: 24))
        desk.press("?", "end")
        #expect(desk.shows("the end: the limit"), "\(desk.screen.joined(separator: "\n"))")
        desk.press("home")
        #expect(desk.shows("next row"))
    }
}
