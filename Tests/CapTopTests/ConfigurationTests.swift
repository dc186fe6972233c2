// The configuration: what is read, and that every refusal names file, line and key.
import Models
import Testing

@testable import CapTop

@Suite struct ConfigurationTests {
    private func read(_ text: String) throws -> Configuration {
        try ConfigurationReader.read(text, file: "c.toml")
    }

    private func refusal(_ text: String) -> String {
        do {
            _ = try ConfigurationReader.read(text, file: "c.toml")
            return "accepted"
        } catch {
            return error.description
        }
    }

    private let whole = """
        profiles = ["leads", "acme"]

        [profile.acme]
        kind = "everflow"
        base_url = "https://api.eflow.team"
        key = { env = "ACME_EFLOW_KEY" }
        environment = "production"
        write = true
        refresh = "20s"

        [profile.leads]
        kind = "leadconduit"
        key = { command = ["pass", "show", "leads"] }
        environment = "staging"

        [ui]
        theme = "light"
        columns = ["cap", "percent", "zone"]
        [keys]
        "help" = ["w"]
        [queries]
        near = "util >= 80 and hard"
        worse = "@near util >= 95"
        """

    @Test(
        "where a table has no name the line is named, and the process lives",
        arguments: [
            "[#", "[=]", "[[", "[\n]", "[ \u{E4}]", "[.a]", "[[ ,", "[\u{301}]", "\t[\u{1B}]", "[{}]", "[ [a]]",
        ])
    func namelessTable(text: String) {
        let error = #expect(throws: ConfigurationError.self) { try read("# one\n\(text)\n") }
        #expect(error?.line == 2, "\(String(describing: error))")
    }

    @Test("lines are counted as an editor counts them, also where they end by CR and LF")
    func windowsLines() {
        let text = "[profile.acme]\r\nkind = \"everflow\"\r\nkey = { env = \"KEY\" }\r\nrefresh = \"never\"\r\n"
        #expect(#expect(throws: ConfigurationError.self) { try read(text) }?.line == 4)
    }

    @Test("a whole configuration is read, profiles in the order listed")
    func readsWhole() throws {
        let configuration = try read(whole)
        #expect(configuration.profiles.map(\.name) == ["leads", "acme"])
        #expect(configuration.profiles[0].account.network.kind == .leadconduit)
        #expect(configuration.profiles[0].account.network.environment == .staging)
        #expect(configuration.profiles[0].refreshInterval == 30_000, "LeadConduit is asked politely")
        #expect(configuration.profiles[1].refreshInterval == 20_000)
        #expect(configuration.profiles[1].account.key == .env("ACME_EFLOW_KEY"))
        #expect(configuration.profiles.map(\.allowsWrite) == [false, true], "locked unless it says otherwise")
        #expect(configuration.themeName == "light")
        #expect(configuration.keys == [.help: ["w"]])
        #expect(configuration.columns == [.cap, .percent, .zone])
        #expect(configuration.queries.names == ["near", "worse"])
    }

    @Test("a profile without environment counts as production")
    func productionByDefault() throws {
        let configuration = try read("[profile.a]\nkind = \"everflow\"\nkey = { env = \"K\" }\n")
        #expect(configuration.profiles[0].account.network.environment == .production)
        #expect(configuration.profiles[0].refreshInterval == 15_000)
    }

    /// A profile that is right, on lines 1 to 3; mistakes are put after it.
    private static let good = "[profile.a]\nkind = \"everflow\"\nkey = { env = \"K\" }\n"

