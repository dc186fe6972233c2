// The `:` line: commands by name, with what they need behind them, completed by tab and remembered.
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct PromptTests {
    @Test("commands are typed by name behind :, and an unknown one says so and stays to be mended")
    func names() {
        var desk = Operating(isUnlocked: false)
        desk.type(":write")
        desk.press("enter")
        #expect(desk.state.isUnlockedHere)
        desk.type(":lock")
        desk.press("enter")
        #expect(!desk.state.isUnlockedHere)
        desk.type(":quut")
        desk.press("enter")
        #expect(desk.shows("there is no command 'quut'; ? lists them") && desk.shows(":quut"))
        desk.press("backspace", "backspace")
        #expect(!desk.shows("there is no command"))
        desk.type("it")
        desk.press("enter")
        #expect(desk.effects.last == .quit && desk.state.overlays.isEmpty)
    }

    @Test("q and q! quit, as the fingers know them", arguments: ["q", "q!", " q "])
    func quits(line: String) {
        var desk = Operating()
        desk.type(":" + line)
        desk.press("enter")
        #expect(desk.effects == [.quit] && desk.state.overlays.isEmpty)
    }

    @Test("tab completes a command as far as it is clear; arrows bring back what was run; locked ones are not offered")
    func completion() {
        var desk = Operating(isUnlocked: false)
        desk.type(":sp")
        desk.press("tab")
        #expect(desk.state.prompt.line == "split.")
        #expect(desk.shows("split.wider  split.narrower"))
        desk.type("w")
        desk.press("tab", "enter")
        #expect(desk.state.splits.left == 2)
        desk.press(":", "up")
        #expect(desk.state.prompt.line == "split.wider")
        desk.press("down")
        #expect(desk.state.prompt.line.isEmpty && !desk.shows("cap.edit"))
        desk.press("escape")
        desk.type(":wr")
        desk.press("tab", "enter", ":", "c", "a", "p")
        #expect(desk.shows("cap.edit"))
    }

    @Test("sort takes a key, and the direction with it")
    func sort() {
        var desk = Operating()
        desk.type(":sort count")
        desk.press("enter")
        #expect(desk.state.sort == CapSort(.count))
        #expect(desk.state.cap(onLine: 0)?.count == Quantity(3120))
        desk.type(":sort -count")
        desk.press("enter")
        #expect(desk.state.sort == CapSort(.count, isDescending: false))
        #expect(desk.state.cap(onLine: 0)?.count == Quantity(34))
        desk.type(":sort   expires  ")
        desk.press("enter")
        #expect(desk.state.sort == CapSort(.expires) && desk.state.cap(onLine: 0)?.id.text == "leads/cap:b1")
    }

    @Test("filter takes a query; one that is none says where, keeps what is typed and leaves the lists as they are")
    func filter() {
        var desk = Operating()
        desk.type(":filter util >= 98 and hard")
        desk.press("enter")
        #expect(desk.state.filter.text == "util >= 98 and hard")
        #expect(desk.state.dashboard.caps.count == 1)
        desk.type(":filter util >= high")
        desk.press("enter")
        #expect(desk.shows("QUERY, col 9: 'high' is not a number"))
        #expect(desk.state.prompt.line == "filter util >= high" && desk.state.dashboard.caps.count == 1)
        desk.press("escape")
        desk.act(.command(.payouts))
        desk.type(":filter harbor media")
        desk.press("enter")
        #expect(desk.state.money.filter == "harbor media", "other screens take words, as their field does")
    }

    @Test("theme changes the colours of the state at once")
    func theme() {
        var desk = Operating()
        desk.type(":theme light")
        desk.press("enter")
        #expect(desk.state.themeName == "light")
    }

    @Test(
        "what is missing, too much or not one of the words is said in a sentence, and nothing is run",
        arguments: [
            ("sort", "sort needs KEY: one of risk, utilisation"), ("sort -", "'-' is not one of risk"),
            ("sort --risk", "'--risk' is not one of risk"), ("filter", "filter needs QUERY: words and comparisons"),
            ("theme pink", "'pink' is not one of dark, light"), ("quit now", "quit takes nothing behind it"),
            ("q now", "q takes nothing behind it"),
            ("cap.edit", "locked: :write unlocks"),
        ])
    func refusals(line: String, sentence: String) {
        var desk = Operating(isUnlocked: false)
        let before = desk.state
        desk.type(":" + line)
        desk.press("enter")
        #expect(desk.state.prompt.refusal?.hasPrefix(sentence) == true, "\(desk.state.prompt.refusal ?? String())")
        #expect(desk.shows(sentence.prefix(20).description))
        #expect(desk.state.sort == before.sort && desk.state.themeName == before.themeName && desk.effects.isEmpty)
    }

    @Test("tab completes what stands behind a command: words, and in queries fields, values and the data's names")
    func argumentCompletion() {
        var desk = Operating()
        desk.type(":the")
        desk.press("tab")
        desk.type("col")
        desk.press("tab")
        #expect(desk.state.prompt.field.text == "theme colorblind")
        desk.press("escape")
        desk.type(":filter hard aff")
        desk.press("tab")
        #expect(desk.state.prompt.field.text == "filter hard affiliate" && desk.shows("tab: affiliate  affiliate_id"))
        desk.type(" = har")
        desk.press("tab", "enter")
        #expect(desk.state.filter.text == "hard affiliate = \"Harbor Media\"")
        desk.press("\\", "/")
        desk.type("offer:tern")
        desk.press("tab")
        #expect(desk.state.filterField.text == "offer:\"Tern Insurance\"" && desk.state.dashboard.caps.count == 2)
    }

    @Test("completion puts in the middle of a line what belongs there, and the cursor behind it")
    func middle() {
        var field = TextField("ut and hard")
        Completion(range: 0..<2, texts: ["utilisation"]).complete(&field)
        #expect(field.text == "utilisation and hard" && field.cursor == 11)
        Completion(range: 0..<3, texts: ["utter", "utmost"]).complete(&field)
        #expect(field.text == "utilisation and hard", "what is shared is less than what is typed")
        var names = TextField("offer:ha")
        Completion(range: 6..<8, texts: ["\"Harbor Media\"", "Harborline", "HARBOR"]).complete(&names)
        #expect(names.text == "offer:Harbor", "neither quotes nor letter case keep them apart")
    }
}
