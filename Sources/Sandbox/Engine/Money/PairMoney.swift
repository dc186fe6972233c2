// What one affiliate is paid by on one offer, put together once, with what has counted towards its commissions. Decides what
// an event earns with the choice and the arithmetic of Models.

import Models

struct PairMoney: Sendable {
    /// What an answer depends on, so that the same is not worked out twice.
    private struct Question: Hashable {
        var entry: Int
        var winner: Int?
        var inForce: [Int]
        var sale: Quantity
    }

    /// Sales differ; beyond so many answers they are worked out anew.
    private static let answerLimit = 256

    let pair: Pair
    private var terms: MoneyTerms
    private let facts: ConversionFacts
    private var paysClicks: Bool
    /// Of the terms' commissions, in their order.
    private var tallies: [CommissionTally]
    private var answers: [Question: Earning] = [:]
    private var log: EarningLog?
    private var date: CivilDate?

    init(pair: Pair, offer: OfferPlan, plan: MoneyPlan) {
        self.pair = pair
        terms = plan.terms(of: pair, offer: offer)
        paysClicks = terms.payClicks
        var facts = ConversionFacts(
            affiliateID: pair.affiliate, offerID: pair.offer, date: CivilDate(daysSinceEpoch: 0))
        facts.advertiserID = offer.advertiser
        facts.baseEntryID = terms.baseEntry?.id
        self.facts = facts
        tallies = terms.commissions.map {
            CommissionTally($0, calendar: CapCalendar(timeZone: offer.zone) ?? .utc)
        }
        log = terms.commissions.contains(where: \.looksBack) ? EarningLog() : nil
    }

    /// Goes by other settings and tiers from now on. The commissions must be the same: what counts towards them stays.
    mutating func follow(_ plan: MoneyPlan, offer: OfferPlan) {
        terms = plan.terms(of: pair, offer: offer)
        paysClicks = terms.payClicks
        answers = [:]
    }

    // MARK: - Earning

    /// What `event` is worth on `date`, before it has counted.
    mutating func earning(of event: EverflowEvent, on date: CivilDate) -> Earning {
        switch event.kind {
        case .click: clickEarning(event, on: date)
        case .conversion, .event: conversionEarning(event, on: date)
        }
    }

    func knows(entry: Int) -> Bool {
        terms.entries.contains { $0.id == entry && !$0.isDefault }
    }

    private func clickEarning(_ event: EverflowEvent, on date: CivilDate) -> Earning {
        guard paysClicks else { return Earning(entry: Earning.click, payout: 0, revenue: 0) }
        let winner = CustomPayoutChoice.winner(among: terms.settings, for: facts(of: event, on: date))
        let payout = winner?.payoutRate ?? terms.baseEntry?.payoutRate
        let revenue = winner?.revenueRate ?? terms.baseEntry?.revenueRate
        return Earning(entry: Earning.click, payout: payout?.perClick, revenue: revenue?.perClick)
    }

    private mutating func conversionEarning(_ event: EverflowEvent, on date: CivilDate) -> Earning {
        let facts = facts(of: event, on: date)
        roll(to: date)
        let question = Question(
            entry: facts.payoutRevenueID,
            winner: CustomPayoutChoice.winner(among: terms.settings, for: facts)?.id,
            inForce: zip(terms.commissions, tallies).filter { commission, tally in
                commission.isInForce(tally.amounts) && commission.obstacle(for: facts) == nil
            }.map(\.0.id), sale: event.details.sale)
        if let known = answers[question] { return known }
        let counted = Dictionary(
            zip(terms.commissions, tallies).map { ($0.id, $1.amounts) }, uniquingKeysWith: { first, _ in first })
        let answer = EffectivePayout(facts, terms: terms) { counted[$0.id] ?? CommissionAmounts() }
        let earning = Earning(
            entry: facts.payoutRevenueID, payout: answer.payout.amount, revenue: answer.revenue.amount)
        if answers.count >= PairMoney.answerLimit { answers.removeAll(keepingCapacity: true) }
        answers[question] = earning
        return earning
    }

