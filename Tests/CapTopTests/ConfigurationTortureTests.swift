// Configurations with random damage: refused with a sentence that names a line, or read as nothing that asks for more.
// A seeded mutator that knows nothing of coverage; what libFuzzer can reach is under Fuzz/.
import Foundation
import Models
import TestSupport
import Testing
import Upstream

@testable import CapTop

@Suite("Torture: damaged configurations")
struct ConfigurationTortureTests {
    private static let whole = """
        profiles = ["acme", "leads"]
        [profile.acme]
        kind = "everflow"
        base_url = "https://api.eflow.team"
        key = { env = "ACME_EFLOW_KEY" }
        environment = "production"
        write = false
        refresh = "15s"
        [profile.leads]
        kind = "leadconduit"
        key = { command = ["pass", "show", "leads"] }
        refresh = "30s"
        [ui]
        theme = "dark"
        [keys]
        "filter.open" = ["/", "f3"]
        "quit" = ["q"]
        """

    private static let words = [
        "=", "[", "]", "{", "}", "\"", "'", "#", "\n", ",", ".", "[[", "\"\"\"", "1979-05-27T07:32:00Z", "nan",
        "-9e999", "true",
        "[profile]", "[keys]", "\u{0}", "\u{1B}[2J", "\u{202E}", "99999999999999999999", "0x", "key", "\\u0000", "\\",
        "\r",
    ]

    @Test(
        "a brace where an array goes on is refused with its line, also behind what looks like one",
        arguments: ["x = [}", "x = [1,}", "x = [ [], { a = [2] }, }", "x = [\"]\", '}' , # ]\n  }"])
    func braceInArray(text: String) throws {
        let whole = "# [ \n" + text
        let error = #expect(throws: ConfigurationError.self) {
            try ConfigurationReader.read(whole, file: "captop.toml")
        }
        #expect(error?.line == whole.split(separator: "\n").count, "\(whole)")
    }

    @Test(
        "what begins like a date is refused with its line; texts, comments, names and numbers that look like one are not",
        arguments: [
            "x = 2026-11-26Tp8:00:00Z", "x = 2026-11-26 0\u{FEFF}", "x = 2026-1!-2\u{8} 0", "x = [1, 2026-11-26t]",
        ])
    func dates(text: String) throws {
        let before = "# 2026-11-26Tx\n[keys]\n2026-11-26 = \"2026-11-26Tx\"\ny = -1\n"
        let error = #expect(throws: ConfigurationError.self) {
            try TOMLNode.parse(before + text, file: "captop.toml")
        }
        #expect(error?.line == 5)
        _ = try TOMLNode.parse(before, file: "captop.toml")
    }

    /// What is said without a line, as no line is to blame.
    private static let ofTheWhole = ["there is no [profile.NAME]"]

    @Test("each is harmless or refused in words with a line, and nothing of it can move the cursor of who reads them")
    func damaged() throws {
        let seeds = Torture.seeds(quick: 300, full: 20_000)
        var refused = 0
        for seed in seeds {
            var random = SeededRandom(seed: seed)
            let text = damaged(Self.whole, &random)
            do {
                expectHarmless(try ConfigurationReader.read(text, file: "captop.toml"), of: text, seed: seed)
            } catch {
                refused += 1
                let message = Output.clean("\(error)")
                let isPlaced = error.line != nil || Self.ofTheWhole.contains { message.contains($0) }
                #expect(message.contains("captop.toml") && isPlaced, "seed \(seed): \(message)")
                let acts = message.unicodeScalars.contains {
                    $0.value < 32 && $0 != "\n" || (127...159).contains($0.value)
                }
                #expect(!acts, "seed \(seed): \(message.debugDescription)")
            }
        }
        #expect(refused > seeds.count / 4)
        Torture.report("\(seeds.count) damaged configurations, \(refused) refused")
    }

    /// Nothing that is put in spells another environment, and a profile without one is of production: whatever is
    /// damaged, no profile is taken for one to try things out on, none may be changed that the text does not allow to
    /// be, and no key goes over the network in the clear.
    private func expectHarmless(_ configuration: Configuration, of text: String, seed: UInt64) {
        #expect(!configuration.profiles.isEmpty, "seed \(seed)")
        for profile in configuration.profiles + configuration.unlisted {
            let environment = profile.account.network.environment
            #expect(environment == .production, "seed \(seed): \(profile.name) is \(environment)")
            let isAllowed = !profile.allowsWrite || text.contains(#/write["']?\s*=\s*true/#)
            #expect(isAllowed, "seed \(seed): \(profile.name) may be changed")
            let address = profile.account.baseURL
            let isPrivate = address.origin.scheme == "https" || address.isLoopback
            #expect(isPrivate, "seed \(seed): \(profile.name) is at \(address)")
        }
    }

    private func damaged(_ text: String, _ random: inout SeededRandom) -> String {
        var characters = Array(text)
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0..<max(1, characters.count), using: &random)
            let end = min(characters.count, place + Int.random(in: 0...12, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: characters.removeSubrange(place..<end)
            case 1: characters.insert(contentsOf: Self.words.randomElement(using: &random) ?? "", at: place)
            case 2:
                characters.insert(contentsOf: characters[place..<end], at: Int.random(in: 0...place, using: &random))
            default: characters.replaceSubrange(place..<end, with: Self.words.randomElement(using: &random) ?? "")
            }
        }
        return String(characters)
    }
}
