// Everything known of one network at one instant: what a sync hands over, what the store keeps, what panes show.

/// One network's data as of one instant.
public struct NetworkSnapshot: Sendable, Equatable, Codable {
    /// What is shown of a network, as far as it may be read in part only.
    public enum Part: String, Sendable, Codable {
        /// Also their counts.
        case caps
        case offers, affiliates
    }

    public var network: Network
    public var affiliates: [Affiliate]
    public var offers: [Offer]
    public var groups: [OfferGroup]
    public var steps: [Step]
    /// One a limit that is set; in the upstream's order, nested caps right after their parent.
    public var meters: [CapMeter]
    /// Server-corrected time at which the newest part was read.
    public var asOf: Timestamp
    /// How far the server's clock is ahead of the local one, in milliseconds; 0 within 2 s (LeadConduit reference, 9).
    public var clockSkew: Int64
    /// What the reader passed over or had to assume, one sentence each, for `captop doctor` and the network view.
    public var notes: [String]
    /// What could not be read, or not all of it; `notes` say why.
    public var missing: Set<Part> = []
    /// LeadConduit: caps whose counters have another maximum than is configured (reference, 3.5); not stored.
    public var pending: Set<ObjectID> = []
    /// Custom payouts, commissions and tiers; nil for LeadConduit, and until they were read.
    public var money: NetworkMoney?

    public init(
        network: Network, affiliates: [Affiliate] = [], offers: [Offer] = [], groups: [OfferGroup] = [],
        steps: [Step] = [], meters: [CapMeter] = [], asOf: Timestamp, clockSkew: Int64 = 0, notes: [String] = [],
        money: NetworkMoney? = nil
    ) {
        self.network = network
        self.affiliates = affiliates
        self.offers = offers
        self.groups = groups
        self.steps = steps
        self.meters = meters
        self.asOf = asOf
        self.clockSkew = clockSkew
        self.notes = notes
        self.money = money
    }
}

extension NetworkSnapshot {
    /// `asOf` on the local clock.
    public var readAt: Timestamp { asOf.adding(milliseconds: -clockSkew) }

    /// By how many milliseconds the oldest of the counts is older than the snapshot: counts that could not be read again
    /// stay as they were.
    public var oldestCountLag: Int64 {
        let oldest = meters.lazy.filter { $0.count != nil }.map(\.asOf).min()
        return oldest.map { max(0, asOf.milliseconds(since: $0)) } ?? 0
    }
}
