// The cap engine without HTTP, for Benchmarks/EngineDecisions: the same path that every posted event takes.

import Models

/// One limit that a conversion has to pass, as it stands.
package struct DecisionLimit: Sendable {
    /// `custom:412/conversion/day`.
    package let name: String
    package let metric: CapMetric
    package let count: Quantity
    package let maximum: Quantity
    package let isSoftCap: Bool
}

/// A conversion with what was decided about it. Amounts are millionths of a currency unit.
package struct DirectDecision: Sendable {
    package let isAccepted: Bool
    package let payout: Int64
    package let revenue: Int64
}

extension Sandbox {
    /// Every affiliate on an offer with a custom cap of their own, in the order of their ids.
    package var cappedPairs: [(offer: Int, affiliate: Int)] {
        get async {
            await world.directory.account.customCaps.map(\.pair).sorted().map { ($0.offer, $0.affiliate) }
        }
    }

    /// Every limit that a conversion of the pair would be judged by.
    package func limits(offer: Int, affiliate: Int) async -> [DecisionLimit] {
        await world.read { state, now in
            state.everflow.limits(of: Pair(offer: offer, affiliate: affiliate), at: now).map { touch in
                DecisionLimit(
                    name: "\(touch.owner.text)/\(touch.slot.metric.rawValue)/\(touch.slot.period.word)",
                    metric: touch.slot.metric, count: touch.count, maximum: touch.maximum,
                    isSoftCap: touch.isSoftCap)
            }
        }
    }

    /// Decides on conversions in order; all of them are committed when this returns.
    package func decideConversions(_ pairs: [(offer: Int, affiliate: Int)]) async throws -> [DirectDecision] {
        let events = pairs.map {
            EverflowEvent(kind: .conversion, pair: Pair(offer: $0.offer, affiliate: $0.affiliate))
        }
        return try await world.submit(events).map {
            DirectDecision(
                isAccepted: $0.outcome == .accepted, payout: $0.worth?.payout ?? 0, revenue: $0.worth?.revenue ?? 0)
        }
    }
}
