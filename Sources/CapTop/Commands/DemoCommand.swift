// `captop demo`: the sandbox in this process on a loopback port, and the dashboard on it.
import ArgumentParser
import Models
import Sandbox
import Upstream

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Open the dashboard on made-up networks with live traffic.")

    @OptionGroup var world: SandboxOptions
    @OptionGroup var screen: ScreenOptions

    @Flag(name: .long, help: "Open the wall in place of the dashboard.")
    var wall = false

    func run() throws {
        var made = try world.configuration(usualTraffic: DemoCommand.usualTraffic)
        made.port = 0
        made.key = DemoCommand.key
        let (sandbox, port) = try SandboxOptions.start(made)
        try withExtendedLifetime(sandbox) {
            try MainActor.assumeIsolated {
                let configuration = try DemoCommand.configuration(port: port)
                // Its own file: what is tried out in a demo does not stand in the journal of real accounts, and every
                // demo is another account, of which the samples, alerts and journal of the last one say nothing.
                DemoFile.removeEnded()
                var launch = DashboardLaunch(
                    configuration: configuration, screen: screen.choice, statePath: DemoFile.path, keepsState: false)
                if wall { launch.wall = WallState(pageTime: Int64(WallCommand.usualPage) * 1000) }
                try launch.run()
            }
        }
    }

    private static let key = "sandbox"
    /// Enough for bars to be seen moving at any time of the day.
    private static let usualTraffic = 60.0

    /// Two profiles on one address, asked often because they are next door.
    private static func configuration(port: Int) throws -> Configuration {
        let address = "http://127.0.0.1:\(port)"
        let profiles = try [("acme", NetworkKind.everflow), ("leads", .leadconduit)].map { name, kind in
            Profile(
                account: try NetworkAccount(
                    network: Network(name: name, kind: kind, environment: .sandbox), baseURL: address,
                    key: .inProcess(key)),
                refreshInterval: 2000, allowsWrite: true)
        }
        let hot = AlertRule(name: "hot", condition: .caps(when: try CapQuery("util >= 90 and hard"), clear: nil))
        return Configuration(profiles: profiles, alerts: [ConfiguredAlert(rule: hot, channels: [])])
    }
}
