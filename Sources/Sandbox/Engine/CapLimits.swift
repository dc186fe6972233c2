// The sixteen limits of an Everflow object as one value. Knows their order, not what counts against them.

import Models

/// The four periods of Everflow's caps, in the order of the sixteen fields.
enum EverflowPeriod: Int, CaseIterable, Sendable {
    case day, week, month, global

    var capPeriod: CapPeriod { CapPeriod.everflow[rawValue] }

    /// `day`, `week`, `month`, `global`.
    var word: String { capPeriod.unit.rawValue }
}

/// Where one of the sixteen limits stands.
struct LimitSlot: Hashable, Sendable {
    let metric: CapMetric
    let period: EverflowPeriod

    /// In the reference's order: each metric's day, week, month and global.
    static let all: [LimitSlot] = CapMetric.everflow.flatMap { metric in
        EverflowPeriod.allCases.map { LimitSlot(metric: metric, period: $0) }
    }

    var index: Int {
        let row = CapMetric.everflow.firstIndex(of: metric) ?? 0
        return row * EverflowPeriod.allCases.count + period.rawValue
    }
}

/// Sixteen limits; zero is no limit (Everflow reference, section 2).
struct CapLimits: Hashable, Sendable {
    private(set) var amounts: [Quantity]

    static let none = CapLimits()

    init() {
        amounts = Array(repeating: .zero, count: LimitSlot.all.count)
    }

    subscript(slot: LimitSlot) -> Quantity {
        get { amounts[slot.index] }
        set { amounts[slot.index] = newValue }
    }

    var set: [LimitSlot] { LimitSlot.all.filter { self[$0] > .zero } }

    var isEmpty: Bool { amounts.allSatisfy { $0 <= .zero } }
}
