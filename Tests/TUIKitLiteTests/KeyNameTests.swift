// Checks the names of keys in a configuration.
import TUIKitLite
import Testing

@Suite("Key names")
struct KeyNameTests {
    @Test(
        "are written and read as documented",
        arguments: [
            ("e", Key.character("e")), ("G", .character("G")), ("ctrl-l", .character("l", .ctrl)),
            ("alt-x", .character("x", .alt)), ("enter", Key(.enter)), ("page-down", Key(.pageDown)),
            ("page-up", Key(.pageUp)), ("space", .character(" ")), ("f5", Key(.function(5))),
            ("back-tab", Key(.backTab)),
            ("-", .character("-")), ("ctrl--", .character("-", .ctrl)), ("f", .character("f")), ("作", .character("作")),
            ("ctrl-alt-up", Key(.up, [.ctrl, .alt])), ("shift-left", Key(.left, .shift)), ("escape", Key(.escape)),
            ("ctrl-space", .character(" ", .ctrl)),
        ])
    func roundTrip(name: String, key: Key) {
        #expect(key.name == name)
        #expect(Key(name: name) == key)
    }

    @Test(
        "have other spellings that mean the same key",
        arguments: [
            ("esc", "escape"), ("return", "enter"), ("shift-tab", "back-tab"), ("ctrl-L", "ctrl-l"), ("shift-g", "G"),
        ])
    func aliases(spelling: String, name: String) {
        #expect(Key(name: spelling)?.name == name)
    }

    @Test(
        "that do not exist are refused",
        arguments: ["", "foo", "ctrl-", "f0", "f99", "page_down", "Enter", "ctrl-foo", "meta-x"])
    func unknown(name: String) {
        #expect(Key(name: name) == nil)
    }
}
