// `captop demo`: the sandbox in this process on a loopback port, and the dashboard on it.
import ArgumentParser
import Dispatch
import Models
import Sandbox
import Upstream

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Open the dashboard on made-up networks with live traffic.")

    @Option(name: .long, help: "Seed of the made-up data: same seed, same data.")
    var seed: UInt64 = 7

    @Option(name: .long, help: "How many times faster than life the sandbox's clock runs.")
    var speed = 1.0

    @OptionGroup var screen: ScreenOptions

    func validate() throws {
        try SandboxCommand.check(speed: speed)
    }

    func run() throws {
        let port = try startSandbox()
        try MainActor.assumeIsolated {
            let configuration = try DemoCommand.configuration(port: port)
            try DashboardLaunch(configuration: configuration, screen: screen, keeper: nil).run()
        }
    }

    private func startSandbox() throws -> Int {
        let sandbox = try Sandbox(SandboxConfiguration(port: 0, key: DemoCommand.key, seed: seed, speed: speed))
        return try waitFor { try await sandbox.start() }
    }

    private static let key = "sandbox"

    /// Two profiles on one address, asked often because they are next door.
    private static func configuration(port: Int) throws -> Configuration {
        let address = "http://127.0.0.1:\(port)"
        let profiles = try [("acme", NetworkKind.everflow), ("leads", .leadconduit)].map { name, kind in
            Profile(
                account: try NetworkAccount(
                    network: Network(name: name, kind: kind, environment: .sandbox), baseURL: address,
                    key: .inProcess(key)),
                refreshInterval: 2000)
        }
        return Configuration(profiles: profiles)
    }
}
