// What counts towards one commission's goals, of one pair, in the commission's days that run. Knows no goals.

import Models

struct CommissionTally: Sendable {
    private let commission: Everflow.TieredCommission
    private let calendar: CapCalendar
    private var date: CivilDate?
    private(set) var days: CommissionDays?
    /// First instant of `days`; nil when they have no beginning.
    private(set) var startedAt: Timestamp?
    /// The numbers that the entity report gives of the same days.
    private(set) var amounts = CommissionAmounts()

    init(_ commission: Everflow.TieredCommission, calendar: CapCalendar) {
        self.commission = commission
        self.calendar = calendar
    }

    /// Begins anew when other days count on `today`.
    mutating func roll(to today: CivilDate) {
        guard date != today else { return }
        date = today
        let current = commission.days(on: today)
        guard days != current else { return }
        days = current
        startedAt = current?.window(calendar).startedAt
        amounts = CommissionAmounts()
    }

    /// Adds traffic of `instant`, which may lie before the days that count.
    mutating func add(_ gain: TrafficSums, at instant: Timestamp) {
        guard days != nil, startedAt.map({ $0 <= instant }) ?? true else { return }
        for metric in Everflow.CommissionMetric.allCases { amounts[metric] += gain.amount(metric) }
    }
}

extension TrafficSums {
    fileprivate func amount(_ metric: Everflow.CommissionMetric) -> Quantity {
        switch metric {
        case .payout: Quantity(millionths: payout + eventPayout)
        case .revenue: Quantity(millionths: revenue + eventRevenue)
        case .saleAmount: Quantity(millionths: sales)
        case .conversion: Quantity(millionths: conversions * Quantity.scale)
        case .event: Quantity(millionths: events * Quantity.scale)
        }
    }
}
