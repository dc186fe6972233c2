// `captop`: the dashboard on the configured profiles.
import ArgumentParser
import Dispatch
import Models
import Store
import TUIKitLite
import Upstream

struct DashboardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard", abstract: "Open the dashboard (the default).")

    @OptionGroup var profiles: ProfileOptions
    @OptionGroup var screen: ScreenOptions

    func run() throws {
        let configuration = try profiles.load()
        let keeper = try DashboardCommand.keeper()
        try MainActor.assumeIsolated {
            try DashboardLaunch(configuration: configuration, screen: screen, keeper: keeper).run()
        }
    }

    /// A dashboard without its memory is still a dashboard: what is wrong with the file is said, not fatal.
    private static func keeper() throws -> StateKeeper? {
        do {
            let store = try StateStore(path: ConfigurationFile.statePath, now: WallClock.now)
            if let notice = store.notice { Output.message(notice) }
            return StateKeeper(store: store)
        } catch {
            Output.message("\(error.message); going on without the last known state")
            return nil
        }
    }
}

/// Opens the terminal and runs the dashboard until the process ends.
@MainActor
struct DashboardLaunch {
    var configuration: Configuration
    var screen: ScreenOptions
    var keeper: StateKeeper?

    func run() throws -> Never {
        let keymap: Keymap
        do {
            keymap = try Keymap(overrides: configuration.keys)
        } catch {
            throw CommandFailure(message: error.reason, status: ExitStatus.usage)
        }
        let client = HTTPClient()
        var syncs: [String: NetworkSync] = [:]
        for profile in configuration.profiles {
            var options = SyncOptions()
            options.retryCeiling = profile.refreshInterval
            syncs[profile.name] = NetworkSync(
                account: profile.account, client: client, options: options, now: WallClock.now)
        }
        let terminal = try screen.openTerminal()
        let networks = configuration.profiles.map {
            NetworkState(network: $0.account.network, refreshInterval: $0.refreshInterval)
        }
        let state = AppState(networks: networks, size: terminal.size, now: WallClock.now(), keymap: keymap)
        do {
            let look = try screen.look(for: terminal, configured: configuration.themeName)
            let runtime = Runtime(state: state, terminal: terminal, look: look, syncs: syncs, keeper: keeper)
            try runtime.start()
            withExtendedLifetime(runtime) { dispatchMain() }
        } catch {
            terminal.close()
            throw error
        }
    }
}
