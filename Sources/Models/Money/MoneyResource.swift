// The three resources of the money side: what each is called on the wire and which fields it has. Knows no values.

/// Custom payout and revenue settings, tiered commissions, affiliate tiers (Everflow reference, 9, 10, 11).
public enum MoneyResource: String, CaseIterable, Hashable, Sendable, Codable {
    case customPayout, tieredCommission, affiliateTier

    public var noun: String {
        switch self {
        case .customPayout: "custom payout setting"
        case .tieredCommission: "tiered commission"
        case .affiliateTier: "affiliate tier"
        }
    }

    /// The member that holds the object's id.
    public var idName: String {
        switch self {
        case .customPayout: "network_custom_payout_revenue_setting_id"
        case .tieredCommission: "network_tiered_commission_id"
        case .affiliateTier: "network_affiliate_tier_id"
        }
    }

    /// The member of a list answer that holds the objects.
    public var listName: String {
        switch self {
        case .customPayout: "custom_payout_revenue_settings"
        case .tieredCommission: "tiered_commissions"
        case .affiliateTier: "tiers"
        }
    }

    /// Every documented field, in the wire's order.
    public var fields: [MoneyField] {
        switch self {
        case .customPayout: MoneyField.customPayout
        case .tieredCommission: MoneyField.tieredCommission
        case .affiliateTier: MoneyField.affiliateTier
        }
    }

    public func field(named name: String) -> MoneyField? {
        fields.first { $0.name == name }
    }
}
