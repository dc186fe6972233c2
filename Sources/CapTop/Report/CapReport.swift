// What `captop once` prints, before it is text: the networks and the matching meters in order.
import Models

struct CapReport: Sendable {
    var generatedAt: Timestamp
    var networks: [NetworkState]
    var meters: [CapMeter]

    /// Filters, sorts and cuts the meters of all networks.
    init(
        networks: [NetworkState], filter: CapFilter, sort: CapSort, limit: Int?, at now: Timestamp
    ) {
        generatedAt = now
        self.networks = networks
        var meters: [CapMeter] = []
        for network in networks {
            guard let snapshot = network.snapshot else { continue }
            meters += filter.indices(in: snapshot.meters).map { snapshot.meters[$0] }
        }
        let order = meters.indices.sorted { sort.areInOrder(meters[$0], meters[$1]) }
        self.meters = order.prefix(limit ?? order.count).map { meters[$0] }
    }
}
