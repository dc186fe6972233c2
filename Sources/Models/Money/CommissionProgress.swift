// How far an affiliate is on the way to a commission's goals on one offer. Everflow's help pages say that offers are
// counted apart from each other and that all goals must be met. A `*_max` is the top of the range: what is at or beyond
// it is no longer in the commission (captop's reading).

/// One goal as a bar shows it.
public struct CommissionProgress: Hashable, Sendable {
    public let commissionID: Int
    public let commissionName: String
    public let metric: Everflow.CommissionMetric
    /// Above 0.
    public let goal: Quantity
    /// nil when there is none.
    public let maximum: Quantity?
    /// What was counted in the commission's days.
    public let amount: Quantity

    public var isReached: Bool { amount >= goal }
    public var isPastMaximum: Bool { maximum.map { amount >= $0 } ?? false }
    /// Of the goal, never clipped: 1.5 is half as much again.
    public var fraction: Double { amount.doubleValue / goal.doubleValue }
    /// Up to the goal, at least 0.
    public var missing: Quantity { max(.zero, goal - amount) }
}

extension Everflow.TieredCommission {
    /// One bar a goal that is set, in the wire's order.
    public func progress(_ amounts: CommissionAmounts) -> [CommissionProgress] {
        Everflow.CommissionMetric.allCases.compactMap { metric in
            guard let goal = self[goal: metric], goal > .zero else { return nil }
            let maximum = self[max: metric].flatMap { $0 > .zero ? $0 : nil }
            return CommissionProgress(
                commissionID: id, commissionName: name, metric: metric, goal: goal, maximum: maximum,
                amount: amounts[metric])
        }
    }

    /// Whether every goal that is set is reached; false when none is.
    public func isReached(_ amounts: CommissionAmounts) -> Bool {
        let progress = progress(amounts)
        return !progress.isEmpty && progress.allSatisfy(\.isReached)
    }

    /// The metric whose maximum is reached, the first of them.
    public func passed(_ amounts: CommissionAmounts) -> Everflow.CommissionMetric? {
        Everflow.CommissionMetric.allCases.first { metric in
            guard let maximum = self[max: metric], maximum > .zero else { return false }
            return amounts[metric] >= maximum
        }
    }

    /// Whether the next conversion is paid by it: `amounts` are those before that conversion. With a goal of 300 and a
    /// maximum of 1200 conversions the 301st to the 1200th are.
    public func isInForce(_ amounts: CommissionAmounts) -> Bool {
        isReached(amounts) && passed(amounts) == nil
    }
}
