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
    @OptionGroup var logging: LogOptions

    @Flag(name: .long, help: "Start unlocked, whatever the profiles say.")
    var write = false

    func run() throws {
        var configuration = try profiles.load()
        if write {
            for place in configuration.profiles.indices { configuration.profiles[place].allowsWrite = true }
        }
        let log = try logging.open()
        let store = DashboardCommand.store()
        try MainActor.assumeIsolated {
            try DashboardLaunch(
                configuration: configuration, screen: screen, store: store, keeper: store.map(StateKeeper.init),
                files: SettingsFiles(configuration: profiles.path, theme: screen.theme), log: log
            )
            .run()
        }
    }

    /// A dashboard without its memory is still a dashboard, though one that changes nothing: what is wrong with the file
    /// is said, not fatal.
    static func store() -> StateStore? {
        do {
            let store = try StateStore(path: ConfigurationFile.statePath, now: WallClock.now)
            if let notice = store.notice { Output.message(notice) }
            return store
        } catch {
            Output.message("\(error.message); going on without last known state and journal, read only")
            return nil
        }
    }
}

/// Opens the terminal and runs the dashboard until the process ends.
@MainActor
struct DashboardLaunch {
    var configuration: Configuration
    var screen: ScreenOptions
    /// Holds the journal; without it nothing is written upstream.
    var store: StateStore?
    var keeper: StateKeeper?
    /// Nil for the demo, which has no configuration.
    var files: SettingsFiles?
    var log: LogFile?
    /// Makes it a wall, which is read only.
    var wall: WallState?
    var filter = CapQuery.none

    /// Takes to the runtime what others have to say, which are there before it.
    @MainActor
    private final class Relay {
        weak var runtime: Runtime?
    }

    func run() throws -> Never {
        let client = HTTPClient()
        let relay = Relay()
        var syncs: [String: NetworkSync] = [:]
        for profile in configuration.profiles {
            var options = SyncOptions()
            options.retryCeiling = profile.refreshInterval
            syncs[profile.name] = NetworkSync(
                account: profile.account, client: client, options: options, now: WallClock.now)
        }
        CrashFacts.prepare(configuration, at: WallClock.now())
        let terminal = try screen.openTerminal(mouse: configuration.usesMouse)
        var state = AppState(
            networks: configuration.profiles.map(network), size: terminal.size, now: WallClock.now())
        state.canWrite = !isReadOnly
        begin(&state)
        state.wall = wall
        state.filter = filter
        state.alerts.channels = configuration.alertChannels
        state.history = HistoryState(isKept: store != nil && wall == nil)
        do {
            let runtime = Runtime(
                state: state, terminal: terminal, look: try screen.look(for: terminal, theme: state.themeName),
                syncs: syncs, keeper: keeper,
                sender: isReadOnly ? nil : store.map { sender(client: client, store: $0) },
                forecaster: Forecaster(store: store), historian: store.map(Historian.init),
                alerts: store.map { watcher(client: client, store: $0, relay: relay) }, files: files, log: log)
            relay.runtime = runtime
            try runtime.start()
            withExtendedLifetime(runtime) { dispatchMain() }
        } catch {
            terminal.close()
            throw error
        }
    }

    private func watcher(client: HTTPClient, store: StateStore, relay: Relay) -> AlertWatcher {
        AlertWatcher(
            configuration.alerts, profiles: configuration.profiles, store: store, client: client, now: WallClock.now
        ) { @Sendable sentence in
            DispatchQueue.main.async { MainActor.assumeIsolated { relay.runtime?.send(.notice(sentence)) } }
        }
    }

    /// A layout that cannot be read is said and left alone; the configuration holds.
    private func begin(_ state: inout AppState) {
        var layout = SavedLayout()
        do throws(ConfigurationError) {
            layout = try files?.savedLayout() ?? layout
        } catch {
            state.message = error.description
        }
        var settings = ScreenSettings(configuration, layout: layout)
        settings.themeName = screen.theme ?? settings.themeName
        state.begin(with: settings)
    }

    private func network(_ profile: Profile) -> NetworkState {
        var network = NetworkState(network: profile.account.network, refreshInterval: profile.refreshInterval)
        network.isLocked = isReadOnly || !profile.allowsWrite
        network.curl = CurlForm(profile.account)
        return network
    }

    /// Without a journal nothing is written; a wall has nobody who could.
    private var isReadOnly: Bool { store == nil || wall != nil }

    private func sender(client: HTTPClient, store: StateStore) -> EditSender {
        EditSender(
            profiles: configuration.profiles, client: client, store: store, who: Operator.name)
    }
}
