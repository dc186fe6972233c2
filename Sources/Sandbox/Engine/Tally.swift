// What counts against one object's caps in the running day, week, month and for good. Starts again when windows roll over.

import Models

/// The part of TrafficSums that caps count.
struct CountedSums: Hashable, Sendable {
    var clicks: Int64 = 0
    var conversions: Int64 = 0
    var payout: Int64 = 0
    var revenue: Int64 = 0

    init() {}

    init(_ sums: TrafficSums) {
        clicks = sums.uniqueClicks
        conversions = sums.conversions
        payout = sums.payout
        revenue = sums.revenue
    }

    static func += (left: inout CountedSums, right: CountedSums) {
        left.clicks += right.clicks
        left.conversions += right.conversions
        left.payout += right.payout
        left.revenue += right.revenue
    }

    /// Of one metric (Everflow reference, 5.3): unique clicks, conversions, payout, revenue.
    func amount(_ metric: CapMetric) -> Quantity {
        switch metric {
        case .click: Quantity(millionths: clicks * Quantity.scale)
        case .conversion: Quantity(millionths: conversions * Quantity.scale)
        case .payout: Quantity(millionths: payout)
        case .revenue: Quantity(millionths: revenue)
        case .lead: .zero
        }
    }
}

/// Sums of the four periods. Day, week and month are valid for the windows they were last rolled to.
struct Tally: Hashable, Sendable {
    private var windows: ZoneWindows?
    private(set) var day = CountedSums()
    private var week = CountedSums()
    private var month = CountedSums()
    private var global = CountedSums()

    /// Forgets what belongs to windows that have ended.
    mutating func roll(to current: ZoneWindows) {
        guard windows != current else { return }
        if windows?.day != current.day { day = CountedSums() }
        if windows?.week != current.week { week = CountedSums() }
        if windows?.month != current.month { month = CountedSums() }
        windows = current
    }

    /// Adds traffic of `instant`, which may lie before the running windows.
    mutating func add(_ sums: CountedSums, at instant: Timestamp) {
        global += sums
        guard let windows else { return }
        if windows.month.startedAt <= instant { month += sums }
        if windows.week.startedAt <= instant { week += sums }
        if windows.day.startedAt <= instant { day += sums }
    }

    func amount(_ slot: LimitSlot) -> Quantity {
        switch slot.period {
        case .day: day.amount(slot.metric)
        case .week: week.amount(slot.metric)
        case .month: month.amount(slot.metric)
        case .global: global.amount(slot.metric)
        }
    }
}
