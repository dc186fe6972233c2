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
        let rows = networks.flatMap { $0.rows(matching: filter, at: now) }
        let places = sort.places(of: rows.map(\.meter)) { rows[$0].forecast }
        self.rows = places.prefix(limit ?? places.count).map { rows[$0] }
    }
}

extension NetworkState {
    /// The meters that match, as the network said them, in its order.
    func rows(matching query: CapQuery, at now: Timestamp) -> [CapReport.Row] {
        guard let snapshot else { return [] }
        let context = QueryContext(snapshot, now: serverTime(at: now))
        return query.indices(in: snapshot.meters, forecasts: forecasts, context).map { place in
            CapReport.Row(meter: snapshot.meters[place], forecast: forecast(at: place))
        }
    }
}
