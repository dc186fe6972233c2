// `captop once`: one load, printed. For cron, checks, pipes and spreadsheets.
import ArgumentParser
import Models
import Store
import Upstream

struct OnceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "once", abstract: "Load everything once and print the caps, or what --what says.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, csv
    }

    private static let sortKeys = CapSortKey.allCases.map(\.rawValue).joined(separator: ", ")

    @OptionGroup var profiles: ProfileOptions

    @Option(name: .long, help: "caps, offers, affiliates, payouts, commissions or tiers.")
    var what = OnceWhat.caps

    @Option(name: .long, help: "table, json or csv.")
    var format = Format.table

    @Option(name: .long, help: "Words; for caps also comparisons such as 'util >= 80 and hard', see docs/query.md.")
    var filter = ""

    @Option(
        name: .long, parsing: .unconditional,
        help: "Of caps: \(OnceCommand.sortKeys); a - before it turns the order round. Default: utilisation.")
    var sort: String?

    @Option(name: .long, help: "At most so many rows.")
    var limit: Int?

    @Option(name: .customLong("fail-at"), help: "Exit with 3 when a matching cap is at or over this share, as 90%.")
    var failAt: String?

    func validate() throws {
        _ = try order()
        _ = try threshold()
        if let limit, limit < 0 { throw ValidationError("--limit is not below 0") }
        guard what != .caps else { return }
        if sort != nil { throw ValidationError("--sort is for caps: \(what.rawValue) come as the network lists them") }
        if failAt != nil { throw ValidationError("--fail-at is for caps") }
        if let field = comparedField {
            throw ValidationError("--filter: '\(field)' is a field of caps; \(what.rawValue) are found by words alone")
        }
    }

    /// The field of caps that the filter compares with something, if it does.
    private var comparedField: String? {
        guard let sign = filter.firstIndex(where: { "<>=!".contains($0) }) else { return nil }
        return filter[..<sign].split(whereSeparator: \.isWhitespace).last.map(String.init)
            .flatMap { QueryField(named: $0) == nil ? nil : $0 }
    }

    func run() throws {
        letSignalsEnd()
        if what == .caps { try runCaps() } else { try runList() }
    }

    private func runList() throws {
        let networks = try load(profiles.choice.load())
        let report = ListReport(what, networks: networks, filter: filter, limit: limit, at: WallClock.now())
        let text =
            switch format {
            case .table: report.table()
            case .json: report.json()
            case .csv: report.csv()
            }
        Output.result(text)
        reportFailures(networks)
        if what.money != nil, !networks.contains(where: { $0.network.kind == .everflow }) {
            Output.message("LeadConduit has no \(what.rawValue)")
            throw ExitCode(ExitStatus.failed)
        }
        if networks.contains(where: { $0.failure != nil }) { throw ExitCode(ExitStatus.unreachable) }
        if networks.contains(where: isMissing) { throw ExitCode(ExitStatus.failed) }
    }

    /// Whether a network could be read, but not what was asked for, or not all of it.
    private func isMissing(in network: NetworkState) -> Bool {
        guard let snapshot = network.snapshot else { return false }
        switch what {
        case .caps: return snapshot.missing.contains(.caps)
        case .offers: return snapshot.missing.contains(.offers)
        case .affiliates: return snapshot.missing.contains(.affiliates)
        case .payouts, .commissions, .tiers:
            return network.network.kind == .everflow && what.money?.rows(of: network) == nil
        }
    }

    private func load(_ configuration: Configuration) throws -> [NetworkState] {
        let what = what
        let forecaster = what == .caps ? OnceCommand.forecaster() : nil
        return try waitFor { await OnceCommand.load(configuration.profiles, for: what, forecaster) }
    }

    /// A run adds to the history that forecasts rest on; without a state file it forecasts from what it sees.
    private static func forecaster() -> Forecaster {
        do {
            let store = try StateStore.ofCommand()
            // Who asks waits for no other captop: a run that is not recorded is missed by nobody.
            store.hurry()
            return Forecaster(store: store)
        } catch {
            Output.message("forecasts know no history: \(error.message)")
            return Forecaster(store: nil)
        }
    }

    private func reportFailures(_ networks: [NetworkState]) {
        for network in networks {
            if let failure = network.failure { Output.message("\(network.network.name): \(failure.message)") }
            for note in network.snapshot?.notes ?? [] { Output.message("\(network.network.name): \(note)") }
        }
    }

    private func runCaps() throws {
        let order = try order()
        let threshold = try threshold()
        let configuration = try configuration()
        let query = try query(configuration.queries)
        let networks = try load(configuration)
        let now = WallClock.now()
        let report = CapReport(networks: networks, filter: query, sort: order, limit: limit, at: now)
        Output.result(text(of: report))
        reportFailures(networks)
        if let threshold, networks.contains(where: { $0.reaches(threshold, matching: query) }) {
            throw ExitCode(ExitStatus.thresholdReached)
        }
        if networks.contains(where: { $0.failure != nil }) { throw ExitCode(ExitStatus.unreachable) }
        if networks.contains(where: isMissing) { throw ExitCode(ExitStatus.failed) }
    }

    /// What is wrong with a query that names no other is said before a configuration is asked for.
    private func configuration() throws -> Configuration {
        if !filter.contains("@") { _ = try query(.none) }
        return try profiles.choice.load()
    }

    private func query(_ saved: SavedQueries) throws -> CapQuery {
        do {
            return try CapQuery(filter, saved: saved)
        } catch {
            throw CommandFailure(
                message: QueryErrorText.text(of: error, in: filter, option: "--filter"), status: ExitStatus.usage)
        }
    }

    private func order() throws -> CapSort {
        let sort = sort ?? CapSortKey.utilisation.rawValue
        guard let order = CapSort(sort) else {
            throw ValidationError("--sort: '\(sort)' is not one of \(OnceCommand.sortKeys)")
        }
        return order
    }

    /// The caps at or over a share such as `90%` or `90`, exactly.
    private func threshold() throws -> CapQuery? {
        guard let failAt else { return nil }
        let digits = failAt.hasSuffix("%") ? failAt.dropLast() : Substring(failAt)
        guard let percent = Quantity(text: digits), percent >= .zero else {
            throw ValidationError("--fail-at: '\(failAt)' is not a percentage such as 90%")
        }
        // The JSON says 0.9 for nine tenths.
        guard failAt.hasSuffix("%") || percent == .zero || percent >= Quantity(1) else {
            throw ValidationError("--fail-at: '\(failAt)' is less than one percent: write \(failAt)% if that is meant")
        }
        return try CapQuery("util >= \(percent)%")
    }

    private func text(of report: CapReport) -> String {
        switch format {
        case .table: TableReport.text(of: report)
        case .json: JSONReport.text(of: report)
        case .csv: CSVReport.text(of: report)
        }
    }

    /// Asks every network once, all at the same time.
    private static func load(
        _ profiles: [Profile], for what: OnceWhat, _ forecaster: Forecaster?
    ) async -> [NetworkState] {
        let client = HTTPClient()
        return await withTaskGroup(of: (Int, NetworkState).self) { group in
            for (place, profile) in profiles.enumerated() {
                group.addTask { (place, await load(profile, for: what, forecaster, with: client)) }
            }
            var states: [(Int, NetworkState)] = []
            for await state in group { states.append(state) }
            await forecaster?.finish()
            return states.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func load(
        _ profile: Profile, for what: OnceWhat, _ forecaster: Forecaster?, with client: HTTPClient
    ) async -> NetworkState {
        // What this very run loads is not stale, however long the slowest network takes.
        var state = NetworkState(network: profile.account.network, refreshInterval: .max / 4)
        var options = SyncOptions()
        options.readsMoney = what.money != nil
        options.moneyGrace = nil
        options.settingReads = .max
        let sync = NetworkSync(account: profile.account, client: client, options: options, now: WallClock.now)
        switch await sync.refresh() {
        case .loaded(let snapshot):
            state.snapshot = snapshot
            state.forecasts = await forecaster?.take(snapshot) ?? []
            state.network = snapshot.network
            state.receivedAt = WallClock.now()
        case .failed(let error, _): state.failure = error
        }
        return state
    }
}
