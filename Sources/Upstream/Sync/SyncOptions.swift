// How a network is kept up to date, and what a refresh ends with.

import Models

public struct SyncOptions: Sendable {
    /// Minutes after which everything is loaded again, not only what changed: an answer may have been wrong.
    public var fullReloadMinutes = 30
    /// LeadConduit: flows are read with every so many refreshes, and when a counter names what they do not have.
    public var flowsEvery = 5
    /// The longest delay between tries of its own, in milliseconds: the refresh interval is a good value, so that data is
    /// back within one interval after an outage.
    public var retryCeiling: Int64 = 15_000
    /// Everflow: how many reports one refresh asks for single offers when a report is cut at its row limit.
    public var splitReports = 100
    /// Everflow: whether the money side is read too: custom payouts, commissions and tiers.
    public var readsMoney = true
    /// Everflow: commissions and tiers are read, and custom payouts counted, with every so many refreshes.
    public var moneyEvery = 4
    /// Everflow: how long a refresh that has all about caps waits for the money side; nil = until it is read. What comes
    /// later is in the next snapshot.
    public var moneyGrace: Duration? = .seconds(2)
    /// Everflow: of how many custom payouts one refresh asks for the variables and the targeting.
    public var settingReads = 10
    /// Rows per list page asked for; a server's smaller limit is accepted.
    public var pageSize = 2000
    /// nil for the network's own (Everflow reference, 1.2; LeadConduit reference, 1.3).
    public var limits: RateGate.Limits?
    /// Of the jitter between tries.
    public var seed: UInt64 = 1

    public init() {}

    /// - Parameter last: when everything was last loaded; nil for never. Either clock may have been set meanwhile.
    func isFullReloadDue(since last: Timestamp?, at now: Timestamp) -> Bool {
        guard let last else { return true }
        return abs(now.milliseconds(since: last)) >= Int64(fullReloadMinutes) * 60_000
    }
}

/// What one refresh ended with.
public enum SyncResult: Sendable, Equatable {
    case loaded(NetworkSnapshot)
    /// Nothing honest can be shown beyond the last good data; try again after so many milliseconds.
    case failed(UpstreamError, retryAfterMilliseconds: Int64)
}
