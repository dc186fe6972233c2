// What a single conversion, event or click paid and brought. Knows no time and no pair.

import Models

/// An amount that several may share. Money is in millionths of a currency unit.
struct Earning: Hashable, Sendable {
    /// The entry of clicks.
    static let click = -1
    /// The entry of conversions.
    static let conversion = 0

    /// `click`, `conversion`, or the event's entry.
    var entry: Int
    var payout: Int64
    var revenue: Int64
}

extension Earning {
    /// Nothing is worth more, so that no sum of earnings can overflow.
    static let most = Quantity(1_000_000)

    /// Between 0 and `most`; nil is 0.
    init(entry: Int, payout: Quantity?, revenue: Quantity?) {
        self.init(entry: entry, payout: Earning.bounded(payout), revenue: Earning.bounded(revenue))
    }

    private static func bounded(_ amount: Quantity?) -> Int64 {
        min(max(amount ?? .zero, .zero), most).millionths
    }
}

/// A commission has changed what the earlier conversions of a pair were worth; it does so once in each of its periods.
struct CommissionSettlement: Hashable, Sendable {
    var commissionID: Int
    var pair: Pair
    /// First day of the period, in days since 1970; 0 for one without a beginning.
    var firstDay: Int
}

/// What a commission changed of one bucket of the pair whose event it followed.
struct RetroactiveChange: Hashable, Sendable {
    var bucket: Timestamp
    /// What the ledger gains.
    var sums: TrafficSums
    /// How many there are now of the earnings that changed.
    var counts: [Earning: Int]
}
