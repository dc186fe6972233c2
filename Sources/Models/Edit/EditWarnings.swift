// What an operator should know before agreeing to an edit: consequences that the references describe. Refuses nothing.

extension Edit {
    /// Sentences for the confirmation; empty when there is nothing to say.
    public var warnings: [String] { warnings(counts: [:]) }

    /// - Parameter counts: what has been used of each limit, by field name; soft caps leave theirs out.
    public func warnings(counts: [String: Quantity]) -> [String] {
        if case .delete = action {
            return [target.kind == .customPayout ? Edit.fallback : "the affiliate falls back to the offer's own caps"]
        }
        let changed = changes.filter { $0.base != $0.mine }
        var warnings = changed.compactMap { warning($0, count: counts[$0.field]) }
        warnings += restartWarnings(changed) + moneyWarnings(changed)
        if target.kind.network == .leadconduit {
            warnings.append("deploying also makes other saved, undeployed changes of this flow live")
        }
        return warnings
    }

    private func warning(_ change: FieldChange, count: Quantity?) -> String? {
        switch (change.field, change.mine) {
        case ("maximum", .quantity(.zero)): return "maximum 0 stops every lead: it does not mean unlimited here"
        case (_, .quantity(let mine)):
            guard EditField.named(change.field, of: target.kind)?.isLimit == true else { return nil }
            guard let count, mine <= count, mine > .zero else { return nil }
            let end = change.field.hasPrefix("global_") ? ", and it never resets" : " until the limit resets"
            return "\(change.field): \(count) are used already, \(mine) stops traffic\(end)"
        case ("is_caps_enabled", .flag(false)):
            return target.kind == .offer
                ? "is_caps_enabled false voids all caps of the offer and all custom caps on it"
                : "is_caps_enabled false voids all caps of the \(target.kind.noun)"
        case ("is_soft_cap", .flag(true)): return "a soft cap notifies and lets traffic pass"
        case ("is_soft_cap", .flag(false)): return "a hard cap stops traffic when it is reached"
        case ("enabled", .flag(false)): return "leads sent to a disabled \(target.kind.noun) are turned away"
        case ("offer_status", .text(let status)), ("account_status", .text(let status)),
            ("offer_group_status", .text(let status)):
            return status == "active" ? nil : "\(change.field) \(status) stops traffic of the \(target.kind.noun)"
        case (_, .text), (_, .flag), (_, .list), (_, .none): return nil
        }
    }

    /// What becomes of a LeadConduit counter (reference, 5.3).
    private func restartWarnings(_ changed: [FieldChange]) -> [String] {
        guard target.kind == .leadCap else { return [] }
        var warnings: [String] = []
        switch lengthening(changed) {
        case .none: break
        case .some(true):
            warnings.append("a longer duration keeps the count until the longer duration has passed")
        case .some(false): warnings.append("a shorter duration sets the counter to 0")
        }
        if changed.contains(where: { $0.field == "time_zone" }) {
            warnings.append("another time zone moves the reset, and the counter may restart")
        }
        return warnings
    }

    /// Whether the interval becomes longer; nil when it keeps its length. A field that is not among the changes is equal on
    /// both sides, so that it cancels out.
    private func lengthening(_ changed: [FieldChange]) -> Bool? {
        let length = changed.first { $0.field == "duration" }
        let units = changed.first { $0.field == "duration_units" }
        guard length != nil || units != nil else { return nil }
        func minutes(_ side: KeyPath<FieldChange, FieldValue>) -> Double {
            let count = length.flatMap { $0[keyPath: side].quantity?.doubleValue } ?? 1
            return count * (units.map { Edit.minutes(of: $0[keyPath: side].text) } ?? 1)
        }
        let (before, after) = (minutes(\.base), minutes(\.mine))
        return before == after ? nil : after > before
    }

    /// A month as its longest: shortening to 30 days may then be called shorter, never the other way round.
    private static func minutes(of unit: String) -> Double {
        switch unit {
        case "minute": 1
        case "hour": 60
        case "day": 1_440
        case "week": 10_080
        case "month": 44_640
        default: 1
        }
    }
}
