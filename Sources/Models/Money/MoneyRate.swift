// What one side of a setting or of an offer's entry pays: a type with its amount and its percentage (Everflow reference,
// 6.2, 9.2). Owns what each type means; knows nothing of settings, tiers and commissions.

/// A payout or a revenue as it is agreed on.
public struct MoneyRate: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// What affiliates earn: a click, an action, a thousand impressions, a share of the sale, action and share, a
        /// share of the revenue.
        case cpc, cpa, cpm, cps
        case cpaCPS = "cpa_cps"
        case prv
        /// What the network earns: a click, an action, a thousand impressions, a share of the sale, action and share.
        case rpc, rpa, rpm, rps
        case rpaRPS = "rpa_rps"

        public var needsAmount: Bool {
            switch self {
            case .cpc, .cpa, .cpm, .cpaCPS, .rpc, .rpa, .rpm, .rpaRPS: true
            case .cps, .prv, .rps: false
            }
        }

        public var needsPercentage: Bool {
            switch self {
            case .cps, .cpaCPS, .prv, .rps, .rpaRPS: true
            case .cpc, .cpa, .cpm, .rpc, .rpa, .rpm: false
            }
        }

        /// Whether a conversion earns the amount; clicks and impressions do else.
        var isAmountPerConversion: Bool {
            switch self {
            case .cpa, .cpaCPS, .rpa, .rpaRPS: true
            case .cpc, .cpm, .cps, .prv, .rpc, .rpm, .rps: false
            }
        }
    }

    /// As on the wire: one of `Kind`, `blank`, `null_value`, or a word that the reference does not name.
    public var type: String
    public var amount: Quantity
    public var percentage: Quantity

    public init(type: String, amount: Quantity? = nil, percentage: Quantity? = nil) {
        self.type = type
        self.amount = amount ?? .zero
        self.percentage = percentage ?? .zero
    }

    public var kind: Kind? { Kind(rawValue: type) }
}
