// The faults that are switched on, and how often each has still to happen. Asked by every request at once.

import Synchronization

final class FaultBoard: Sendable {
    private struct Entry {
        var rule: FaultRule
        /// nil: always.
        var left: Int?
    }

    private let entries: Mutex<[Entry]>

    init(_ rules: [FaultRule]) {
        entries = Mutex(rules.map { Entry(rule: $0, left: $0.times) })
    }

    /// Forgets the rules there were.
    func replace(_ rules: [FaultRule]) {
        entries.withLock { $0 = rules.map { Entry(rule: $0, left: $0.times) } }
    }

    /// The first rule that fits and has not happened as often as it should; counts it as happened.
    func take(_ method: String, _ segments: [String]) -> FaultRule.Effect? {
        entries.withLock { entries in
            let index = entries.firstIndex { $0.left != 0 && $0.rule.matches(method, segments) }
            guard let index else { return nil }
            entries[index].left = entries[index].left.map { $0 - 1 }
            return entries[index].rule.effect
        }
    }

    /// The rules with what is left of each; nil is always.
    var list: [(rule: FaultRule, left: Int?)] {
        entries.withLock { $0.map { ($0.rule, $0.left) } }
    }
}
