// Checks editing one line: Unicode, keys, paste, and that the cursor can always be seen.
import TUIKitLite
import Testing

@Suite("Text field")
struct TextFieldTests {
    private func field(_ text: String, _ keys: String...) -> TextField {
        var field = TextField(text)
        for key in keys.compactMap({ Key(name: $0) }) { _ = field.handle(key) }
        return field
    }

    @Test("moves and deletes by whole characters, accents and all")
    func graphemes() {
        #expect(field("ae\u{301}作👩\u{200D}💻", "backspace").text == "ae\u{301}作")
        #expect(field("ae\u{301}", "backspace").text == "a")
        #expect(field("ae\u{301}b", "home", "right", "delete").text == "ab")
        #expect(field("作者", "left", "x").text == "作x者")
        #expect(field("作者", "left", "x").cursor == 2)
    }

    @Test("a combining mark joins the character before the cursor")
    func combining() {
        var field = TextField("e")
        _ = field.handle(.character("\u{301}"))
        #expect(field.text == "e\u{301}")
        #expect(field.cursor == 1)
        _ = field.handle(.character("x"))
        #expect(field.text == "e\u{301}x" && field.cursor == 2)
    }

    @Test("knows its editing keys and refuses others")
    func keys() {
        #expect(field("one two  ", "ctrl-w").text == "one ")
        #expect(field("one two", "ctrl-w", "ctrl-w").text == "")
        #expect(field("one two", "left", "left", "ctrl-u").text == "wo")
        #expect(field("abc", "home", "delete", "end", "backspace").text == "b")
        #expect(field("", "backspace", "delete", "left", "right", "ctrl-w", "ctrl-u").text == "")
        var empty = TextField()
        for name in ["enter", "escape", "tab", "up", "ctrl-x", "alt-b", "f1", "page-down"] {
            let isTaken = Key(name: name).map { empty.handle($0) }
            #expect(isTaken == false, "\(name)")
        }
    }

    @Test(
        "what is typed first takes the place of a selected text; any other key of the field works on it",
        arguments: [
            (["9"], "9"), (["9", "5"], "95"), (["left", "9"], "192"), (["home", "9"], "912"), (["end", "9"], "129"),
            (["right", "9"], "129"), (["backspace", "9"], "19"), (["delete", "9"], "129"), (["ctrl-u"], ""),
            (["tab", "9"], "9"),
        ])
    func selected(keys: [String], expected: String) {
        var field = TextField("12", isSelected: true)
        for key in keys.compactMap({ Key(name: $0) }) { _ = field.handle(key) }
        #expect(field.text == expected)
    }

    @Test("a paste takes the place of a selected text, a completion that of its own part only")
    func selectedAsAWhole() {
        var field = TextField("12", isSelected: true)
        field.paste("700")
        #expect(field.text == "700" && field.cursor == 3 && !field.isSelected)
        var completed = TextField("12", isSelected: true)
        completed.replace(0..<1, with: "3")
        #expect(completed.text == "32")
    }

    @Test("a paste becomes one line, and is bounded")
    func paste() {
        var field = TextField("ab")
        _ = field.handle(Key(.left))
        field.paste("x\ny\u{1B}z\u{9B}")
        #expect(field.text == "ax y z b" && field.cursor == 7)
        field.paste(String(repeating: "作", count: TextField.capacity + 5))
        #expect(field.text.count == TextField.capacity)
        #expect(field.text.hasSuffix("b"))
    }

    @Test("scrolls so that the cursor is always inside", arguments: 1...8)
    func drawing(width: Int) throws {
        var field = TextField("a作b者c名d")
        for _ in 0...8 {
            var surface = Surface(size: Size(width: width + 2, height: 1), fill: .plain)
            surface.put("[", at: Point(x: 0, y: 0), style: .plain)
            surface.put("]", at: Point(x: width + 1, y: 0), style: .plain)
            field.draw(in: Rect(x: 1, y: 0, width: width, height: 1), on: &surface, style: .plain, isFocused: true)
            let cursor = try #require(surface.cursor)
            #expect(cursor.x >= 1 && cursor.x <= width)
            let line = surface.text(row: 0)
            #expect(line.hasPrefix("[") && line.hasSuffix("]"))
            _ = field.handle(Key(.left))
        }
    }

    @Test("random keys never break it", arguments: 1...10)
    func random(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var field = TextField()
        let names = ["left", "right", "home", "end", "backspace", "delete", "ctrl-w", "ctrl-u"]
        let pieces = ["a", " ", "e", "\u{301}", "作", "👩", "\u{200D}", "🇩", "🇪", "\u{1F3FD}", "ก", "ำ"]
        for _ in 0..<3000 {
            if Int.random(in: 0..<3, using: &random) == 0, let name = names.randomElement(using: &random) {
                _ = Key(name: name).map { field.handle($0) }
            } else {
                field.paste(pieces.randomElement(using: &random) ?? "")
            }
            #expect(field.cursor >= 0 && field.cursor <= field.text.count)
        }
    }
}
