// What `captop doctor` makes of terminals, zones and configurations, without any of them at hand.
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite("doctor") struct DoctorTests {
    private func levels(
        _ survey: TerminalSurvey, _ variables: [String: String] = ["LANG": "C.UTF-8"]
    ) -> [String: Finding.Level] {
        let findings = TerminalChecks(survey: survey, variable: { variables[$0] }).findings
        return Dictionary(uniqueKeysWithValues: findings.map { ($0.check, $0.level) })
    }

    private let usual = TerminalSurvey(
        type: "xterm-256color", colors: 256, isUTF8: true, size: Size(width: 120, height: 36))

    @Test("a usual terminal has nothing to be warned of")
    func usualTerminal() {
        #expect(levels(usual) == ["terminal": .ok, "colours": .ok, "locale": .ok, "size": .ok])
    }

    @Test("an unknown TERM, a locale without UTF-8 and a small window are warnings, never failures")
    func oddTerminal() {
        let odd = TerminalSurvey(type: "teletype-33", colors: nil, isUTF8: false, size: Size(width: 60, height: 20))
        #expect(
            levels(odd, ["LC_ALL": "C"]) == ["terminal": .warn, "colours": .ok, "locale": .warn, "size": .warn])
    }

    @Test("the way through tmux and ssh is named when it is taken")
    func between() {
        let found = levels(usual, ["LANG": "C.UTF-8", "TMUX": "/tmp/tmux-0/default,1,0", "SSH_TTY": "/dev/pts/1"])
        #expect(found["tmux"] == .ok && found["ssh"] == .ok)
    }

    @Test("named time zones are proved by what their clocks showed, not by their names being known")
    func zones() {
        #expect(ZoneCheck.finding().level == .ok)
        let lost = ZoneCheck.finding { $0 == "Europe/Berlin" ? nil : CapCalendar(timeZone: $0) }
        #expect(lost.level == .fail)
        #expect(lost.message.contains("Europe/Berlin") && !lost.message.contains("Asia/Kolkata"))
        #expect(ZoneCheck.finding { _ in .utc }.level == .fail, "a zone that is taken for UTC")
    }

    @Test("a failure counts before an unreachable network, and a warning not at all")
    func exitCodes() {
        let warning = Finding(.warn, "size", "small")
        let down = Finding(.unreachable, "network acme", "refused")
        #expect([warning].exitCode == 0)
        #expect([warning, down].exitCode == 4)
        #expect([down, Finding(.fail, "configuration", "broken")].exitCode == 1)
    }

    @Test("a line holds no control character, whatever a server called itself")
    func cleanLine() {
        let line = Finding(.ok, "network acme", "answered: \u{1B}[31mred\u{7}").line
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 })
    }

    @Test("every error of a configuration is found, each with its line, and none that only follows from another")
    func allProblems() {
        let text = """
            profiles = ["acme", "gone"]
            [profile.acme]
            kind = "evrflow"
            refresh = "1parsec"
            colour = 3
            [profile.leads]
            kind = "leadconduit"
            key = "abc"
            [ui]
            theme = "pink"
            [keys]
            "filter.opn" = ["/"]
            "help" = ["q", "qq"]
            """
        let found = ConfigurationProblems.all(in: text, file: "c.toml")
        let places = found.map { "\($0.line ?? 0) \($0.key ?? "")" }.sorted()
        #expect(
            places == [
                "1 profiles", "10 ui.theme", "12 keys.filter.opn", "13 keys.help", "2 profile.acme.key",
                "3 profile.acme.kind", "4 profile.acme.refresh", "5 profile.acme.colour", "8 profile.leads.key",
            ])
    }

    /// A profile that is right, on lines 1 to 3.
    private static let sound = "[profile.a]\nkind = \"everflow\"\nkey = { env = \"K\" }\n"

    @Test(
        "a query that is wrong is told once, and what uses it is not to blame",
        arguments: [
            ("a = \"@b\"\nb = \"@a\"", ["6 queries.b"]), ("a = \"@a hard\"\nb = \"@a\"", ["5 queries.a"]),
            ("near = \"util >=\"\nmine = \"@near hard\"", ["5 queries.near"]),
            ("near = 3\nmine = \"@near\"\nfar = \"@gone\"", ["5 queries.near", "7 queries.far"]),
            ("\"my own\" = \"hard\"\nb = \"soft\"", ["5 queries.my own"]),
            ("b = \"(\"\n[[alert]]\nwhen = \"@b\"\nnotify = [\"bell\"]", ["5 queries.b"]),
        ])
    func queryProblems(queries: String, expected: [String]) {
        let found = ConfigurationProblems.all(in: DoctorTests.sound + "[queries]\n\(queries)\n", file: "c.toml")
        #expect(found.map { "\($0.line ?? 0) \($0.key ?? "")" }.sorted() == expected)
    }

    @Test("without a configuration a profile that was asked for is missing all the same")
    func missingProfile() {
        let (found, profiles) = ConfigurationCheck(path: "/nowhere/config.toml", chosen: ["nope"]).run()
        #expect(found.map(\.level) == [.warn, .fail] && profiles.isEmpty)
        #expect(found.last?.message.contains("nope") == true && found.exitCode == 1)
        #expect(ConfigurationCheck(path: "/nowhere/config.toml", chosen: []).run().findings.exitCode == 0)
    }

    @Test("a text that is no TOML has one error, and a sound one none")
    func syntaxProblems() {
        let broken = ConfigurationProblems.all(in: "[profile.acme]\nkind = \"everflow\nkey = 1\n", file: "c.toml")
        #expect(broken.count == 1 && broken[0].line == 2)
        let sound = "[profile.a]\nkind = \"everflow\"\nkey = { env = \"K\" }\n"
        #expect(ConfigurationProblems.all(in: sound, file: "c.toml").isEmpty)
        #expect(ConfigurationProblems.all(in: "", file: "c.toml").count == 1)
    }
}