    private func facts(of event: EverflowEvent, on date: CivilDate) -> ConversionFacts {
        var facts = facts
        facts.date = date
        facts.payoutRevenueID = event.kind == .event ? event.details.entry : 0
        facts.offerURLID = event.details.offerURL
        facts.variables = event.details.variables
        facts.targeting = event.details.targeting
        facts.sale = event.details.sale
        return facts
    }

    // MARK: - Counting

    /// Counts traffic of `instant`; `date` is the day that runs.
    mutating func count(_ sums: TrafficSums, at instant: Timestamp, on date: CivilDate) {
        roll(to: date)
        for index in tallies.indices { tallies[index].add(sums, at: instant) }
    }

    private mutating func roll(to today: CivilDate) {
        guard date != today else { return }
        date = today
        for index in tallies.indices { tallies[index].roll(to: today) }
        forgetOldEarnings()
    }

    mutating func note(_ earning: Earning, count: Int = 1, in bucket: Timestamp) {
        log?.add(earning, count: count, in: bucket)
    }

    mutating func complete(_ row: LedgerRow) {
        log?.complete(row)
    }

    // MARK: - Looking back

    /// What the commissions that have come into force change of what was earned before, each once in its period: those that
    /// the amounts of now call for, in the order of their ids.
    mutating func lookBack(
        settled: (CommissionSettlement) -> Bool
    ) -> (changes: [RetroactiveChange], settlements: [CommissionSettlement]) {
        guard log != nil else { return ([], []) }
        var due: [(commission: Everflow.TieredCommission, start: Timestamp?)] = []
        var settlements: [CommissionSettlement] = []
        for (commission, tally) in zip(terms.commissions, tallies) where commission.looksBack {
            guard let days = tally.days, commission.isInForce(tally.amounts) else { continue }
            let settlement = CommissionSettlement(
                commissionID: commission.id, pair: pair, firstDay: days.first?.daysSinceEpoch ?? 0)
            guard !settled(settlement) else { continue }
            due.append((commission, tally.startedAt))
            settlements.append(settlement)
        }
        var changes: [RetroactiveChange] = []
        let base = facts.baseEntryID
        for (commission, start) in due {
            let made = log?.change(from: start) { commission.changed($0, baseEntry: base) } ?? []
            for change in made {
                for index in tallies.indices { tallies[index].add(change.sums, at: change.bucket) }
            }
            changes += made
        }
        return (changes, settlements)
    }

    /// What no commission of the days that run looks back to.
    private mutating func forgetOldEarnings() {
        let running = zip(terms.commissions, tallies).filter { $0.looksBack && $1.days != nil }.map(\.1.startedAt)
        let starts = running.compactMap { $0 }
        guard starts.count == running.count, let first = starts.min() else { return }
        log?.drop(before: first)
    }
}

extension Everflow.TieredCommission {
    /// What an earlier earning becomes; nil for what the commission is not about.
    fileprivate func changed(_ earning: Earning, baseEntry: Int?) -> Earning? {
        let entry = payoutRevenueID ?? 0
        let isMeant = earning.entry == entry || (earning.entry == Earning.conversion && entry == baseEntry)
        guard isMeant else { return nil }
        let (payout, revenue) = (Quantity(millionths: earning.payout), Quantity(millionths: earning.revenue))
        return Earning(
            entry: earning.entry, payout: retroactivePayout.retroactive(payout) ?? payout,
            revenue: retroactiveRevenue.retroactive(revenue) ?? revenue)
    }
}

extension MoneyTerms {
    /// Whether a click may earn anything.
    fileprivate var payClicks: Bool {
        entries.contains { $0.payoutRate.perClick > .zero || $0.revenueRate.perClick > .zero }
            || settings.contains {
                $0.payoutRate?.perClick ?? .zero > .zero || $0.revenueRate?.perClick ?? .zero > .zero
            }
    }
}
