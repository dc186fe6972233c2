// What every pair of affiliate and offer is paid by, put together when it is first needed. Pure: no clock, no storage.

import Models

struct MoneyEngine: Sendable {
    private var pairs: [Pair: (generation: Int, money: PairMoney)] = [:]
    /// Goes up with every change of what is paid by.
    private var generation = 0
    private var settled: Set<CommissionSettlement> = []

    /// Marks what was settled before, as restarts do.
    mutating func restore(_ settlements: Set<CommissionSettlement>) {
        settled = settlements
    }

    /// Settings or tiers have changed.
    mutating func followPlan() {
        generation += 1
    }

    /// What `event` is worth on `date`, before it has counted; nil when the offer has no such entry.
    mutating func earning(of event: EverflowEvent, _ offer: OfferPlan, _ plan: MoneyPlan, on date: CivilDate)
        -> Earning?
    {
        with(event.pair, offer, plan) { money in
            guard event.kind != .event || money.knows(entry: event.details.entry) else { return nil }
            return money.earning(of: event, on: date)
        }
    }

    /// Counts what an event was worth, and answers what follows for what was earned before.
    mutating func count(
        _ sums: TrafficSums, _ earning: Earning?, of pair: Pair, _ offer: OfferPlan, _ plan: MoneyPlan,
        at now: Timestamp, on date: CivilDate
    ) -> (changes: [RetroactiveChange], settlements: [CommissionSettlement]) {
        let settled = settled
        let made = with(pair, offer, plan) { money in
            money.count(sums, at: now, on: date)
            if let earning { money.note(earning, in: LedgerRow.bucket(of: now)) }
            return money.lookBack { settled.contains($0) }
        }
        if !made.settlements.isEmpty { self.settled.formUnion(made.settlements) }
        return made
    }

    /// Counts traffic of the past.
    mutating func restore(_ row: LedgerRow, _ offer: OfferPlan, _ plan: MoneyPlan, on date: CivilDate) {
        with(row.pair, offer, plan) { money in
            money.count(row.sums, at: row.bucket, on: date)
            money.complete(row)
        }
    }

    /// Notes what traffic of the past was worth; before `restore` of its row.
    mutating func restore(
        _ earning: Earning, count: Int, in bucket: Timestamp, of pair: Pair, _ offer: OfferPlan, _ plan: MoneyPlan
    ) {
        with(pair, offer, plan) { $0.note(earning, count: count, in: bucket) }
    }

    /// Runs `body` on what is known of the pair.
    private mutating func with<Value>(
        _ pair: Pair, _ offer: OfferPlan, _ plan: MoneyPlan, _ body: (inout PairMoney) -> Value
    ) -> Value {
        let current = generation
        func run(_ known: inout (generation: Int, money: PairMoney)) -> Value {
            if known.generation != current {
                known.money.follow(plan, offer: offer)
                known.generation = current
            }
            return body(&known.money)
        }
        return run(&pairs[pair, default: (current, PairMoney(pair: pair, offer: offer, plan: plan))])
    }
}
