// What a deploy does to the running counters of a flow's caps. Pure. LeadConduit reference, 5.3 and 7.9.

import Models

/// The counters that a deploy changes, and those it drops.
struct FlowDeployment {
    private(set) var changed: [LeadCounter] = []
    private(set) var dropped: [String] = []

    private enum Edit {
        case nothing, restart, lengthen
    }

    init(from old: JSONValue, to new: JSONValue, counters: [String: LeadCounter], at now: Timestamp) {
        let before = FlowDeployment.caps(old)
        let after = FlowDeployment.caps(new)
        for (id, counter) in counters where before[id] != nil || after[id] != nil {
            guard let earlier = before[id], let later = after[id] else {
                dropped.append(id)
                continue
            }
            guard counter.isRunning(at: now) else { continue }
            apply(FlowDeployment.edit(earlier, later), to: counter, later, at: now)
        }
    }

    private mutating func apply(_ edit: Edit, to counter: LeadCounter, _ cap: JSONValue, at now: Timestamp) {
        let anchor: Timestamp
        var counter = counter
        switch edit {
        case .nothing: return
        case .restart:
            anchor = now
            counter.count = 0
            counter.failedCount = 0
        case .lengthen: anchor = counter.window.startedAt
        }
        if let window = FlowDeployment.window(of: cap, from: anchor) { counter.window = window }
        counter.updatedAt = now
        changed.append(counter)
    }

    // MARK: - What changed

    /// Rules and a shorter duration set the counter to 0, a longer duration keeps it. The reference is silent on the time
    /// zone; another one moves the interval, so that the count would not belong to it.
    private static func edit(_ old: JSONValue, _ new: JSONValue) -> Edit {
        let isRuleEdit = given(old["rule_set"]) != given(new["rule_set"])
        if isRuleEdit || zone(old) != zone(new) { return .restart }
        let (before, after) = (minutes(old), minutes(new))
        if after < before { return .restart }
        return after > before || period(old) != period(new) ? .lengthen : .nothing
    }

    private static func given(_ value: JSONValue?) -> JSONValue? {
        value.flatMap { $0.isNull ? nil : $0 }
    }

    private static func zone(_ cap: JSONValue) -> String {
        cap["time_zone"]?.text ?? SandboxNetwork.accountZone
    }

    private static func period(_ cap: JSONValue) -> CapPeriod {
        CapPeriod(
            unit: CapPeriod.Unit(rawValue: cap["duration_units"]?.text ?? "day"),
            length: Int(clamping: cap["duration"]?.int64 ?? 1))
    }

    /// A month of a twelfth of 365.25 days: only the order matters.
    private static func minutes(_ cap: JSONValue) -> Int {
        let period = period(cap)
        let unit =
            switch period.unit {
            case .minute: 1
            case .hour: 60
            case .week: 7 * 1440
            case .month: 43_830
            default: 1440
            }
        return unit.multipliedReportingOverflow(by: period.length).partialValue
    }

    private static func window(of cap: JSONValue, from anchor: Timestamp) -> CapWindow? {
        let calendar =
            CapCalendar(timeZone: zone(cap)) ?? CapCalendar(timeZone: SandboxNetwork.accountZone) ?? .utc
        return CapWindow.starting(with: anchor, period: period(cap), calendar: calendar)
    }

    private static func caps(_ flow: JSONValue) -> [String: JSONValue] {
        Dictionary(
            PlacedCap.all(in: flow).map { ($0.id, $0.cap.configuration) }, uniquingKeysWith: { first, _ in first })
    }
}
