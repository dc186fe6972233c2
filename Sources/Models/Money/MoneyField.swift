// One documented field of a money resource: what it may hold and who gives it. Knows no other field; rules between
// fields are in MoneyRules.

/// A field by its wire name.
public struct MoneyField: Hashable, Sendable {
    public enum Shape: Hashable, Sendable {
        /// One line that is not empty.
        case name
        /// Free text, may be empty.
        case text
        case flag
        case word([String])
        /// The id of another object, 1 or more.
        case id
        /// The id of another object, 0 = none.
        case idOrNone
        /// Ids of other objects; null and missing mean none.
        case ids
        /// A whole number, 0 or more.
        case count
        /// An amount in currency units, 0 or more.
        case amount
        /// Whole percent, 0 or more.
        case percentage
        /// Percent, 0 to 100.
        case margin
        /// `YYYY-MM-DD` or empty.
        case date
        /// Rows of `{variable, variable_value, comparison_method}`.
        case variables
        case ruleset
        /// Texts.
        case labels
        /// Not for people: ids and times that the server gives, relationships.
        case answer
    }

    public enum Presence: Hashable, Sendable {
        /// Every body must carry it.
        case required
        /// Missing and null mean the default.
        case optional
        /// Only answers carry it; bodies may repeat it.
        case server
    }

    public let name: String
    public let shape: Shape
    public let presence: Presence

    init(_ name: String, _ shape: Shape, _ presence: Presence = .optional) {
        self.name = name
        self.shape = shape
        self.presence = presence
    }

    /// Whether people may change it.
    public var isWritable: Bool { presence != .server }
}

// Section 9.2.
extension MoneyField {
    public static let settingStatuses = ["active", "inactive", "deleted"]
    public static let payoutTypes = ["cpc", "cpa", "cpm", "cps", "cpa_cps", "prv", "blank"]
    public static let revenueTypes = ["rpc", "rpa", "rpm", "rps", "rpa_rps", "blank"]

    static let customPayout: [MoneyField] = [
        MoneyField("network_custom_payout_revenue_setting_id", .answer, .server),
        MoneyField("network_id", .answer, .server),
        MoneyField("is_apply_all_affiliates", .flag, .required),
        MoneyField("network_affiliate_ids", .ids),
        MoneyField("network_offer_id", .id, .required),
        MoneyField("name", .name, .required),
        MoneyField("network_offer_payout_revenue_id", .idOrNone, .required),
        MoneyField("description", .text),
        MoneyField("public_description", .text),
        MoneyField("custom_setting_status", .word(settingStatuses), .required),
        MoneyField("is_custom_payout_enabled", .flag, .required),
        MoneyField("payout_amount", .amount),
        MoneyField("payout_percentage", .percentage),
        MoneyField("payout_type", .word(payoutTypes), .required),
        MoneyField("is_custom_revenue_enabled", .flag, .required),
        MoneyField("revenue_amount", .amount),
        MoneyField("revenue_percentage", .percentage),
        MoneyField("revenue_type", .word(revenueTypes), .required),
        MoneyField("is_postback_disabled", .flag),
        MoneyField("date_valid_from", .date),
        MoneyField("date_valid_to", .date),
        MoneyField("is_apply_specific_offer_urls", .flag),
        MoneyField("network_offer_url_ids", .ids),
        MoneyField("variables", .variables),
        MoneyField("ruleset", .ruleset),
        MoneyField("currency_id", .text),
        MoneyField("time_created", .answer, .server),
        MoneyField("time_saved", .answer, .server),
        MoneyField("relationship", .answer, .server),
    ]
}

// Section 10.2.
extension MoneyField {
    public static let commissionStatuses = ["active", "inactive"]
    public static let commissionPeriods = ["daily", "weekly", "monthly", "quarterly", "global"]
    /// Off: empty, or what the server says of an action it does not know.
    public static let commissionActions = Everflow.CommissionChange.Action.forward.map(\.rawValue)
    public static let retroactiveActions = Everflow.CommissionChange.Action.allCases.map(\.rawValue)
    static let offActions = ["", "unknown"]

    static let tieredCommission: [MoneyField] =
        [
            MoneyField("network_tiered_commission_id", .answer, .server),
            MoneyField("network_id", .answer, .server),
            MoneyField("name", .name, .required),
            MoneyField("notes", .text),
            MoneyField("status", .word(commissionStatuses), .required),
            MoneyField("start_date", .date, .required),
            MoneyField("end_date", .date, .required),
            MoneyField("period", .word(commissionPeriods), .required),
            MoneyField("network_offer_payout_revenue_id", .idOrNone),
            MoneyField("is_apply_all_affiliates", .flag),
            MoneyField("network_affiliate_ids", .ids),
            MoneyField("network_offer_ids", .ids, .required),
            MoneyField("network_advertiser_ids", .ids),
            MoneyField("is_payout_enabled", .flag, .required),
            MoneyField("payout_action", .word(commissionActions + offActions)),
            MoneyField("payout_value", .amount),
            MoneyField("is_revenue_enabled", .flag, .required),
            MoneyField("revenue_action", .word(commissionActions + offActions)),
            MoneyField("revenue_value", .amount),
        ] + Everflow.CommissionMetric.allCases.map { MoneyField($0.goalName, .count) }
        + [MoneyField("relationship", .answer, .server)]
        + Everflow.CommissionMetric.allCases.map { MoneyField($0.maxName, .count) }
        + retroactive("payout") + retroactive("revenue")
        + [MoneyField("time_created", .answer, .server), MoneyField("time_saved", .answer, .server)]

    private static func retroactive(_ side: String) -> [MoneyField] {
        [
            MoneyField("is_retroactive_\(side)_enabled", .flag),
            MoneyField("retroactive_\(side)_action", .word(retroactiveActions + offActions)),
            MoneyField("retroactive_\(side)_value", .amount),
            MoneyField("retroactive_\(side)_type", .answer, .server),
            MoneyField("retroactive_\(side)_percentage", .answer, .server),
        ]
    }
}

// Section 11.
extension MoneyField {
    public static let tierStatuses = ["active", "paused", "deleted"]

    static let affiliateTier: [MoneyField] = [
        MoneyField("network_affiliate_tier_id", .answer, .server),
        MoneyField("network_id", .answer, .server),
        MoneyField("name", .name, .required),
        MoneyField("status", .word(tierStatuses), .required),
        MoneyField("description", .text),
        MoneyField("network_affiliate_ids", .ids),
        MoneyField("payout_margin", .margin, .required),
        MoneyField("is_default_tier", .flag, .required),
        MoneyField("labels", .labels),
        MoneyField("time_created", .answer, .server),
        MoneyField("time_saved", .answer, .server),
        MoneyField("relationship", .answer, .server),
    ]
}
