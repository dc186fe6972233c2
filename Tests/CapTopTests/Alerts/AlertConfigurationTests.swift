// `[[alert]]` tables: what is read, and that every refusal names file, line and key.
import Models
import Testing
import Upstream

@testable import CapTop

@Suite struct AlertConfigurationTests {
    /// A profile that is right, on lines 1 to 3; rules are put after it.
    private static let good = "[profile.a]\nkind = \"everflow\"\nkey = { env = \"K\" }\n"
    private static let rule = "[[alert]]\nwhen = \"util >= 90\"\n"

    private func read(_ text: String) throws -> [ConfiguredAlert] {
        try ConfigurationReader.read(AlertConfigurationTests.good + text, file: "c.toml").alerts
    }

    @Test("a whole rule is read, and what it leaves out has its default")
    func whole() throws {
        let alerts = try read(
            """
            [[alert]]
            name = "hot"
            when = "util >= 90 and hard"
            clear = "util < 80"
            hold = 2
            cooldown = "1h"
            quiet = "22:00-07:00"
            notify = ["bell", "osc9", "osc777", "command", "webhook"]
            command = ["notify-send", "captop"]
            webhook = "https://hooks.example.com/x"
            [[alert]]
            when = "state:over"
            [[alert]]
            network = "stale"
            notify = []
            """)
        #expect(alerts.map(\.rule.name) == ["hot", "state:over", "stale"])
        let hot = alerts[0].rule
        #expect(hot.condition == .caps(when: try CapQuery("util >= 90 and hard"), clear: try CapQuery("util < 80")))
        #expect((hot.hold, hot.cooldown, hot.quiet) == (2, 3_600_000, QuietHours("22:00-07:00")))
        #expect(alerts[0].channels == Set(AlertChannel.allCases))
        #expect(alerts[0].command == ["notify-send", "captop"])
        #expect(alerts[0].webhook?.origin.host == "hooks.example.com")
        #expect((alerts[1].rule.hold, alerts[1].rule.cooldown, alerts[1].rule.quiet) == (3, 900_000, nil))
        #expect(alerts[1].channels == [.bell])
        #expect(alerts[2].rule.condition == .network(.stale) && alerts[2].channels.isEmpty)
    }

    @Test(
        "each mistake is refused with file, line and key",
        arguments: [
            ("[[alert]]\nname = \"x\"", "c.toml:4: alert.1: needs when"),
            (rule + "color = 1", "c.toml:6: alert.1.color: is not a key"),
            (rule + rule + "hold = 0", "c.toml:8: alert.2.hold: is 1 to 1000"),
            (rule + "hold = \"3\"", "c.toml:6: alert.1.hold: must be a number of refreshes, not a string"),
            (rule + rule, "c.toml:6: alert.2.name: 'util >= 90' is the name of another"),
            ("[[alert]]\nwhen = \"utl >= 90\"", "c.toml:5: alert.1.when: column 1 of the query:"),
            (rule + "clear = \"util <\"", "c.toml:6: alert.1.clear: column"),
            (rule + "cooldown = \"soon\"", "c.toml:6: alert.1.cooldown: 'soon' is not a duration"),
            (rule + "quiet = \"22-7\"", "c.toml:6: alert.1.quiet: '22-7' is not a span of the day"),
            (rule + "notify = [\"mail\"]", "c.toml:6: alert.1.notify: 'mail' is not one of bell, osc9"),
            (rule + "notify = \"bell\"", "c.toml:6: alert.1.notify: must be an array"),
            (rule + "notify = [\"command\"]", "c.toml:6: alert.1.notify: \"command\" needs command = ..."),
            (rule + "\ncommand = [\"x\"]", "c.toml:7: alert.1.command: is not used"),
            (rule + "webhook = \"https://h.example/x\"", "c.toml:6: alert.1.webhook: is not used"),
            (
                rule + "notify = [\"webhook\"]\nwebhook = \"http://h.example/t0k3n\"",
                "c.toml:7: alert.1.webhook: plain http is allowed to this machine only"
            ),
            (rule + "network = \"stale\"", "c.toml:6: alert.1.network: there is when already"),
            ("[[alert]]\nnetwork = \"down\"", "c.toml:5: alert.1.network: 'down' is not one of unreachable, stale"),
            ("[[alert]]\nnetwork = \"stale\"\nclear = \"hard\"", "c.toml:6: alert.1.clear: goes with when"),
            ("[alert]\nwhen = \"hard\"", "c.toml:4: alert: is written as [[alert]]"),
        ])
    func refusals(text: String, expected: String) {
        do {
            _ = try read(text)
            Issue.record("accepted")
        } catch {
            #expect("\(error)".hasPrefix(expected), "\(error)")
            #expect(!"\(error)".contains("t0k3n"))
        }
    }
}
