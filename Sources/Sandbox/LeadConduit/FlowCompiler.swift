// Turns a flow's document into the plan that the lead engine runs. Reads tolerantly: what it cannot read does not exist.

import Models

/// Compiles deployed flow documents. Nested caps and rules are read to a bounded depth (LeadConduit reference, 9.15).
struct FlowCompiler {
    static let depthLimit = 16

    /// IANA zone of caps that name none.
    let accountZone: String

    /// nil without an id.
    func plan(of flow: JSONValue) -> FlowPlan? {
        guard let id = flow["id"]?.text else { return nil }
        let sources = (flow["sources"]?.array ?? []).compactMap(source)
        return FlowPlan(
            id: id, name: flow["name"]?.text ?? "", isEnabled: flow["enabled"]?.bool ?? true,
            acceptance: acceptance(flow["acceptance_criteria"]), caps: caps(flow["caps"]),
            sources: Dictionary(sources.map { ($0.entityID, $0) }, uniquingKeysWith: { first, _ in first }),
            steps: (flow["steps"]?.array ?? []).compactMap(step))
    }

    // MARK: - Parts

    private func source(_ source: JSONValue) -> SourcePlan? {
        guard let entity = source["entity"], let id = entity["id"]?.text else { return nil }
        return SourcePlan(
            entityID: id, name: entity["name"]?.text ?? "", isEnabled: source["enabled"]?.bool ?? true,
            needsAuthentication: source["authentication_required"]?.bool ?? false,
            acceptance: acceptance(source["acceptance_criteria"]), caps: caps(source["caps"]))
    }

    private func step(_ step: JSONValue) -> StepPlan? {
        guard step["enabled"]?.bool ?? true else { return nil }
        let rules = FlowCompiler.ruleSet(step["rule_set"])
        if step["type"]?.text == "filter" {
            let outcome = LeadOutcome(rawValue: step["outcome"]?.text ?? "") ?? .failure
            return .filter(rules: rules, outcome: outcome, reason: step["reason"]?.text ?? "Filtered")
        }
        guard let id = step["id"]?.text else { return nil }
        return .recipient(id: id, rules: rules, caps: caps(step["caps"]))
    }

    private func acceptance(_ criteria: JSONValue?) -> AcceptanceCriteria? {
        guard let criteria, let rules = FlowCompiler.ruleSet(criteria["rule_set"]) else { return nil }
        return AcceptanceCriteria(
            rules: rules, outcome: LeadOutcome(rawValue: criteria["outcome"]?.text ?? "") ?? .failure,
            reason: criteria["reason"]?.text ?? "Acceptance criteria not met")
    }

    private func caps(_ caps: JSONValue?, depth: Int = 0) -> [LeadCap] {
        guard depth < FlowCompiler.depthLimit else { return [] }
        return (caps?.array ?? []).compactMap { cap($0, depth: depth) }
    }

    private func cap(_ cap: JSONValue, depth: Int) -> LeadCap? {
        guard let id = cap["id"]?.text, let maximum = cap["maximum"]?.quantity else { return nil }
        let zone = cap["time_zone"]?.text ?? accountZone
        return LeadCap(
            id: id, maximum: maximum,
            period: CapPeriod(
                unit: CapPeriod.Unit(rawValue: cap["duration_units"]?.text ?? "day"),
                length: Int(clamping: cap["duration"]?.int64 ?? 1)),
            calendar: CapCalendar(timeZone: zone) ?? CapCalendar(timeZone: accountZone) ?? .utc,
            rules: FlowCompiler.ruleSet(cap["rule_set"]), reason: cap["reason"]?.text,
            nested: caps(cap["caps"], depth: depth + 1))
    }

    // MARK: - Rules

    /// nil when there is no rule set, so that everything passes.
    static func ruleSet(_ set: JSONValue?, depth: Int = 0) -> LeadRuleSet? {
        guard let set, depth < depthLimit, let rules = set["rules"]?.array, !rules.isEmpty else { return nil }
        let elements = rules.map { rule -> LeadRuleSet.Element in
            if rule["rules"] != nil, let inner = ruleSet(rule, depth: depth + 1) { return .ruleSet(inner) }
            return .rule(self.rule(rule, depth: depth))
        }
        return LeadRuleSet(isAny: set["op"]?.text?.lowercased() == "or", elements: elements)
    }

    private static func rule(_ rule: JSONValue, depth: Int) -> LeadRule {
        LeadRule(
            left: rule["lhv"]?.text ?? "", operation: LeadOperator(rawValue: rule["op"]?.text?.lowercased() ?? ""),
            right: rule["rhv"].flatMap(value), extra: ruleSet(rule["rule_set"], depth: depth + 1))
    }

    /// A lead's field or a rule's right hand side; nil for null and objects.
    static func value(_ value: JSONValue) -> LeadValue? {
        switch value {
        case .string(let text): .text(text)
        case .number: value.quantity.map(LeadValue.number) ?? value.text.map(LeadValue.text)
        case .bool(let flag): .flag(flag)
        case .array(let items): .list(items.compactMap(\.text))
        case .null, .object: nil
        }
    }
}
