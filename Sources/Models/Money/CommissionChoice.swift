// Which tiered commission changes a conversion's payout and which its revenue, and what stands in the way of the
// others.
//
// The reference does not say what happens when several are in force. captop's reading: one a side, the one whose goal
// is the highest (conversions, then events, sale amount, revenue, payout), then the newer one, then the lower id.

public struct CommissionChoice: Hashable, Sendable {
    public struct Candidate: Hashable, Sendable {
        public enum Standing: Hashable, Sendable {
            /// For the payout, the revenue or both.
            case inForce
            /// In force, but another one with a higher goal is in its place.
            case outranked
            case notReached
            /// At or beyond its maximum.
            case passed
            case doesNotHold
        }

        public let commission: Everflow.TieredCommission
        public let standing: Standing
        /// A sentence: `conversion 280 of 300`, `ended on 2025-12-31`.
        public let reason: String
        public let progress: [CommissionProgress]
    }

    /// By standing, higher goals first.
    public let candidates: [Candidate]
    public let payout: Everflow.TieredCommission?
    public let revenue: Everflow.TieredCommission?

    /// The goal that is nearest among those not reached; nil when there is none.
    public var nextGoal: CommissionProgress? {
        candidates.filter { $0.standing == .notReached }.flatMap(\.progress).filter { !$0.isReached }
            .max { $0.fraction < $1.fraction }
    }

    /// - Parameters:
    ///   - commissions: of any offer; those of others are passed over.
    ///   - amounts: what was counted in the days of a commission, before the conversion.
    public init(
        among commissions: [Everflow.TieredCommission], for facts: ConversionFacts,
        amounts: (Everflow.TieredCommission) -> CommissionAmounts
    ) {
        let own = commissions.filter { $0.isFor(facts) }.sorted(by: CommissionChoice.precedes)
        let counted = own.map { (commission: $0, amounts: amounts($0), obstacle: $0.obstacle(for: facts)) }
        let inForce = counted.filter { $0.obstacle == nil && $0.commission.isInForce($0.amounts) }.map(\.commission)
        payout = inForce.first { $0.payout.active != nil }
        revenue = inForce.first { $0.revenue.active != nil }
        let chosen = Set([payout, revenue].compactMap { $0?.id })
        let judged = counted.map { entry in
            CommissionChoice.candidate(entry.commission, entry.amounts, entry.obstacle, chosen: chosen)
        }
        let order: [Candidate.Standing] = [.inForce, .outranked, .notReached, .passed, .doesNotHold]
        candidates = order.flatMap { standing in judged.filter { $0.standing == standing } }
    }

    private static func candidate(
        _ commission: Everflow.TieredCommission, _ amounts: CommissionAmounts, _ obstacle: String?, chosen: Set<Int>
    ) -> Candidate {
        let progress = obstacle == nil ? commission.progress(amounts) : []
        func standing(_ standing: Candidate.Standing, _ reason: String) -> Candidate {
            Candidate(commission: commission, standing: standing, reason: reason, progress: progress)
        }
        if let obstacle { return standing(.doesNotHold, obstacle) }
        guard commission.isReached(amounts) else {
            let missing = progress.filter { !$0.isReached }
                .map { "\($0.metric.rawValue) \($0.amount) of \($0.goal)" }
            return standing(.notReached, missing.isEmpty ? "has no goal" : missing.joined(separator: ", "))
        }
        if let metric = commission.passed(amounts) {
            return standing(
                .passed, "\(metric.maxName) is reached: \(amounts[metric]) of \(commission[max: metric] ?? .zero)")
        }
        return chosen.contains(commission.id)
            ? standing(.inForce, "its goals are reached") : standing(.outranked, "another commission is in its place")
    }

    private static let goalOrder: [Everflow.CommissionMetric] = [.conversion, .event, .saleAmount, .revenue, .payout]

    private static func precedes(_ left: Everflow.TieredCommission, _ right: Everflow.TieredCommission) -> Bool {
        for metric in goalOrder {
            let (mine, other) = (left[goal: metric] ?? .zero, right[goal: metric] ?? .zero)
            if mine != other { return mine > other }
        }
        if left.timeCreated != right.timeCreated {
            return left.timeCreated?.milliseconds ?? .min > right.timeCreated?.milliseconds ?? .min
        }
        return left.id < right.id
    }
}

extension Everflow.TieredCommission {
    /// Whether it is about the offer at all.
    func isFor(_ facts: ConversionFacts) -> Bool {
        isAbout(offerID: facts.offerID, advertiserID: facts.advertiserID)
    }

    /// Why it does not hold for the conversion, whatever its goals; nil when it does.
    public func obstacle(for facts: ConversionFacts) -> String? {
        if status != "active" { return "is \(status.isEmpty ? "without a status" : status)" }
        if !facts.isEntry(payoutRevenueID ?? 0) { return CustomPayoutObstacle.entry(payoutRevenueID ?? 0).text }
        if isApplyAllAffiliates != true, !(affiliateIDs ?? []).contains(facts.affiliateID) {
            return CustomPayoutObstacle.affiliates(affiliateIDs ?? []).text
        }
        if let first = CivilDate(text: startDate), facts.date < first { return "begins on \(startDate)" }
        if let last = CivilDate(text: endDate), last < facts.date { return "ended on \(endDate)" }
        return days(on: facts.date) == nil ? "has a period or a date that cannot be read" : nil
    }
}

extension Everflow.CommissionChange {
    /// What an amount becomes, to a millionth and at least 0; nil when the change is off or cannot be computed with.
    public func applied(to amount: Quantity) -> Quantity? {
        guard let (action, value) = active else { return nil }
        let result =
            switch action {
            case .increase: amount + amount.percent(value)
            case .decrease: amount - amount.percent(value)
            case .flatIncrease: amount + value
            case .flatDecrease: amount - value
            case .exact: value
            }
        return max(.zero, result)
    }

    /// What an earlier conversion of the same days is worth once the goals are reached: what it paid or brought,
    /// changed and rounded to cents; nil when nothing is changed in retrospect.
    public func retroactive(_ earlier: Quantity) -> Quantity? {
        applied(to: earlier)?.roundedToCents
    }
}
