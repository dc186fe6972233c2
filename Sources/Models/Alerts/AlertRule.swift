// What is worth an alert, as the configuration says it: a condition, when it counts as over, and when to keep quiet. Knows
// no way of telling anybody and no clock.

/// One rule. It watches each cap of each network for itself; a rule about networks watches each network.
public struct AlertRule: Hashable, Sendable {
    public enum Condition: Hashable, Sendable {
        /// Caps that match. With `clear`, a cap that was raised ends when it matches that, without it when it no longer
        /// matches `when`.
        case caps(when: CapQuery, clear: CapQuery?)
        case network(NetworkTrouble)
    }

    public static let usualHold = 3
    public static let usualCooldown: Int64 = 15 * 60_000

    /// Tells it from the other rules.
    public var name: String
    public var condition: Condition
    /// How many refreshes in a row the condition must be over before the next one that holds is a new crossing; 1 or more.
    public var hold: Int
    /// How long after an alert the same cap gives no other, in milliseconds; 0 for no time at all.
    public var cooldown: Int64
    /// When alerts are logged and nobody is told.
    public var quiet: QuietHours?

    public init(
        name: String, condition: Condition, hold: Int = AlertRule.usualHold, cooldown: Int64 = AlertRule.usualCooldown,
        quiet: QuietHours? = nil
    ) {
        self.name = name
        self.condition = condition
        self.hold = max(1, hold)
        self.cooldown = max(0, cooldown)
        self.quiet = quiet
    }

    /// The condition as it was typed.
    public var text: String {
        switch condition {
        case .caps(let when, _): when.text
        case .network(let trouble): trouble.rawValue
        }
    }
}
