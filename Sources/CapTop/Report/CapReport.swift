// What `captop once` prints, before it is text: the networks and the matching meters in order.
import Models

struct CapReport: Sendable {
    var generatedAt: Timestamp
    var networks: [NetworkState]
    var meters: [CapMeter]

    /// Filters, sorts and cuts the meters of all networks.
    init(
        networks: [NetworkState], filter: CapQuery, sort: CapSort, limit: Int?, at now: Timestamp
    ) {
        generatedAt = now
        self.networks = networks
        var meters: [CapMeter] = []
        for network in networks { meters += network.meters(matching: filter, at: now) }
        let order = meters.indices.sorted { sort.areInOrder(meters[$0], meters[$1]) }
        self.meters = order.prefix(limit ?? order.count).map { meters[$0] }
    }
}

extension NetworkState {
    /// The meters that match, as the network said them, in its order.
    func meters(matching query: CapQuery, at now: Timestamp) -> [CapMeter] {
        guard let snapshot else { return [] }
        let context = QueryContext(snapshot, now: serverTime(at: now))
        return query.indices(in: snapshot.meters, context).map { snapshot.meters[$0] }
    }
}
