// What the conversions and events of one pair were worth, bucket by bucket, so that a commission can change it in
// retrospect. Knows no commissions.

import Models

struct EarningLog: Sendable {
    private var buckets: [Timestamp: [Earning: Int]] = [:]

    mutating func add(_ earning: Earning, count: Int = 1, in bucket: Timestamp) {
        buckets[bucket, default: [:]][earning, default: 0] += count
    }

    /// Forgets what lies before `instant`.
    mutating func drop(before instant: Timestamp) {
        buckets = buckets.filter { $0.key >= instant }
    }

    /// Adds the conversions of a ledger row that are not accounted for: they paid alike.
    mutating func complete(_ row: LedgerRow) {
        let known = buckets[row.bucket] ?? [:]
        var rest = (count: row.sums.conversions, payout: row.sums.payout, revenue: row.sums.revenue)
        for (earning, count) in known where earning.entry <= Earning.conversion {
            if earning.entry == Earning.conversion { rest.count -= Int64(count) }
            rest.payout -= earning.payout * Int64(count)
            rest.revenue -= earning.revenue * Int64(count)
        }
        guard rest.count > 0 else { return }
        let alike = Earning(
            entry: Earning.conversion, payout: rest.payout / rest.count, revenue: rest.revenue / rest.count)
        add(alike, count: Int(rest.count), in: row.bucket)
    }

    /// Changes what was earned from `first` on, and answers what became different, in the order of time.
    ///
    /// - Parameter change: what an earning becomes; nil leaves it alone.
    mutating func change(from first: Timestamp?, _ change: (Earning) -> Earning?) -> [RetroactiveChange] {
        var changes: [RetroactiveChange] = []
        for bucket in buckets.keys.sorted() where first.map({ $0 <= bucket }) ?? true {
            let before = buckets[bucket] ?? [:]
            var after: [Earning: Int] = [:]
            var sums = TrafficSums()
            for (earning, count) in before {
                let changed = change(earning) ?? earning
                after[changed, default: 0] += count
                sums.add(from: earning, to: changed, count: Int64(count))
            }
            guard after != before else { continue }
            buckets[bucket] = after
            let counts = before.mapValues { _ in 0 }.merging(after) { $1 }.filter { before[$0.key] != $0.value }
            changes.append(RetroactiveChange(bucket: bucket, sums: sums, counts: counts))
        }
        return changes
    }
}

extension TrafficSums {
    fileprivate mutating func add(from old: Earning, to new: Earning, count: Int64) {
        let payoutGain = (new.payout - old.payout) * count
        let revenueGain = (new.revenue - old.revenue) * count
        if old.entry == Earning.conversion {
            payout += payoutGain
            revenue += revenueGain
        } else {
            eventPayout += payoutGain
            eventRevenue += revenueGain
        }
    }
}
