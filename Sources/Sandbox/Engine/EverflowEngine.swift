// Decides over clicks and conversions and keeps the tallies that caps are judged by. Pure: no clock, no storage.

import Models

/// The cap engine of the Everflow side.
///
/// Several caps can apply at once and the first reached acts; a reached hard cap blocks clicks and holds conversions, a
/// soft cap only notifies (Everflow reference, section 3).
struct EverflowEngine: Sendable {
    /// Writes change it; what has been counted stays.
    var plan: EverflowPlan {
        didSet { money.followPlan() }
    }
    private var money = MoneyEngine()
    private var zones = ZoneWindowCache()
    private var offerTallies: [Int: Tally] = [:]
    private var pairTallies: [Pair: Tally] = [:]
    private var groupTallies: [Int: Tally] = [:]

    init(plan: EverflowPlan) {
        self.plan = plan
    }

    /// Counts traffic that was decided before, as history and restarts do.
    mutating func restore(_ sums: TrafficSums, of pair: Pair, at instant: Timestamp, now: Timestamp) {
        count(CountedSums(sums), of: pair, at: instant, now: now)
        guard let offer = plan.offers[pair.offer], plan.money.hasCommission(on: pair.offer, offer),
            let date = date(of: offer, at: now)
        else { return }
        money.restore(LedgerRow(bucket: instant, pair: pair, sums: sums), offer, plan.money, on: date)
    }

    /// Notes what single conversions and events of the past were worth; before the sums that they are part of.
    mutating func restore(_ earning: Earning, count: Int, in bucket: Timestamp, of pair: Pair) {
        guard let offer = plan.offers[pair.offer], plan.money.hasCommission(on: pair.offer, offer) else { return }
        money.restore(earning, count: count, in: bucket, of: pair, offer, plan.money)
    }

    /// Marks which commissions have looked back before.
    mutating func restore(_ settlements: Set<CommissionSettlement>) {
        money.restore(settlements)
    }

    /// Decides on `event` at `now` and counts it.
    mutating func decide(_ event: EverflowEvent, at now: Timestamp) -> EverflowDecision {
        guard let offer = plan.offers[event.pair.offer] else {
            return refusal(of: event, because: "unknown offer \(event.pair.offer)", recorded: nil)
        }
        guard let isActive = plan.affiliates[event.pair.affiliate] else {
            return refusal(of: event, because: "unknown affiliate \(event.pair.affiliate)", recorded: nil)
        }
        if event.kind == .click, !offer.isActive || !isActive {
            let reason = offer.isActive ? "affiliate is not active" : "offer is not active"
            return refusal(of: event, because: reason, recorded: TrafficSums(invalidClicks: 1))
        }
        guard let date = date(of: offer, at: now), let earning = money.earning(of: event, offer, plan.money, on: date)
        else {
            return refusal(of: event, because: "unknown entry \(event.details.entry)", recorded: nil)
        }
        if event.kind != .event, let binding = reachedHardCap(of: event.pair, offer: offer, at: now) {
            return stopped(event, by: binding, worth: earning)
        }
        return accepted(event, offer: offer, worth: earning, at: now, on: date)
    }

    /// What `owner` has counted in the windows that run at `now`.
    mutating func usage(of owner: CapTouch.Owner, pair: Pair? = nil, at now: Timestamp) -> Tally {
        switch owner {
        case .offer(let id): rolled(offerTallies[id], zone: zone(ofOffer: id), at: now)
        case .group(let id): rolled(groupTallies[id], zone: plan.networkZone, at: now)
        case .custom: pair.map { rolled(pairTallies[$0], zone: zone(ofOffer: $0.offer), at: now) } ?? Tally()
        }
    }

    /// What each affiliate has counted in the days that run at `now`, every offer's day in its own zone.
    mutating func countedToday(at now: Timestamp) -> [Int: CountedSums] {
        var sums: [Int: CountedSums] = [:]
        for (pair, tally) in pairTallies {
            sums[pair.affiliate, default: CountedSums()] += rolled(tally, zone: zone(ofOffer: pair.offer), at: now).day
        }
        return sums
    }

    /// Every limit that an event of the pair is judged by; none where there is no such offer.
    mutating func limits(of pair: Pair, at now: Timestamp) -> [CapTouch] {
        plan.offers[pair.offer].map { touches(of: pair, offer: $0, at: now) } ?? []
    }

    func zone(ofOffer id: Int) -> String {
        plan.offers[id]?.zone ?? plan.networkZone
    }

    // MARK: - Deciding

    private func refusal(
        of event: EverflowEvent, because reason: String, recorded: TrafficSums?
    ) -> EverflowDecision {
        EverflowDecision(
            event: event, outcome: .refused, reason: reason, errorCode: nil, binding: nil, counted: [],
            recorded: recorded)
    }

