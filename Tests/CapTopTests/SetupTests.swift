// What `captop init` writes: text that reads back as what was meant, and commands as words.
import Models
import Testing
import Upstream

@testable import CapTop

@Suite("setting up a profile") struct SetupTests {
    @Test(
        "a drafted profile reads back as itself",
        arguments: [
            KeySource.env("ACME_KEY"), .file(path: "/home/o'neil \"x\"/k\\y"),
            .command(["pass", "show", "two words", "tab\there"]),
        ])
    func readsBack(key: KeySource) throws {
        let draft = ProfileDraft(
            name: "acme-2", kind: .everflow, baseURL: "http://127.0.0.1:9", key: key, environment: .staging)
        let read = try ConfigurationReader.read(draft.toml, file: "c.toml").profiles
        #expect(read.map(\.name) == ["acme-2"])
        #expect(read[0].account.key == key)
        #expect(read[0].account.baseURL.text == "http://127.0.0.1:9")
        #expect(read[0].account.network.environment == .staging)
        #expect(!read[0].allowsWrite, "nothing is unlocked by being set up")
    }

    @Test("a command is split into words as typed; quotes hold together, an open one is refused")
    func words() {
        #expect(CommandWords.split("pass show eflow") == ["pass", "show", "eflow"])
        #expect(CommandWords.split("  op read 'op://v/i tem/k' \"\" ") == ["op", "read", "op://v/i tem/k", ""])
        #expect(CommandWords.split("a\"b c\"d") == ["ab cd"])
        #expect(CommandWords.split("pass 'show") == nil)
    }
}
