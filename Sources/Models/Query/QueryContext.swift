// What a query needs to know besides the meter: its network, the offer groups there, and what time it is.

/// The surroundings in which meters of one network are asked.
public struct QueryContext: Sendable, Equatable {
    public var network: Network
    /// For `group`: an offer's caps belong to the groups that hold the offer.
    public var groups: [OfferGroup]
    /// The network's own time: local time corrected by the skew seen in its last answer.
    public var now: Timestamp

    public init(network: Network, groups: [OfferGroup] = [], now: Timestamp) {
        self.network = network
        self.groups = groups
        self.now = now
    }

    public init(_ snapshot: NetworkSnapshot, now: Timestamp) {
        self.init(network: snapshot.network, groups: snapshot.groups, now: now)
    }
}