    @Test(
        "each mistake is refused with file, line and key",
        arguments: [
            ("[profile.a]\nkind = \"everflw\"\nkey = { env = \"K\" }", "c.toml:2: profile.a.kind: 'everflw'"),
            ("[profile.a]\nkey = { env = \"K\" }", "c.toml:1: profile.a.kind: missing"),
            ("[profile.a]\nkind = \"everflow\"", "c.toml:1: profile.a.key: missing"),
            ("[profile.a]\nkind = \"everflow\"\nkey = \"s3cret\"", "c.toml:3: profile.a.key: a key is never written"),
            ("[profile.a]\nkind = \"everflow\"\n\nkey = { literal = \"x\" }", "c.toml:4: profile.a.key: 'literal'"),
            ("[profile.a]\nkind = 3\nkey = { env = \"K\" }", "c.toml:2: profile.a.kind: must be a string, not an int"),
            (
                "# one\nprofile.\"my net\".kind = \"everflow\"\nprofile.\"my net\".write = true",
                "c.toml:2: profile.my net: a profile's name is made of"
            ),
            ("# one\nprofile.a.kind = \"everflow\"", "c.toml:2: profile.a.key: missing"),
            (good + "refresh = \"soon\"", "c.toml:4: profile.a.refresh: 'soon' is not a duration"),
            (good + "refresh = \"5ms\"", "c.toml:4: profile.a.refresh: is at least"),
            (good + "write = 1", "c.toml:4: profile.a.write: must be true or false"),
            (good + "colour = 1", "c.toml:4: profile.a.colour: is not a key"),
            (good + "base_url = \"http://example.com\"", "c.toml:4: profile.a.base_url:"),
            ("profiles = []\n" + good, "c.toml:1: profiles: names none"),
            ("profiles = [\"b\"]\n" + good, "c.toml:1: profiles: there is no [profile.b]"),
            (good + "[ui]\ntheme = \"pink\"", "c.toml:5: ui.theme: 'pink'"),
            (good + "[keys]\n\"dance\" = [\"x\"]", "c.toml:5: keys.dance:"),
            (
                good + "[keys]\nhelp = [\"x\"]\nrefresh = [\"x\"]",
                "c.toml:6: keys.refresh: 'x' is already bound to help"
            ),
            (good + "[ui]\ncolumns = [\"cap\", \"bra\"]", "c.toml:5: ui.columns: 'bra' is not one of affiliate, offer"),
            (good + "[ui]\ncolumns = [\"cap\", \"cap\"]", "c.toml:5: ui.columns: 'cap' stands there twice"),
            (good + "[ui]\ncolumns = []", "c.toml:5: ui.columns: names no column"),
            (good + "[queries]\nnear = \"util >= high\"", "c.toml:5: queries.near: col 9: 'high' is not a number"),
            (good + "[queries]\nb = \"@a\"\na = \"@b\"", "c.toml:5: queries.b: goes round in a circle: @a uses @b"),
            (good + "[queries]\na = \"@b\"", "c.toml:5: queries.a: col 1: no query is called '@b'"),
            (good + "[queries]\na = 3", "c.toml:5: queries.a: must be a string"),
            (
                good + "[keys]\n\"cap.raise\" = [\"x\"]\n\"cap.lower\" = [\"x\"]",
                "c.toml:5: keys.cap.raise: 'x' is already"
            ),
            (good + "[keys]\n\"cap.raise\" = [\"=\"]\n\"cap.lowr\" = [\"-\"]", "c.toml:6: keys.cap.lowr: there is no"),
            (
                good + "[keys]\nrefresh = [\n  \"r\",\n  \"e\",\n]",
                "c.toml:5: keys.refresh: 'e' is a key of cap.edit"
            ),
            (
                good + "[keys]\nrefresh = [\"f5\"]\n\"cap.raise\" = [\"j\"]",
                "c.toml:6: keys.cap.raise: 'j' is a key of cursor.down: bind that elsewhere, or to [] for none"
            ),
            (good + "[keys]\ntheme = [\"x\"]", "c.toml:5: keys.theme: needs NAME"),
            (good + "[queries]\na = \"\"\"\ncount = 3\n\"\"\"\ncount = \"(\"", "c.toml:8: queries.count: col 1"),
            ("[profile.a\nkind = \"everflow\"", "c.toml:1: column"),
            ("", "c.toml: there is no [profile.NAME]"),
        ])
    func refusals(text: String, expected: String) {
        let message = refusal(text)
        #expect(message.hasPrefix(expected), "\(message)")
        #expect(!message.contains("s3cret"))
    }

    @Test("durations are whole numbers with a unit, up to a day")
    func durations() {
        #expect(DurationText.milliseconds("500ms") == 500)
        #expect(DurationText.milliseconds("15s") == 15_000)
        #expect(DurationText.milliseconds("2m") == 120_000)
        #expect(DurationText.milliseconds("24h") == 86_400_000)
        for text in ["500ms", "15s", "90s", "2m", "24h"] {
            #expect(DurationText.milliseconds(text).map(DurationText.text) == text)
        }
        for bad in ["", "s", "15", "-1s", "1.5s", "25h", "9999999999999999999s", "15 s"] {
            #expect(DurationText.milliseconds(bad) == nil, "\(bad)")
        }
    }
}
