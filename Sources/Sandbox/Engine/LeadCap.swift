// Caps of a deployed flow as the engine uses them, and their running counters. LeadConduit reference, 2 and 3.2.

import Models

/// A cap with the caps nested below it.
struct LeadCap: Sendable {
    /// What a lead is told when a cap gives no reason of its own.
    static let defaultReason = "Cap reached"

    var id: String
    var maximum: Quantity
    var period: CapPeriod
    var calendar: CapCalendar
    var rules: LeadRuleSet?
    var reason: String?
    var nested: [LeadCap]

    /// This cap and those below it that the lead meets, from the outside in: nested ones only where the rules pass.
    func matching(_ lead: Lead) -> [LeadCap] {
        guard rules?.passes(lead) ?? true else { return [] }
        return [self] + nested.flatMap { $0.matching(lead) }
    }
}

/// The tally of one cap in the interval that runs, or ran last.
struct LeadCounter: Hashable, Sendable {
    var capID: String
    var window: CapWindow
    var count: Int
    var failedCount: Int
    var updatedAt: Timestamp

    /// Listed by the API only while its interval runs.
    func isRunning(at now: Timestamp) -> Bool { window.contains(now) }
}
