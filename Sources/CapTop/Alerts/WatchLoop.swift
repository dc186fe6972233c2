// Refreshes every network for ever and hands what it says to the rules; prints what they raise. The loop behind
// `captop watch`.
import Models
import Store
import Synchronization
import Upstream

final class WatchLoop: Sendable {
    private let configuration: Configuration
    private let client = HTTPClient()
    private let forecaster: Forecaster
    private let watcher: AlertWatcher
    private let printer: AlertPrinter

    init(_ configuration: Configuration, store: StateStore) {
        self.configuration = configuration
        forecaster = Forecaster(store: store)
        watcher = AlertWatcher(
            configuration.alerts, profiles: configuration.profiles, store: store, client: client, now: WallClock.now,
            report: Output.message)
        printer = AlertPrinter(
            rules: configuration.alerts.map(\.rule.name), networks: configuration.profiles.map(\.name))
    }

    /// Returns when its task is cancelled.
    func run() async {
        printer.begin(await watcher.start())
        await withTaskGroup(of: Void.self) { group in
            for profile in configuration.profiles {
                group.addTask { [self] in await watch(profile) }
            }
        }
    }

    private func watch(_ profile: Profile) async {
        var options = SyncOptions()
        options.retryCeiling = profile.refreshInterval
        options.readsMoney = false
        let sync = NetworkSync(account: profile.account, client: client, options: options, now: WallClock.now)
        var trouble: String?
        var notes: [String] = []
        while !Task.isCancelled {
            let pause: Int64
            switch await sync.refresh() {
            case .loaded(let snapshot):
                if trouble != nil { Output.message("\(profile.name): answers again") }
                trouble = nil
                for note in snapshot.notes where !notes.contains(note) { Output.message("\(profile.name): \(note)") }
                notes = snapshot.notes
                let forecasts = await forecaster.take(snapshot)
                printer.show(await watcher.loaded(snapshot, forecasts: forecasts))
                pause = profile.refreshInterval
            case .failed(let error, let retryAfter):
                guard error.kind != .cancelled else { return }
                if trouble != error.message { Output.message("\(profile.name): \(error.message); trying again") }
                trouble = error.message
                printer.show(await watcher.failed(profile.name, error))
                pause = max(500, retryAfter)
            }
            try? await ContinuousClock().sleep(for: .milliseconds(pause))
        }
    }
}

/// Prints each alert of the log once, whichever captop on this state file has raised it.
private final class AlertPrinter: Sendable {
    private let rules: Set<String>
    private let networks: Set<String>
    private let mark = Mutex(AlertMark())

    init(rules: [String], networks: [String]) {
        self.rules = Set(rules)
        self.networks = Set(networks)
    }

    /// What was raised before is old.
    func begin(_ news: AlertNews) {
        if let log = news.log { mark.withLock { _ = $0.takeNew(log, generation: news.generation) } }
        for notice in news.notices { Output.message(notice) }
    }

    func show(_ news: AlertNews) {
        for notice in news.notices { Output.message(notice) }
        guard let log = news.log else { return }
        mark.withLock { mark in
            for alert in mark.takeNew(log, generation: news.generation).reversed() { printIfWatched(alert) }
        }
    }

    /// `2026-03-10T20:20:41Z acme [hot] Harbor Media, Sunrise Kettle CPA, …`
    private func printIfWatched(_ alert: LoggedAlert) {
        guard rules.contains(alert.rule), networks.contains(alert.network) else { return }
        let quiet = alert.isQuiet ? " (quiet)" : ""
        Output.news("\(alert.at.rfc3339()) \(alert.network) [\(alert.rule)]\(quiet) \(alert.message)\n")
    }
}
