// What a limit counts. Names are the wire's own; money is told apart from counts here and nowhere else.

/// What one cap limit counts (Everflow reference, section 2; LeadConduit counts leads only).
public enum CapMetric: String, Codable, Sendable, Hashable, CaseIterable {
    case conversion
    case click
    case payout
    case revenue
    case lead

    /// Whether a count of this metric is an amount in the offer's currency.
    public var isMoney: Bool { self == .payout || self == .revenue }

    /// The four metrics of Everflow's sixteen cap fields, in the reference's order.
    public static let everflow: [CapMetric] = [.conversion, .payout, .click, .revenue]
}