    private func stopped(_ event: EverflowEvent, by binding: CapTouch, worth: Earning) -> EverflowDecision {
        var sums = TrafficSums()
        var outcome = EventOutcome.refused
        var reason = "invalid click: cap reached"
        if event.kind == .conversion {
            outcome = .held
            reason = "pending: over caps"
            sums.heldConversions = 1
            sums.heldPayout = worth.payout
            sums.heldRevenue = worth.revenue
        } else {
            sums.invalidClicks = 1
        }
        return EverflowDecision(
            event: event, outcome: outcome, reason: reason,
            errorCode: event.kind == .conversion ? EverflowDecision.overCaps : nil, binding: binding, counted: [],
            recorded: sums, worth: outcome == .held ? worth : nil)
    }

    private mutating func accepted(
        _ event: EverflowEvent, offer: OfferPlan, worth: Earning, at now: Timestamp, on date: CivilDate
    ) -> EverflowDecision {
        let sums = EverflowEngine.recorded(event, worth: worth)
        let earned = event.kind == .click && worth.payout == 0 && worth.revenue == 0 ? nil : worth
        count(CountedSums(sums), of: event.pair, at: now, now: now)
        let later = money.count(sums, earned, of: event.pair, offer, plan.money, at: now, on: date)
        for change in later.changes { count(CountedSums(change.sums), of: event.pair, at: change.bucket, now: now) }
        let metrics = event.kind.metrics(worth)
        let touches = touches(of: event.pair, offer: offer, at: now).filter { metrics.contains($0.slot.metric) }
        return EverflowDecision(
            event: event, outcome: .accepted, reason: nil, errorCode: nil, binding: nil, counted: touches,
            recorded: sums, worth: worth, earned: earned, retroactive: later.changes,
            settlements: later.settlements)
    }

    private static func recorded(_ event: EverflowEvent, worth: Earning) -> TrafficSums {
        let sale = event.details.sale.millionths
        return switch event.kind {
        case .click: TrafficSums(uniqueClicks: 1, payout: worth.payout, revenue: worth.revenue)
        case .conversion:
            TrafficSums(conversions: 1, payout: worth.payout, revenue: worth.revenue, sales: sale)
        case .event: TrafficSums(events: 1, eventPayout: worth.payout, eventRevenue: worth.revenue, sales: sale)
        }
    }

    /// The day that runs in the offer's zone.
    private mutating func date(of offer: OfferPlan, at now: Timestamp) -> CivilDate? {
        zones.windows(zone: offer.zone, at: now)?.date
    }

    private mutating func reachedHardCap(of pair: Pair, offer: OfferPlan, at now: Timestamp) -> CapTouch? {
        touches(of: pair, offer: offer, at: now).first { !$0.isSoftCap && $0.isReached }
    }

    /// Every limit that applies to the pair, from the offer inwards, then the group, with its count.
    private mutating func touches(of pair: Pair, offer: OfferPlan, at now: Timestamp) -> [CapTouch] {
        var found: [CapTouch] = []
        if offer.isCapsEnabled {
            let owner = CapTouch.Owner.offer(pair.offer)
            append(offer.limits, isSoft: offer.isSoftCap, owner: owner, usage(of: owner, at: now), to: &found)
            if let custom = plan.customCaps[pair] {
                let owner = CapTouch.Owner.custom(custom.id)
                let tally = usage(of: owner, pair: pair, at: now)
                append(custom.limits, isSoft: custom.isSoftCap, owner: owner, tally, to: &found)
            }
        }
        if let id = offer.group, let group = plan.groups[id], group.isCapsEnabled {
            let owner = CapTouch.Owner.group(id)
            append(group.limits, isSoft: group.isSoftCap, owner: owner, usage(of: owner, at: now), to: &found)
        }
        return found
    }

    private func append(
        _ limits: CapLimits, isSoft: Bool, owner: CapTouch.Owner, _ tally: Tally, to found: inout [CapTouch]
    ) {
        guard !limits.isEmpty else { return }
        for slot in LimitSlot.all where limits[slot] > .zero {
            found.append(
                CapTouch(
                    owner: owner, slot: slot, count: tally.amount(slot), maximum: limits[slot], isSoftCap: isSoft))
        }
    }

    // MARK: - Counting

    private mutating func count(_ sums: CountedSums, of pair: Pair, at instant: Timestamp, now: Timestamp) {
        let offerZone = zone(ofOffer: pair.offer)
        guard let windows = zones.windows(zone: offerZone, at: now) else { return }
        Self.add(sums, to: &offerTallies[pair.offer, default: Tally()], windows, at: instant)
        Self.add(sums, to: &pairTallies[pair, default: Tally()], windows, at: instant)
        guard let group = plan.offers[pair.offer]?.group,
            let groupWindows = zones.windows(zone: plan.networkZone, at: now)
        else { return }
        Self.add(sums, to: &groupTallies[group, default: Tally()], groupWindows, at: instant)
    }

    private static func add(
        _ sums: CountedSums, to tally: inout Tally, _ windows: ZoneWindows, at instant: Timestamp
    ) {
        tally.roll(to: windows)
        tally.add(sums, at: instant)
    }

    private mutating func rolled(_ tally: Tally?, zone: String, at now: Timestamp) -> Tally {
        var tally = tally ?? Tally()
        if let windows = zones.windows(zone: zone, at: now) { tally.roll(to: windows) }
        return tally
    }
}
