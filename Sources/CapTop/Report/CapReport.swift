// What `captop once` prints, before it is text: the networks and the matching meters in order.
import Models

struct CapReport: Sendable {
    /// One cap, and what is likely to come of it.
    struct Row: Sendable {
        var meter: CapMeter
        var forecast: Forecast?

        /// When it reaches its limit, if that is to come and before its reset.
        var tripsAt: Timestamp? { forecast?.tripsAt }
    }

    var generatedAt: Timestamp
    var networks: [NetworkState]
    var rows: [Row]

    /// Rows that are chosen and in order already.
    init(networks: [NetworkState], rows: [Row], at now: Timestamp) {
        generatedAt = now
        self.networks = networks
        self.rows = rows
    }

    /// Filters, sorts and cuts the meters of all networks.
    init(
        networks: [NetworkState], filter: CapQuery, sort: CapSort, limit: Int?, at now: Timestamp
    ) {
        generatedAt = now
        self.networks = networks
        let rows = networks.flatMap { $0.rows(matching: filter) }
        let places = sort.places(of: rows.map(\.meter)) { rows[$0].forecast }
        self.rows = places.prefix(limit ?? places.count).map { rows[$0] }
    }
}

extension NetworkState {
    /// Whether any of the meters that match a query matches another one too.
    func reaches(_ threshold: CapQuery, matching query: CapQuery) -> Bool {
        guard let snapshot else { return false }
        let context = QueryContext(snapshot, now: snapshot.asOf)
        let places = query.indices(in: snapshot.meters, forecasts: forecasts, context)
        return !threshold.indices(in: places.map { snapshot.meters[$0] }, forecasts: [], context).isEmpty
    }

    /// The meters that match, in the network's order, all of them as of the instant of the snapshot: a window that ends while
    /// other answers are waited for is still the one that was counted in.
    func rows(matching query: CapQuery) -> [CapReport.Row] {
        guard let snapshot else { return [] }
        let context = QueryContext(snapshot, now: snapshot.asOf)
        return query.indices(in: snapshot.meters, forecasts: forecasts, context).map { place in
            CapReport.Row(
                meter: snapshot.meters[place].shown(at: context.now), forecast: forecast(at: place, on: context.now))
        }
    }
}
