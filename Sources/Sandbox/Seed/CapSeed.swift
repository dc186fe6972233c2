// Seeds traffic between affiliates and offers, and the limits of offers, groups and custom caps over it.

import Models

struct CapSeed {
    private var random: SplitMix64
    private let seed: UInt64
    private let now: Timestamp
    private let plan: SeedPlan
    private var limitsMade = 0

    init(seed: UInt64, now: Timestamp, plan: SeedPlan) {
        random = SplitMix64(seed: seed, keys: 20)
        self.seed = seed
        self.now = now
        self.plan = plan
    }

    /// Adds traffic and limits to `account` and answers the ledger of its past.
    mutating func fill(_ account: inout Account) -> [LedgerRow] {
        let customPairs = choosePairs(account)
        let ledger = makeTraffic(&account, customPairs: customPairs)
        var usage = usage(of: ledger, account)
        setOfferLimits(&account, &usage)
        setGroupLimits(&account, &usage)
        setCustomCaps(&account, customPairs, &usage)
        return ledger
    }

    // MARK: - Traffic

    /// Pairs that get a custom cap, spread evenly over the offers.
    private mutating func choosePairs(_ account: Account) -> [Pair] {
        let affiliates = account.affiliates.map(\.id)
        var pairs: [Pair] = []
        for (index, offer) in account.offers.enumerated() {
            let until = plan.customPairs * (index + 1) / account.offers.count
            let wanted = min(until - pairs.count, affiliates.count)
            pairs += random.shuffled(affiliates).prefix(max(0, wanted)).map { Pair(offer: offer.id, affiliate: $0) }
        }
        return pairs
    }

    private mutating func makeTraffic(_ account: inout Account, customPairs: [Pair]) -> [LedgerRow] {
        var pairs = customPairs.filter { _ in !random.chance(0.1) }
        for offer in account.offers {
            for _ in 0..<2 {
                guard let affiliate = random.element(of: account.affiliates) else { continue }
                pairs.append(Pair(offer: offer.id, affiliate: affiliate.id))
            }
        }
        let homes = Dictionary(uniqueKeysWithValues: account.affiliates.map { ($0.id, $0.homeZone) })
        let offers = Dictionary(uniqueKeysWithValues: account.offers.map { ($0.id, $0) })
        let history = TrafficHistory(seed: seed, now: now)
        var ledger: [LedgerRow] = []
        for pair in Set(pairs).sorted() {
            let size = random.fraction()
            let traffic = PairTraffic(
                pair: pair, clicksPerDay: 15 + 2500 * size * size * size * size,
                conversionRate: random.fraction(in: 0.008...0.07))
            account.pairTraffic.append(traffic)
            guard let offer = offers[pair.offer], let home = homes[pair.affiliate] else { continue }
            ledger += history.ledger(of: traffic, offer: offer, homeZone: home)
        }
        return ledger
    }

    // MARK: - Limits

    /// The engine's own tallies over the past.
    private func usage(of ledger: [LedgerRow], _ account: Account) -> EverflowEngine {
        var engine = EverflowEngine(plan: EverflowPlan(account))
        for row in ledger { engine.restore(row.sums, of: row.pair, at: row.bucket, now: now) }
        return engine
    }

    private mutating func setOfferLimits(_ account: inout Account, _ engine: inout EverflowEngine) {
        var remaining = plan.offerLimits
        var capped = 0
        for index in account.offers.indices where remaining > 0 {
            let offersLeft = account.offers.count - index
            let isNeeded = remaining >= offersLeft
            guard isNeeded || random.chance(0.5) else { continue }
            let count = min(remaining, max(random.integer(in: 1...3), (remaining + offersLeft - 1) / offersLeft))
            let id = account.offers[index].id
            let tally = engine.usage(of: .offer(id), at: now)
            account.offers[index].limits = limits(count, tally)
            capped += 1
            if capped % 9 == 4 { account.offers[index].isCapsEnabled = false }
            remaining -= account.offers[index].limits.set.count
        }
    }

