// Handles leads: acceptance, caps of flow and source with what is nested in them, steps, counting. Pure: no clock, no
// storage. LeadConduit reference, 5 and 7 (points 6 and 7).

import Models

/// The cap engine of the LeadConduit side.
struct LeadEngine: Sendable {
    private(set) var flows: [String: FlowPlan]
    /// The last counter of each cap that ever met a lead.
    private(set) var counters: [String: LeadCounter]

    init(flows: [FlowPlan], counters: [LeadCounter]) {
        self.flows = Dictionary(flows.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
        self.counters = Dictionary(counters.map { ($0.capID, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// Handles a lead of a flow's source at `now`; nil when there is no such flow or source.
    mutating func submit(_ lead: Lead, flow flowID: String, source entityID: String, at now: Timestamp) -> LeadDecision?
    {
        guard let flow = flows[flowID], let source = flow.sources[entityID] else { return nil }
        guard flow.isEnabled else { return LeadDecision(outcome: .error, reason: "Flow is disabled") }
        guard source.isEnabled else { return LeadDecision(outcome: .error, reason: "Source is disabled") }
        for criteria in [flow.acceptance, source.acceptance].compactMap({ $0 }) where !criteria.rules.passes(lead) {
            return LeadDecision(outcome: criteria.outcome, reason: criteria.reason)
        }
        let matching = (flow.caps + source.caps).flatMap { $0.matching(lead) }
        if let reached = matching.first(where: { isReached($0, at: now) }) {
            var decision = LeadDecision(outcome: .failure, reason: reached.reason ?? LeadCap.defaultReason)
            decision.reachedCap = reached.id
            decision.changedCounters = [touch(reached, at: now) { $0.failedCount += 1 }]
            return decision
        }
        var decision = run(flow.steps, lead, at: now)
        if decision.outcome == .success {
            decision.changedCounters += matching.map { touch($0, at: now) { $0.count += 1 } }
        }
        return decision
    }

    // MARK: - Deploying

    /// Handles leads by `flow` from now on.
    mutating func replace(_ flow: FlowPlan) {
        flows[flow.id] = flow
    }

    mutating func set(_ changed: [LeadCounter], dropping dropped: [String]) {
        for counter in changed { counters[counter.capID] = counter }
        for id in dropped { counters[id] = nil }
    }

    // MARK: - Steps

    private mutating func run(_ steps: [StepPlan], _ lead: Lead, at now: Timestamp) -> LeadDecision {
        var decision = LeadDecision(outcome: .success)
        for step in steps {
            switch step {
            case .filter(let rules, let outcome, let reason):
                guard rules?.passes(lead) ?? true else { continue }
                decision.outcome = outcome
                decision.reason = outcome == .success ? nil : reason
                return decision
            case .recipient(let id, let rules, let caps):
                guard rules?.passes(lead) ?? true else { continue }
                deliver(lead, to: id, caps, at: now, into: &decision)
            }
        }
        return decision
    }

    private mutating func deliver(
        _ lead: Lead, to step: String, _ caps: [LeadCap], at now: Timestamp, into decision: inout LeadDecision
    ) {
        let matching = caps.flatMap { $0.matching(lead) }
        if let reached = matching.first(where: { isReached($0, at: now) }) {
            decision.skippedSteps.append(step)
            decision.changedCounters.append(touch(reached, at: now) { $0.failedCount += 1 })
        } else {
            decision.changedCounters += matching.map { touch($0, at: now) { $0.count += 1 } }
        }
    }

    // MARK: - Counters

    private func isReached(_ cap: LeadCap, at now: Timestamp) -> Bool {
        let counter = counters[cap.id].flatMap { $0.isRunning(at: now) ? $0 : nil }
        return Quantity(counter?.count ?? 0) >= cap.maximum
    }

    /// Changes the running counter of `cap`, which begins with the unit that holds `now` when none runs.
    private mutating func touch(
        _ cap: LeadCap, at now: Timestamp, _ change: (inout LeadCounter) -> Void
    ) -> LeadCounter {
        var counter = running(cap, at: now)
        change(&counter)
        counter.updatedAt = now
        counters[cap.id] = counter
        return counter
    }

    private func running(_ cap: LeadCap, at now: Timestamp) -> LeadCounter {
        if let counter = counters[cap.id], counter.isRunning(at: now) { return counter }
        let window =
            CapWindow.starting(with: now, period: cap.period, calendar: cap.calendar)
            ?? CapWindow(startedAt: now, endsAt: Timestamp(milliseconds: .max))
        return LeadCounter(capID: cap.id, window: window, count: 0, failedCount: 0, updatedAt: now)
    }
}
