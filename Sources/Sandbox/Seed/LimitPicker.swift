// Chooses limits so that a dashboard has something to show: most calm, some near, at and over. Pure.

import Models

/// Picks a maximum from what is used now and what a whole window usually sees.
struct LimitPicker {
    enum Style: Hashable {
        /// So many times what a whole window sees.
        case planned(Double)
        /// So full now.
        case filled(Double)
        case exactlyFull
    }

    static func style(using random: inout SplitMix64) -> Style {
        let roll = random.fraction()
        switch roll {
        // Few: hard caps at their limit stand still, and a dashboard shows the fullest first.
        case ..<0.03: return .exactlyFull
        case ..<0.06: return .filled(random.fraction(in: 1.02...1.25))
        case ..<0.30: return .filled(random.fraction(in: 0.81...0.99))
        case ..<0.45: return .filled(random.fraction(in: 0.35...0.8))
        default: return .planned(random.fraction(in: 0.5...2.4))
        }
    }

    /// Above zero; whole for counts, with two decimals at most for money.
    static func maximum(_ style: Style, used: Quantity, usual: Double, isMoney: Bool) -> Quantity {
        let count = used.doubleValue
        let least = isMoney ? Quantity(10) : Quantity(1)
        switch style {
        case .exactlyFull where used > .zero: return used
        case .filled(let share) where count > 0:
            return max(least, rounded(count / share, isMoney: isMoney))
        case .planned(let share): return max(least, nice(max(usual * share, count * 1.3), isMoney: isMoney))
        case .exactlyFull, .filled: return max(least, nice(usual * 1.2, isMoney: isMoney))
        }
    }

    private static func rounded(_ value: Double, isMoney: Bool) -> Quantity {
        let step: Double = isMoney ? 100 : 1
        return Quantity((value * step).rounded() / step) ?? Quantity(1)
    }

    /// Two leading digits, as people write budgets.
    private static func nice(_ value: Double, isMoney: Bool) -> Quantity {
        var step = 1.0
        while value / step >= 100 { step *= 10 }
        return Quantity((value / step).rounded(.up) * step) ?? Quantity(1)
    }
}
