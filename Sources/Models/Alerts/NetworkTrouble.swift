// What can be wrong with a network as a whole, for rules that watch networks. Pure arithmetic on ages.

/// A condition of a network.
public enum NetworkTrouble: String, Hashable, Sendable, Codable, CaseIterable {
    /// The last refresh failed.
    case unreachable
    /// No refresh has succeeded for longer than three intervals.
    case stale
}

/// How the refreshes of one network go.
public struct NetworkHealth: Hashable, Sendable {
    /// Milliseconds between refreshes.
    public var interval: Int64
    /// When data last came, or else when captop began to ask.
    public var goodAt: Timestamp
    /// Why the last refresh failed, as one line; nil when it did not.
    public var failure: String?

    public init(interval: Int64, goodAt: Timestamp, failure: String? = nil) {
        self.interval = interval
        self.goodAt = goodAt
        self.failure = failure
    }

    public func has(_ trouble: NetworkTrouble, at now: Timestamp) -> Bool {
        switch trouble {
        case .unreachable: failure != nil
        case .stale: now.milliseconds(since: goodAt) > 3 * interval
        }
    }
}
