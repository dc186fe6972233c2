// `captop wall`: the wall monitor on the configured profiles. Read only whatever they say, and nobody at the keyboard.
import ArgumentParser
import Models

struct WallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wall", abstract: "Show what matters on a wall monitor; ctrl-c twice quits.")

    @OptionGroup var profiles: ProfileOptions
    @OptionGroup var screen: ScreenOptions
    @OptionGroup var logging: LogOptions

    @Option(name: .long, help: "Only the caps that match this query, as `/` on screen.")
    var filter = ""

    @Option(name: .long, help: "Seconds that a page stays.")
    var page = WallCommand.usualPage

    static let usualPage = 15

    func validate() throws {
        guard (1...3600).contains(page) else { throw ValidationError("--page: 1 to 3600 seconds, not \(page)") }
    }

    func run() throws {
        let configuration = try profiles.choice.load()
        let query = try query(saved: configuration.queries)
        let log = try logging.open()
        try MainActor.assumeIsolated {
            var launch = DashboardLaunch(
                configuration: configuration, screen: screen.choice, statePath: ConfigurationFile.statePath, log: log)
            launch.wall = WallState(pageTime: Int64(page) * 1000)
            launch.filter = query
            try launch.run()
        }
    }

    private func query(saved: SavedQueries) throws -> CapQuery {
        do {
            return try CapQuery(filter, saved: saved)
        } catch {
            throw CommandFailure(
                message: QueryErrorText.text(of: error, in: filter, option: "--filter"), status: ExitStatus.usage)
        }
    }
}
