// What became of a lead, as values. Knows no JSON.

enum LeadOutcome: String, Sendable {
    case success, failure, error
}

struct LeadDecision: Sendable {
    var outcome: LeadOutcome
    var reason: String?
    /// The flow or source cap that turned the lead away.
    var reachedCap: String?
    /// Steps passed over because one of their caps was reached.
    var skippedSteps: [String] = []
    /// Counters that changed, as they are now.
    var changedCounters: [LeadCounter] = []
}
