// `captop sandbox`: the embedded API server alone, until it is told to stop.
import ArgumentParser
import Models
import Sandbox

struct SandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Serve both APIs on loopback with made-up data and live traffic.")

    private static let usual = SandboxConfiguration()

    @Option(name: .long, help: "The port; 0 takes any free one.")
    var port = SandboxCommand.usual.port

    @Option(name: .long, help: "The key both APIs ask for.")
    var key = SandboxCommand.usual.key

    @Option(name: .long, help: "SQLite file that keeps everything; without it, all is gone at the end.")
    var db: String?

    @Option(name: .long, help: "How many caps in all: rows of the dashboard, a fifth of them LeadConduit's.")
    var caps = SandboxCommand.usual.caps

    @Option(name: .long, help: "How many affiliates. Default: as many as the caps call for.")
    var affiliates: Int?

    @Option(name: .long, help: "How many offers. Default: as many as the caps call for.")
    var offers: Int?

    @Option(
        name: .long,
        help: "What goes wrong on purpose, as 'PATCH /networks/custom/caps=500*2'; repeat for several.")
    var fault: [String] = []

    @OptionGroup var world: SandboxOptions

    func run() throws {
        var configuration = try world.configuration()
        configuration.port = port
        configuration.key = key
        configuration.databasePath = db
        configuration.caps = caps
        configuration.affiliates = affiliates
        configuration.offers = offers
        configuration.faults = try fault.map { text in
            guard let rule = FaultRule(text: text) else {
                throw CommandFailure(
                    message: "--fault: '\(text)' is not a rule; docs/sandbox.md says what is", status: ExitStatus.usage)
            }
            return rule
        }
        let (sandbox, port) = try SandboxOptions.start(configuration)
        Output.news("captop sandbox on http://127.0.0.1:\(port), key \(key)\n\n")
        Output.news(Sandbox.configurationSnippet(port: port, key: key))
        runUntilSignal { await sandbox.stop() }
    }
}
