// What an operator should know before money is changed (Everflow reference, 9 to 11). Refuses nothing.

extension Edit {
    /// What becomes of affiliates without their setting.
    static let fallback = "the affiliates fall back to the offer's own payout and revenue"

    /// - Parameter changed: the changes that change something.
    func moneyWarnings(_ changed: [FieldChange]) -> [String] {
        guard let resource = target.kind.money else { return [] }
        return changed.compactMap { change in
            if change.field == "is_apply_all_affiliates", change.mine == .flag(true) {
                return "is_apply_all_affiliates true is for every affiliate, those made later included"
            }
            return switch resource {
            case .customPayout: Edit.payoutWarning(change)
            case .tieredCommission: Edit.commissionWarning(change)
            case .affiliateTier: Edit.tierWarning(change)
            }
        }
    }

    private static func payoutWarning(_ change: FieldChange) -> String? {
        switch (change.field, change.mine) {
        case ("custom_setting_status", .text("active")): nil
        case ("custom_setting_status", .text(let status)): "\(change.field) \(status): \(fallback)"
        case ("is_custom_payout_enabled", .flag(false)):
            "is_custom_payout_enabled false pays the offer's own payout again"
        case ("is_custom_revenue_enabled", .flag(false)):
            "is_custom_revenue_enabled false brings the offer's own revenue again"
        case ("network_affiliate_ids", _) where !left(change).isEmpty:
            "affiliates \(left(change)) fall back to the offer's own payout and revenue"
        default: nil
        }
    }

    private static func commissionWarning(_ change: FieldChange) -> String? {
        switch (change.field, change.mine) {
        case ("status", .text("inactive")): "status inactive ends the commission: goals reached count no more"
        case ("is_retroactive_payout_enabled", .flag(true)), ("is_retroactive_revenue_enabled", .flag(true)):
            "\(change.field) true also changes what was counted before the goal was reached"
        case (_, _) where change.field.hasPrefix("retroactive_"):
            "\(change.field) changes what was counted before the goal was reached"
        case ("network_affiliate_ids", _) where !left(change).isEmpty:
            "affiliates \(left(change)) lose the commission"
        default: nil
        }
    }

    private static func tierWarning(_ change: FieldChange) -> String? {
        switch (change.field, change.mine) {
        case ("status", .text("active")): nil
        case ("status", .text(let status)): "\(change.field) \(status): the margin no longer counts for its affiliates"
        case ("payout_margin", _): "payout_margin changes what every affiliate of the tier is paid"
        case ("is_default_tier", .flag(true)): "is_default_tier true: new affiliates join this tier by themselves"
        case ("network_affiliate_ids", _) where !left(change).isEmpty: "affiliates \(left(change)) leave the tier"
        default: nil
        }
    }

    /// The affiliates that were there before, as text; empty when there are none.
    private static func left(_ change: FieldChange) -> String {
        let stay = Set(change.mine.entries.map(FieldList.meaning))
        let gone = change.base.entries.filter { !stay.contains(FieldList.meaning(of: $0)) }
        return gone.compactMap(\.text).joined(separator: ", ")
    }
}
