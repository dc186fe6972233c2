// One side of the arithmetic on its way from a rate to cents, with a line for each step. The order of the steps is
// EffectivePayout's; the words are here.

struct MoneyCourse {
    private(set) var side = EffectivePayout.Side()
    private let custom: (rate: MoneyRate, name: String)?
    private let own: (rate: MoneyRate, name: String)?

    init(
        rate: MoneyRate?, of setting: Everflow.CustomPayoutRevenue?, else entryRate: MoneyRate?,
        of entry: Everflow.PayoutRevenue?
    ) {
        custom = rate.flatMap { rate in
            setting.map { (rate, "custom setting \($0.id) \($0.name)") }
        }
        own = entryRate.flatMap { rate in
            entry.map { (rate, "the offer's \($0.entryName.isEmpty ? "entry \($0.id)" : $0.entryName)") }
        }
    }

    func revenue(sale: Quantity?, commission: Everflow.TieredCommission?) -> MoneyCourse {
        var course = self
        course.earn(sale: sale, revenue: nil)
        course.change(commission, \.revenue)
        course.round()
        return course
    }

    func payout(
        sale: Quantity?, revenue: Quantity?, tier: Everflow.AffiliateTier?, commission: Everflow.TieredCommission?
    ) -> MoneyCourse {
        var course = self
        if custom == nil, let tier {
            course.share(tier, of: revenue)
        } else {
            course.earn(sale: sale, revenue: revenue)
            if let tier {
                course.add("tier \(tier.id) \(tier.name) does not count: the custom setting is in its place")
            }
        }
        course.change(commission, \.payout)
        course.round()
        return course
    }
}

// The steps.
extension MoneyCourse {
    private mutating func add(_ text: String, isReading: Bool = true) {
        side.lines.append(EffectivePayout.Line(text: text, isReading: isReading))
    }

    /// What the custom setting's rate comes to, else the offer's own, with a line more where a share is taken.
    private mutating func earn(sale: Quantity?, revenue: Quantity?) {
        guard let (rate, name) = custom ?? own else { return add("the offer has no entry for it", isReading: false) }
        add("\(name): \(rate.text)", isReading: custom != nil)
        side.amount = rate.perConversion(sale: sale, revenue: revenue)
        guard let kind = rate.kind, kind.needsPercentage, let amount = side.amount,
            let base = kind == .prv ? revenue : sale
        else { return }
        let fixed = kind.isAmountPerConversion ? "\(rate.amount) + " : ""
        add("\(fixed)\(base) x \(rate.percentage) % = \(amount)", isReading: kind == .prv)
    }

    private mutating func share(_ tier: Everflow.AffiliateTier, of revenue: Quantity?) {
        let rest = max(.zero, Quantity(100) - tier.payoutMargin)
        let name = "tier \(tier.id) \(tier.name): margin \(tier.payoutMargin) %"
        guard let revenue else { return add("\(name), \(rest) % of the revenue") }
        let amount = revenue.percent(rest)
        side.amount = amount
        add("\(name), \(revenue) x \(rest) % = \(amount)")
    }

    private mutating func change(
        _ commission: Everflow.TieredCommission?, _ part: KeyPath<Everflow.TieredCommission, Everflow.CommissionChange>
    ) {
        guard let commission, let (action, value) = commission[keyPath: part].active else { return }
        let name = "commission \(commission.id) \(commission.name): "
        let step = MoneyCourse.words(action, value)
        guard let before = side.amount, let after = commission[keyPath: part].applied(to: before) else {
            return add(name + step)
        }
        side.amount = after
        add("\(name)\(before) \(step) = \(after)")
    }

    private mutating func round() {
        guard let exact = side.amount, exact != exact.roundedToCents else { return }
        side.amount = exact.roundedToCents
        add("rounded to cents: \(exact.roundedToCents)")
    }

    private static func words(_ action: Everflow.CommissionChange.Action, _ value: Quantity) -> String {
        switch action {
        case .increase: "+ \(value) %"
        case .decrease: "- \(value) %"
        case .flatIncrease: "+ \(value)"
        case .flatDecrease: "- \(value)"
        case .exact: "-> \(value)"
        }
    }
}
