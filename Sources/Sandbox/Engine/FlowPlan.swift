// A deployed flow as the lead engine uses it. Compiled from the document by FlowCompiler; holds no wire text.

import Models

struct AcceptanceCriteria: Sendable {
    var rules: LeadRuleSet
    /// What becomes of a lead that does not pass.
    var outcome: LeadOutcome
    var reason: String
}

struct SourcePlan: Sendable {
    var entityID: String
    var name: String
    var isEnabled: Bool
    var needsAuthentication: Bool
    var acceptance: AcceptanceCriteria?
    var caps: [LeadCap]
}

enum StepPlan: Sendable {
    /// Ends a lead that passes the rules.
    case filter(rules: LeadRuleSet?, outcome: LeadOutcome, reason: String)
    /// Delivers a lead that passes the rules, unless one of the caps is reached.
    case recipient(id: String, rules: LeadRuleSet?, caps: [LeadCap])
}

struct FlowPlan: Sendable {
    var id: String
    var name: String
    var isEnabled: Bool
    var acceptance: AcceptanceCriteria?
    var caps: [LeadCap]
    /// By entity id.
    var sources: [String: SourcePlan]
    /// Enabled ones in processing order.
    var steps: [StepPlan]
}
