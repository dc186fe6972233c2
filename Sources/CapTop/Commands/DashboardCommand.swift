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
        try DashboardCommand.open(profiles.choice, screen.choice, log: logging.open(), allowsWrite: write)
    }

    /// What `captop` without arguments does. Its options are not looked at then, which takes a fifth of the time to the
    /// first frame.
    static func open(
        _ profiles: ProfileChoice = ProfileChoice(), _ screen: ScreenChoice = ScreenChoice(), log: LogFile? = nil,
        allowsWrite: Bool = false
    ) throws {
        var configuration = try profiles.load()
        if allowsWrite {
            for place in configuration.profiles.indices { configuration.profiles[place].allowsWrite = true }
        }
        try MainActor.assumeIsolated {
            try DashboardLaunch(
                configuration: configuration, screen: screen, statePath: ConfigurationFile.statePath,
                files: SettingsFiles(configuration: profiles.path, theme: screen.theme), log: log
            )
            .run()
        }
    }
}

/// Opens the terminal and runs the dashboard until the process ends.
@MainActor
struct DashboardLaunch {
    var configuration: Configuration
    var screen: ScreenChoice
    /// The state file, which holds the journal; without it nothing is written upstream.
    var statePath: String
    /// Whether the last known state is kept in it.
    var keepsState = true
    /// Nil for the demo, which has no configuration.
    var files: SettingsFiles?
    var log: LogFile?
    /// Makes it a wall, which is read only.
    var wall: WallState?
    var filter = CapQuery.none

    /// The first frame comes before everything that takes time: then the state file is opened, and the client's thread loads
    /// libcurl beside that. A first start has nothing to show before the networks have answered, so they are asked beside it
    /// as well.
    func run() throws -> Never {
        CrashFacts.prepare(configuration, at: WallClock.now())
        let terminal = try screen.openTerminal(mouse: configuration.usesMouse)
        do {
            let state = beginning(size: terminal.size)
            let look = try screen.look(for: terminal, theme: state.themeName)
            terminal.present(view(state, look: look))
            let client = HTTPClient()
            let syncs = syncs(client)
            let isFirstStart = !keepsState || !StateStore.isThere(statePath)
            let headStarts = isFirstStart ? syncs.mapValues { sync in Task.detached { await sync.refresh() } } : [:]
            let runtime = Runtime(
                state: state, terminal: terminal, look: look, syncs: syncs, headStarts: headStarts, files: files,
                log: log)
            openStore(for: runtime, client, syncs)
            try runtime.start()
            serve(keeping: [runtime])
        } catch {
            terminal.close()
            throw error
        }
    }

    private func beginning(size: Size) -> AppState {
        var state = AppState(networks: configuration.profiles.map(network), size: size, now: WallClock.now())
        state.canWrite = wall == nil
        begin(&state)
        state.wall = wall
        state.filter = filter
        state.alerts.channels = configuration.alertChannels
        return state
    }

    /// Off the main queue, which serves keys and signals meanwhile: another captop may hold the file, or the disk hang.
    private func openStore(for runtime: Runtime, _ client: HTTPClient, _ syncs: [String: NetworkSync]) {
        let path = statePath
        DispatchQueue(label: "captop.opening").async { @Sendable in
            let opened = DashboardLaunch.openStore(at: path)
            DispatchQueue.main.async {
                MainActor.assumeIsolated { goOn(runtime, with: opened, client, syncs) }
            }
        }
        DispatchQueue.main.asyncAfter(deadline: .now() + DashboardLaunch.longestOpening) {
            MainActor.assumeIsolated {
                guard !runtime.hasGoneOn else { return }
                goOn(runtime, without: "the state file \(path) has not opened so far")
            }
        }
    }

    /// About as long as other captops are waited for. What opens after that is still taken up.
    private static let longestOpening = DispatchTimeInterval.seconds(10)

    private nonisolated static func openStore(at path: String) -> Result<StateStore, StoreError> {
        do throws(StoreError) {
            return .success(try StateStore(path: path, now: WallClock.now))
        } catch {
            return .failure(error)
        }
    }

    /// A dashboard without its memory is still a dashboard, though one that changes nothing: what is wrong with the file
    /// is said, not fatal.
    private func goOn(
        _ runtime: Runtime, with opened: Result<StateStore, StoreError>, _ client: HTTPClient,
        _ syncs: [String: NetworkSync]
    ) {
        switch opened {
        case .success(let store):
            let isLate = runtime.hasGoneOn
            runtime.goOn(with: users(of: store, client, syncs, telling: runtime)) { state in
                if isLate { takeBack(in: &state) }
                if let notice = store.notice { say(notice, in: &state) }
                state.history = HistoryState(isKept: wall == nil)
            }
        // Known to be missing already.
        case .failure(let error) where runtime.hasGoneOn: runtime.send(.notice(error.message))
        case .failure(let error): goOn(runtime, without: error.message)
        }
    }

    /// - Parameter reason: what is wrong with the file.
    private func goOn(_ runtime: Runtime, without reason: String) {
        runtime.goOn(with: StoreUsers()) { state in
            say("\(reason); going on without last known state, journal and alerts, read only", in: &state)
            state.canWrite = false
            for place in state.networks.indices { state.networks[place].isLocked = true }
        }
    }

    /// What was said and shut for want of a file.
    private func takeBack(in state: inout AppState) {
        let sentence = "the state file has opened after all"
        Output.message(sentence)
        state.message = sentence
        state.canWrite = wall == nil
        for (place, profile) in configuration.profiles.enumerated() where state.networks.indices.contains(place) {
            state.networks[place].isLocked = network(profile).isLocked
        }
    }

    /// In the bottom line, which the next key or, on a wall, time takes away, and in the shell after the end.
    private func say(_ sentence: String, in state: inout AppState) {
        Output.message(sentence)
        state.message = [state.message, sentence].compactMap { $0 }.joined(separator: "   ")
    }

    private func users(
        of store: StateStore, _ client: HTTPClient, _ syncs: [String: NetworkSync], telling runtime: Runtime
    ) -> StoreUsers {
        StoreUsers(
            keeper: keepsState ? StateKeeper(store: store) : nil,
            sender: wall == nil ? sender(syncs, store: store) : nil, historian: Historian(store: store),
            alerts: watcher(client: client, store: store, telling: runtime), forecaster: Forecaster(store: store))
    }

    private func syncs(_ client: HTTPClient) -> [String: NetworkSync] {
        var syncs: [String: NetworkSync] = [:]
        for profile in configuration.profiles {
            var options = SyncOptions()
            options.retryCeiling = profile.refreshInterval
            syncs[profile.name] = NetworkSync(
                account: profile.account, client: client, options: options, now: WallClock.now)
        }
        return syncs
    }

    private func watcher(client: HTTPClient, store: StateStore, telling runtime: Runtime) -> AlertWatcher {
        AlertWatcher(
            configuration.alerts, profiles: configuration.profiles, store: store, client: client, now: WallClock.now
        ) { @Sendable sentence in
            DispatchQueue.main.async { MainActor.assumeIsolated { runtime.send(.notice(sentence)) } }
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
        network.isLocked = wall != nil || !profile.allowsWrite
        network.curl = CurlForm(profile.account)
        return network
    }

    private func sender(_ syncs: [String: NetworkSync], store: StateStore) -> EditSender {
        EditSender(clients: syncs.values.map { $0.client }, store: store, who: Operator.name)
    }
}
