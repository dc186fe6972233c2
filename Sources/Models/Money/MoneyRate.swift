// What one side of a setting or of an offer's entry pays: a type with its amount and its percentage (Everflow
// reference, 6.2, 9.2). Owns what each type means; knows nothing of settings, tiers and commissions.

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

extension MoneyRate {
    /// What one conversion earns, to a millionth. Clicks and impressions earn apart from conversions: 0 then, as for
    /// `blank` and `null_value`.
    ///
    /// - Parameters:
    ///   - sale: the sale's amount; nil when unknown.
    ///   - revenue: what the network earns with the same conversion; nil when unknown.
    /// - Returns: nil when it depends on something unknown, and for types that the reference does not name.
    public func perConversion(sale: Quantity?, revenue: Quantity?) -> Quantity? {
        guard let kind else { return type == "blank" || type == "null_value" || type.isEmpty ? .zero : nil }
        let fixed = kind.isAmountPerConversion ? amount : .zero
        guard kind.needsPercentage, percentage != .zero else { return fixed }
        guard let base = kind == .prv ? revenue : sale else { return nil }
        return fixed + base.percent(percentage)
    }

    /// What one click earns.
    public var perClick: Quantity { kind == .cpc || kind == .rpc ? amount : .zero }

    /// `cpa 18`, `cpa_cps 5 + 8 % of the sale`, `prv 70 % of the revenue`, `cpc 0.15 a click`.
    public var text: String {
        guard let kind else { return type.isEmpty ? "nothing" : type }
        let share = "\(percentage) % of the \(kind == .prv ? "revenue" : "sale")"
        return switch kind {
        case .cpa, .rpa: "\(type) \(amount)"
        case .cpc, .rpc: "\(type) \(amount) a click"
        case .cpm, .rpm: "\(type) \(amount) a thousand impressions"
        case .cps, .rps, .prv: "\(type) \(share)"
        case .cpaCPS, .rpaRPS: "\(type) \(amount) + \(share)"
        }
    }
}

extension Everflow.PayoutRevenue {
    /// What the entry pays affiliates.
    public var payoutRate: MoneyRate {
        MoneyRate(type: payoutType, amount: payoutAmount, percentage: payoutPercentage)
    }

    /// What the entry brings the network.
    public var revenueRate: MoneyRate {
        MoneyRate(type: revenueType, amount: revenueAmount, percentage: revenuePercentage)
    }
}

extension Everflow.CustomPayoutRevenue {
    /// nil when the setting leaves the payout alone.
    public var payoutRate: MoneyRate? {
        isCustomPayoutEnabled ? MoneyRate(type: payoutType, amount: payoutAmount, percentage: payoutPercentage) : nil
    }

    /// nil when the setting leaves the revenue alone.
    public var revenueRate: MoneyRate? {
        isCustomRevenueEnabled
            ? MoneyRate(type: revenueType, amount: revenueAmount, percentage: revenuePercentage) : nil
    }
}
