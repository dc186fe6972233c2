// Rates, goals and changes of the money side in few words. Pure text.
import Models

enum MoneyText {
    /// `18 cpa`, `10% cps`, `5 + 10% cpa_cps`; `-` for a side that is off.
    static func rate(isOn: Bool, type: String, amount: Quantity?, percentage: Quantity?) -> String {
        guard isOn else { return "-" }
        var parts: [String] = []
        if let amount, amount > .zero { parts.append(amount.description) }
        if let percentage, percentage > .zero { parts.append("\(percentage)%") }
        return "\(parts.isEmpty ? "0" : parts.joined(separator: " + ")) \(type)"
    }

    static func payout(_ setting: Everflow.CustomPayoutRevenue) -> String {
        rate(
            isOn: setting.isCustomPayoutEnabled, type: setting.payoutType, amount: setting.payoutAmount,
            percentage: setting.payoutPercentage)
    }

    static func revenue(_ setting: Everflow.CustomPayoutRevenue) -> String {
        rate(
            isOn: setting.isCustomRevenueEnabled, type: setting.revenueType, amount: setting.revenueAmount,
            percentage: setting.revenuePercentage)
    }

    /// `2026-06-01 to 2026-08-31`, `from 2026-06-01`, `always`.
    static func dates(_ from: String?, _ to: String?) -> String {
        switch (from ?? "", to ?? "") {
        case ("", ""): "always"
        case (let from, ""): "from \(from)"
        case ("", let to): "until \(to)"
        case (let from, let to): "\(from) to \(to)"
        }
    }

    /// `300 conversion, 5000 revenue`.
    static func goals(_ commission: Everflow.TieredCommission) -> String {
        let goals = Everflow.CommissionMetric.allCases.compactMap { metric -> String? in
            guard let goal = commission[goal: metric], goal > .zero else { return nil }
            return "\(goal) \(metric.words)"
        }
        return goals.isEmpty ? "no goal" : goals.joined(separator: ", ")
    }

    /// `payout +12%, revenue +1.5`.
    static func changes(_ commission: Everflow.TieredCommission) -> String {
        let sides = [
            ("payout", commission.payout), ("revenue", commission.revenue),
            ("earlier payout", commission.retroactivePayout), ("earlier revenue", commission.retroactiveRevenue),
        ]
        let texts = sides.compactMap { name, change in change.active.map { "\(name) \(text(of: $0))" } }
        return texts.isEmpty ? "changes nothing" : texts.joined(separator: ", ")
    }

    private static func text(of change: (action: Everflow.CommissionChange.Action, value: Quantity)) -> String {
        switch change.action {
        case .increase: "+\(change.value)%"
        case .decrease: "-\(change.value)%"
        case .flatIncrease: "+\(change.value)"
        case .flatDecrease: "-\(change.value)"
        case .exact: "= \(change.value)"
        }
    }
}

extension Everflow.CommissionMetric {
    /// `sale amount`
    var words: String { rawValue.split(separator: "_").joined(separator: " ") }
}
