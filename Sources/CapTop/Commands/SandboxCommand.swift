// `captop sandbox`: the embedded API server alone, until it is told to stop.
import ArgumentParser
import Sandbox
import TUIKitLite

struct SandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Serve both APIs on loopback with made-up data and live traffic.")

    @Option(name: .long, help: "The port; 0 takes any free one.")
    var port = 8787

    @Option(name: .long, help: "The key both APIs ask for.")
    var key = "sandbox"

    @Option(name: .long, help: "SQLite file that keeps everything; without it, all is gone at the end.")
    var db: String?

    @Option(name: .long, help: "Seed of the made-up data: same seed, same data.")
    var seed: UInt64 = 7

    @Option(name: .long, help: "How many affiliates.")
    var affiliates = SandboxConfiguration.usualAffiliates

    @Option(name: .long, help: "How many offers.")
    var offers = SandboxConfiguration.usualOffers

    @Option(name: .long, help: "How many custom caps and LeadConduit caps together.")
    var caps = SandboxConfiguration.usualCaps

    @Option(name: .long, help: "Events a second, on average over a day; 0 for none.")
    var traffic = SandboxConfiguration.usualTraffic

    @Option(name: .long, help: "How many times faster than life its clock runs.")
    var speed = 1.0

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535") }
        guard !key.isEmpty else { throw ValidationError("--key is empty") }
        guard affiliates > 0, offers > 0, caps >= 0 else {
            throw ValidationError("--affiliates and --offers are at least 1, --caps at least 0")
        }
        guard (0...100_000).contains(traffic) else { throw ValidationError("--traffic is 0 to 100000") }
        try SandboxCommand.check(speed: speed)
    }

    static func check(speed: Double) throws {
        guard speed > 0, speed <= 10_000 else { throw ValidationError("--speed is above 0 and at most 10000") }
    }

    func run() throws {
        let sandbox = try Sandbox(
            SandboxConfiguration(
                port: port, key: key, databasePath: db, seed: seed, affiliates: affiliates, offers: offers,
                caps: caps, trafficPerSecond: traffic, speed: speed))
        let port = try waitFor { try await sandbox.start() }
        Output.result("captop sandbox on http://127.0.0.1:\(port), key \(key)\n\n")
        Output.result(Sandbox.configurationSnippet(port: port, key: key))
        runUntilSignal { await sandbox.stop() }
    }
}