    private mutating func setGroupLimits(_ account: inout Account, _ engine: inout EverflowEngine) {
        var remaining = plan.groupLimits
        for index in account.groups.indices where remaining > 0 {
            let groupsLeft = account.groups.count - index
            let count = min(remaining, (remaining + groupsLeft - 1) / groupsLeft)
            let tally = engine.usage(of: .group(account.groups[index].id), at: now)
            account.groups[index].limits = limits(count, tally)
            remaining -= account.groups[index].limits.set.count
        }
    }

    private mutating func setCustomCaps(
        _ account: inout Account, _ pairs: [Pair], _ engine: inout EverflowEngine
    ) {
        let names = Dictionary(uniqueKeysWithValues: account.affiliates.map { ($0.id, $0.name) })
        var remaining = plan.customLimits
        var id = 411
        for (index, pair) in pairs.enumerated() {
            let pairsLeft = pairs.count - index
            let average = max(1, (remaining + pairsLeft - 1) / pairsLeft)
            let least = max(1, remaining - (pairsLeft - 1) * LimitSlot.all.count)
            let count = min(remaining - (pairsLeft - 1), max(least, random.integer(in: 1...(2 * average - 1))))
            id += random.integer(in: 1...2)
            let tally = engine.usage(of: .custom(id), pair: pair, at: now)
            let created = now.adding(seconds: -86_400 * Int64(random.integer(in: 3...200)))
            let cap = CustomCapRecord(
                id: id, pair: pair, name: random.chance(0.8) ? capName(names[pair.affiliate] ?? "") : "",
                isSoftCap: random.chance(0.2), limits: limits(max(1, min(count, LimitSlot.all.count)), tally),
                createdAt: Timestamp(seconds: created.seconds),
                savedAt: Timestamp(seconds: created.seconds + Int64(random.integer(in: 0...2)) * 86_400))
            account.customCaps.append(cap)
            remaining -= cap.limits.set.count
        }
    }

    private mutating func capName(_ affiliate: String) -> String {
        let suffix =
            random.element(of: ["ramp-up", "budget", "test volume", "Q4 plan", "quality hold", "上限"]) ?? "budget"
        return "\(affiliate) \(suffix)"
    }

    /// `count` different limits over what `tally` has counted.
    private mutating func limits(_ count: Int, _ tally: Tally) -> CapLimits {
        var limits = CapLimits()
        while limits.set.count < count {
            let slot = nextSlot(limits)
            let used = tally.amount(slot)
            let maximum = LimitPicker.maximum(
                LimitPicker.style(using: &random), used: used, usual: usual(slot, tally), isMoney: slot.metric.isMoney)
            limits[slot] = maximum
            limitsMade += 1
        }
        return limits
    }

    /// The first sixteen limits are one of each kind, so that even a small account shows all; then common kinds dominate.
    private mutating func nextSlot(_ taken: CapLimits) -> LimitSlot {
        let free = LimitSlot.all.filter { taken[$0] <= .zero }
        if limitsMade < LimitSlot.all.count, let slot = free.first(where: { $0.index == limitsMade * 5 % 16 }) {
            return slot
        }
        let weights = free.map { CapSeed.weight($0) }
        var roll = random.fraction() * weights.reduce(0, +)
        for (slot, weight) in zip(free, weights) {
            roll -= weight
            if roll < 0 { return slot }
        }
        return free.last ?? LimitSlot.all[0]
    }

    private static func weight(_ slot: LimitSlot) -> Double {
        let metric: Double = [.conversion: 5, .payout: 3, .click: 2, .revenue: 1][slot.metric] ?? 1
        let period: Double = [.day: 5, .month: 3, .week: 2, .global: 0.7][slot.period] ?? 1
        return metric * period
    }

    /// What a whole window usually counts, judged by the last month.
    private func usual(_ slot: LimitSlot, _ tally: Tally) -> Double {
        let month = tally.amount(LimitSlot(metric: slot.metric, period: .month)).doubleValue
        let week = tally.amount(LimitSlot(metric: slot.metric, period: .week)).doubleValue
        let daysOfMonth = Double(CapCalendar.utc.date(at: now).day)
        let perDay = max(month / daysOfMonth, week / 7, slot.metric.isMoney ? 40 : 4)
        switch slot.period {
        case .day: return perDay
        case .week: return perDay * 7
        case .month: return perDay * 30
        case .global: return tally.amount(slot).doubleValue * 1.4
        }
    }
}
