// `captop once`: one load, printed. For cron, checks, pipes and spreadsheets.
import ArgumentParser
import Models
import Upstream

struct OnceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "once", abstract: "Load every cap once and print them.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, csv
    }

    private static let sortKeys = CapSortKey.allCases.map(\.rawValue).joined(separator: ", ")

    @OptionGroup var profiles: ProfileOptions

    @Option(name: .long, help: "table, json or csv.")
    var format = Format.table

    @Option(name: .long, help: "Words and comparisons such as 'util >= 80 and hard'; see docs/query.md.")
    var filter = ""

    @Option(name: .long, parsing: .unconditional, help: "\(OnceCommand.sortKeys); a - before it turns the order round.")
    var sort = CapSortKey.utilisation.rawValue

    @Option(name: .long, help: "At most so many caps.")
    var limit: Int?

    @Option(name: .customLong("fail-at"), help: "Exit with 3 when a matching cap is at or over this share, as 90%.")
    var failAt: String?

    func validate() throws {
        _ = try order()
        _ = try threshold()
        if let limit, limit < 0 { throw ValidationError("--limit is not below 0") }
    }

    func run() throws {
        letSignalsEnd()
        let query = try query()
        let configuration = try profiles.load()
        let order = try order()
        let threshold = try threshold()
        let networks = try waitFor { await OnceCommand.load(configuration.profiles) }
        let now = WallClock.now()
        let report = CapReport(networks: networks, filter: query, sort: order, limit: limit, at: now)
        Output.result(text(of: report))
        for network in networks {
            if let failure = network.failure { Output.message("\(network.network.name): \(failure.message)") }
        }
        let matching = networks.lazy.flatMap { $0.meters(matching: query, at: now) }
        if let threshold, matching.contains(where: { ($0.utilisation ?? -1) >= threshold }) {
            throw ExitCode(ExitStatus.thresholdReached)
        }
        if networks.contains(where: { $0.failure != nil }) { throw ExitCode(ExitStatus.unreachable) }
    }

    private func query() throws -> CapQuery {
        do {
            return try CapQuery(filter)
        } catch {
            throw CommandFailure(
                message: QueryErrorText.text(of: error, in: filter, option: "--filter"), status: ExitStatus.usage)
        }
    }

    private func order() throws -> CapSort {
        let isReversed = sort.hasPrefix("-")
        guard let key = CapSortKey(rawValue: String(sort.drop { $0 == "-" })) else {
            throw ValidationError("--sort: '\(sort)' is not one of \(OnceCommand.sortKeys)")
        }
        return isReversed ? CapSort(key, isDescending: !key.startsDescending) : CapSort(key)
    }

    /// A share such as 0.9 from `90%` or `90`.
    private func threshold() throws -> Double? {
        guard let failAt else { return nil }
        let digits = failAt.hasSuffix("%") ? failAt.dropLast() : Substring(failAt)
        guard let percent = Quantity(text: digits), percent >= .zero else {
            throw ValidationError("--fail-at: '\(failAt)' is not a percentage such as 90%")
        }
        return percent.doubleValue / 100
    }

    private func text(of report: CapReport) -> String {
        switch format {
        case .table: TableReport.text(of: report)
        case .json: JSONReport.text(of: report)
        case .csv: CSVReport.text(of: report)
        }
    }

    /// Asks every network once, all at the same time.
    private static func load(_ profiles: [Profile]) async -> [NetworkState] {
        let client = HTTPClient()
        return await withTaskGroup(of: (Int, NetworkState).self) { group in
            for (place, profile) in profiles.enumerated() {
                group.addTask { (place, await load(profile, with: client)) }
            }
            var states: [(Int, NetworkState)] = []
            for await state in group { states.append(state) }
            return states.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func load(_ profile: Profile, with client: HTTPClient) async -> NetworkState {
        // What this very run loads is not stale, however long the slowest network takes.
        var state = NetworkState(network: profile.account.network, refreshInterval: .max / 4)
        let sync = NetworkSync(account: profile.account, client: client, now: WallClock.now)
        switch await sync.refresh() {
        case .loaded(let snapshot):
            state.snapshot = snapshot
            state.network = snapshot.network
            state.receivedAt = WallClock.now()
        case .failed(let error, _): state.failure = error
        }
        return state
    }
}
