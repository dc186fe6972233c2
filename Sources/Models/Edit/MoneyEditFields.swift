// The editable fields of the money side, from the fields that the reference documents (Everflow reference, 9.2, 10.2, 11),
// what a new object starts with, and which fields count given the others. Knows no object.

extension EditField {
    static let customPayout = MoneyResource.customPayout.fields.flatMap { fields(of: $0) }
    static let tieredCommission = MoneyResource.tieredCommission.fields.flatMap { fields(of: $0) }
    static let affiliateTier = MoneyResource.affiliateTier.fields.flatMap { fields(of: $0) }

    /// The field itself; of a rule set one a list, by the names that the bulk update gives them.
    private static func fields(of money: MoneyField) -> [EditField] {
        guard money.isWritable else { return [] }
        if money.shape == .ruleset { return ruleset }
        guard let shape = shape(of: money) else { return [] }
        return [EditField(money.name, shape, isZeroUnlimited: money.name.hasSuffix("_max"), money: money)]
    }

    private static func shape(of money: MoneyField) -> Shape? {
        switch money.shape {
        case .name, .text: .text
        case .flag: .flag
        case .word(let words): .word(words.filter { !MoneyField.offActions.contains($0) })
        case .id: .id
        case .idOrNone: .idOrNone
        case .ids: .ids
        case .count: .count(unit: unit(of: money.name))
        case .amount: .money
        case .percentage: .percentage
        case .margin: .margin
        case .date: .date
        case .variables: .variables
        case .labels: .labels
        case .ruleset, .answer: nil
        }
    }

    private static func unit(of name: String) -> String {
        let metric = Everflow.CommissionMetric.allCases.first { $0.goalName == name || $0.maxName == name }
        return metric.map { $0.isMoney ? "currency units" : "\($0.rawValue)s" } ?? ""
    }

    private static let ruleset: [EditField] = Everflow.CustomPayoutField.allCases.compactMap { field in
        guard let member = field.rulesetMember else { return nil }
        if let list = Everflow.TargetingList(rawValue: member) { return EditField(field.rawValue, .targeting(list)) }
        return EditField(field.rawValue, .flag, money: MoneyField(field.rawValue, .flag))
    }
}

// New objects.
extension EditField {
    /// What an editor of a new object proposes, by field; empty for what is not created like this.
    public static func defaults(of kind: EditableKind) -> [String: FieldValue] {
        switch kind {
        case .customPayout:
            [
                "is_apply_all_affiliates": .flag(false), "network_offer_payout_revenue_id": .quantity(.zero),
                "custom_setting_status": .text("active"), "is_custom_payout_enabled": .flag(false),
                "payout_type": .text("blank"), "is_custom_revenue_enabled": .flag(false),
                "revenue_type": .text("blank"),
            ]
        case .tieredCommission:
            [
                "status": .text("active"), "start_date": .text(""), "end_date": .text(""), "period": .text("monthly"),
                "is_payout_enabled": .flag(false), "is_revenue_enabled": .flag(false),
            ]
        case .affiliateTier:
            ["status": .text("active"), "payout_margin": .quantity(.zero), "is_default_tier": .flag(false)]
        case .customCap, .offer, .offerGroup, .affiliate, .leadCap, .flow, .source: [:]
        }
    }
}

// Dependent fields.
extension EditField {
    /// Whether the field does anything, given the others. Whether it can be stored is another question.
    ///
    /// - Parameter values: all of the object's, by field.
    public func isRelevant(given values: [String: FieldValue]) -> Bool {
        func isOn(_ name: String) -> Bool { values[name] == .flag(true) }
        func rate(_ side: String) -> MoneyRate.Kind? {
            isOn("is_custom_\(side)_enabled") ? MoneyRate.Kind(rawValue: values["\(side)_type"]?.text ?? "") : nil
        }
        switch name {
        case "network_affiliate_ids": return !isOn("is_apply_all_affiliates")
        case "network_offer_url_ids": return isOn("is_apply_specific_offer_urls")
        case "payout_type", "revenue_type": return isOn("is_custom_\(side)_enabled")
        case "payout_amount", "revenue_amount": return rate(side)?.needsAmount ?? false
        case "payout_percentage", "revenue_percentage": return rate(side)?.needsPercentage ?? false
        case "payout_action", "payout_value", "revenue_action", "revenue_value": return isOn("is_\(side)_enabled")
        case "retroactive_payout_action", "retroactive_payout_value": return isOn("is_retroactive_payout_enabled")
        case "retroactive_revenue_action", "retroactive_revenue_value": return isOn("is_retroactive_revenue_enabled")
        default:
            let metric = Everflow.CommissionMetric.allCases.first { $0.maxName == name }
            return metric.map { (values[$0.goalName]?.quantity ?? .zero) > .zero } ?? true
        }
    }

    private var side: String { name.hasPrefix("revenue") ? "revenue" : "payout" }
}
