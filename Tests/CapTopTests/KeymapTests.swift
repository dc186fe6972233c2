// The keymap as data: defaults without clashes, overrides, conflicts refused, the written reference current.
import Glibc
import TUIKitLite
import TestSupport
import Testing

@testable import CapTop

@Suite struct KeymapTests {
    /// Reached by name only: no slip of a finger may unlock, what needs something behind it is typed with it, and forms of
    /// copies have their keys behind `copy`.
    private let typed = Set(
        Command.allCases.filter { $0.argument != nil }
            + [.write, .lock, .save, .reload, .copyCell, .copyRow, .copyJSON, .copyCurl])

    @Test("every command has at least one key, and no key two commands")
    func defaultsAreWhole() throws {
        let keymap = try Keymap(overrides: [:])
        for command in Command.allCases where !typed.contains(command) {
            #expect(keymap.keyName(of: command) != nil, "\(command.rawValue)")
        }
        let keys = Command.allCases.flatMap(\.defaultKeys)
        #expect(Set(keys).count == keys.count)
    }

    @Test("no command depends on a key that terminals and multiplexers take, or on a function key")
    func noCapturedDefaults() {
        let captured = Set("abhjklsqz".map { "ctrl-\($0)" })
        for command in Command.allCases where !typed.contains(command) {
            let free = command.defaultKeys.filter { !captured.contains($0) && Key(name: $0).map(isFunction) == false }
            #expect(!free.isEmpty, "\(command.rawValue)")
        }
    }

    private func isFunction(_ key: Key) -> Bool {
        if case .function = key.code { return true }
        return false
    }

    @Test("an override replaces the defaults of its command, and takes a key that another's has left")
    func overrides() throws {
        let keymap = try Keymap(overrides: [.help: ["q"], .quit: ["ctrl-c"], .refresh: []])
        #expect(keymap.keyNames(of: .help) == "q")
        #expect(keymap.keyNames(of: .quit) == "ctrl-c")
        #expect(keymap.keyNames(of: .refresh) == ":refresh")
    }

    @Test("two commands configured on one key are refused, naming both")
    func conflict() {
        let conflict = #expect(throws: Keymap.Conflict.self) {
            try Keymap(overrides: [.help: ["x"], .refresh: ["x"]])
        }
        #expect(conflict?.reason == "'x' is already bound to help")
    }

    @Test("a command that needs something behind its name is not bound to a key, and help shows what it needs")
    func arguments() throws {
        let conflict = #expect(throws: Keymap.Conflict.self) { try Keymap(overrides: [.theme: ["x"]]) }
        #expect(conflict?.reason == "needs NAME, so it is typed and not bound to a key")
        #expect(try Keymap(overrides: [:]).keyNames(of: .sort) == ":sort KEY")
    }

    @Test(
        "a default key of another command is refused, naming both and the way out, be it the last one or not",
        arguments: [
            ("e", "'e' is a key of cap.edit"), ("j", "'j' is a key of cursor.down"),
            ("shift-g", "'G' is a key of cursor.last"),
        ])
    func theft(name: String, begin: String) {
        let conflict = #expect(throws: Keymap.Conflict.self) { try Keymap(overrides: [.refresh: [name]]) }
        #expect(conflict?.command == .refresh)
        #expect(conflict?.reason == "\(begin): bind that elsewhere, or to [] for none")
    }

    @Test("a default key that its command was bound away from is free, and two commands can change places")
    func free() throws {
        let moved = try Keymap(overrides: [.capRaise: ["j"], .cursorDown: ["down"]])
        #expect(moved.command(for: .character("j")) == .capRaise && moved.keyNames(of: .cursorDown) == "down")
        #expect(try Keymap(overrides: [.refresh: ["e"], .capEdit: []]).keyNames(of: .capEdit) == ":cap.edit")
        let swapped = try Keymap(overrides: [.capRaise: ["-"], .capLower: ["+"]])
        #expect(swapped.keyNames(of: .capRaise) == "-" && swapped.keyNames(of: .capLower) == "+")
    }

    @Test("help narrows to the entries that have every word in keys, name, summary or heading")
    func search() {
        func names(_ search: String) -> [String] {
            HelpText.lines(for: .standard, matching: search).compactMap { line in
                if case .entry(_, let name, _) = line { return name }
                return nil
            }
        }
        #expect(names("SPLIT wider") == ["split.wider"])
        #expect(names("10 % more") == ["cap.raise"])
        #expect(names("layout").contains("split.taller"))
        #expect(names("").count == HelpText.lines(for: .standard).count - 2 * Command.Group.allCases.count - 1)
        #expect(HelpText.lines(for: .standard, matching: "xyzzy") == [.heading("nothing here has these words")])
    }

    @Test("what is not the name of a key is refused")
    func badName() {
        #expect(throws: Keymap.Conflict.self) { try Keymap(overrides: [.help: ["hyper-x"]]) }
    }

    @Test("docs/keys.md is what the keymap says; CAPTOP_UPDATE=1 rewrites it")
    func documentIsCurrent() throws {
        let path = TestPaths.repositoryRoot + "/docs/keys.md"
        if getenv("CAPTOP_UPDATE") != nil { try TestFiles.write(HelpText.markdown(), to: path) }
        #expect(try TestFiles.read(path) == HelpText.markdown())
    }
}
