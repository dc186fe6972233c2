// One row of a view of commissions: one affiliate on one offer in a commission's running days, with a bar a goal.

public struct CommissionRun: Hashable, Sendable {
    public let commission: Everflow.TieredCommission
    public let affiliateID: Int
    public let offerID: Int
    public let days: CommissionDays
    /// The first instant of the days in the zone of the offer's caps; nil for `global` without a start date.
    public let startedAt: Timestamp?
    /// The first instant behind them; nil for `global` without an end date.
    public let endsAt: Timestamp?
    /// Server time of the numbers; nil when they are unknown.
    public let asOf: Timestamp?
    /// nil when unknown.
    public let amounts: CommissionAmounts?
    /// One a goal that is set, in the wire's order; empty when the amounts are unknown.
    public let progress: [CommissionProgress]

    public var isReached: Bool { amounts.map(commission.isReached) ?? false }
    public var isInForce: Bool { amounts.map(commission.isInForce) ?? false }
    /// How far the slowest goal is, never clipped; nil when unknown.
    public var fraction: Double? { progress.map(\.fraction).min() }
}
