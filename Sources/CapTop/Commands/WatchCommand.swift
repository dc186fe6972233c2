// `captop watch`: the alert rules without a screen, for a service manager. One line an alert on standard output, what goes
// wrong on standard error.
import ArgumentParser
import Models
import Store
import Upstream

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Run the alert rules without a screen, until it is told to stop.",
        discussion: """
            Prints one line an alert to standard output, and what goes wrong to standard error. Never gives up on a \
            network or a webhook. docs/alerts.md has a unit for systemd.
            """)

    @OptionGroup var profiles: ProfileOptions

    func run() throws {
        let configuration = try profiles.choice.load()
        guard !configuration.alerts.isEmpty else {
            throw CommandFailure(
                message: "the configuration has no [[alert]], so there is nothing to watch for; see docs/alerts.md",
                status: ExitStatus.usage)
        }
        for sentence in WatchCommand.unusedChannels(configuration.alerts) { Output.message(sentence) }
        let loop = WatchLoop(configuration, store: try StateStore.ofCommand())
        let task = Task.detached { await loop.run() }
        runUntilSignal { task.cancel() }
    }

    /// Bells and notifications by a terminal need one.
    private static func unusedChannels(_ alerts: [ConfiguredAlert]) -> [String] {
        alerts.compactMap { alert in
            let names = AlertChannel.allCases.filter { $0.needsScreen && alert.channels.contains($0) }.map(\.rawValue)
            guard !names.isEmpty else { return nil }
            return "alert '\(alert.rule.name)': \(names.joined(separator: ", ")) need a screen and do nothing here"
        }
    }
}
