// Rule sets of a LeadConduit flow, compiled from its document and judged on a lead. Pure. LeadConduit reference, 3.3.

import Models

/// Rules joined by `and` or `or`.
struct LeadRuleSet: Sendable {
    enum Element: Sendable {
        case rule(LeadRule)
        case ruleSet(LeadRuleSet)
    }

    var isAny: Bool
    var elements: [Element]

    func passes(_ lead: Lead) -> Bool {
        isAny ? elements.contains { passes($0, lead) } : elements.allSatisfy { passes($0, lead) }
    }

    private func passes(_ element: Element, _ lead: Lead) -> Bool {
        switch element {
        case .rule(let rule): rule.passes(lead)
        case .ruleSet(let set): set.passes(lead)
        }
    }
}

/// One comparison, and-ed with a rule set of its own when it has one.
struct LeadRule: Sendable {
    /// A variable such as `lead.state`; anything that holds a template is taken as the text it is.
    var left: String
    var operation: LeadOperator?
    var right: LeadValue?
    /// Compiled once from `right`, for the two pattern operators.
    var pattern: TextPattern?
    var extra: LeadRuleSet?

    init(left: String, operation: LeadOperator?, right: LeadValue?, extra: LeadRuleSet? = nil) {
        self.left = left
        self.operation = operation
        self.right = right
        self.extra = extra
        if operation == .matchesPattern || operation == .doesNotMatchPattern, let right {
            pattern = TextPattern(right.texts.joined())
        }
    }

    func passes(_ lead: Lead) -> Bool {
        guard let operation else { return false }
        let value = left.contains("{{") ? LeadValue.text(left) : lead[left]
        guard operation.holds(value, right, pattern: pattern, field: left) else { return false }
        return extra?.passes(lead) ?? true
    }
}

/// What is known of a lead while it is being handled.
struct Lead: Sendable {
    /// By variable name: `lead.state`, `source.name`.
    var variables: [String: LeadValue]

    subscript(variable: String) -> LeadValue? { variables[variable] }
}
