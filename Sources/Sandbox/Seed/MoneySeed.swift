// Seeds what conversions are paid by: events of offers, custom payout settings, tiered commissions and affiliate tiers. A
// stream of its own: everything else of a seed is the same with and without it.

import Models

struct MoneySeed {
    private var random: SplitMix64
    private let now: Timestamp

    init(seed: UInt64, now: Timestamp) {
        random = SplitMix64(seed: seed, keys: 50)
        self.now = now
    }

    mutating func fill(_ account: inout Account) {
        account.offerEvents = offerEvents(account)
        account.tiers = tiers(account)
        account.customPayouts = customPayouts(account)
        account.commissions = commissions(account)
    }

    // MARK: - Events

    /// One offer in five pays for something after its conversion.
    private mutating func offerEvents(_ account: Account) -> [OfferEventRecord] {
        account.offers.filter { _ in random.chance(0.2) }.map { offer in
            let isSale = random.chance(0.5)
            let payout = random.integer(in: 4...12)
            return OfferEventRecord(
                id: 1_000_000 + offer.id, offerID: offer.id,
                name: random.element(of: ["Second order", "Subscription", "Upgrade", "Deposit"]) ?? "Upgrade",
                payout: isSale
                    ? MoneyRate(type: "cps", percentage: Quantity(payout))
                    : MoneyRate(type: "cpa", amount: Quantity(payout)),
                revenue: isSale
                    ? MoneyRate(type: "rps", percentage: Quantity(payout + 3))
                    : MoneyRate(type: "rpa", amount: Quantity(payout + 3)),
                createdAt: offer.createdAt)
        }
    }

    // MARK: - Tiers

    /// A default tier without members, and three with margins that fall as volume rises; most affiliates are in none.
    private mutating func tiers(_ account: Account) -> [MoneyRecord] {
        let members = random.shuffled(account.affiliates.map(\.id))
        let size = max(1, members.count / 8)
        let kinds: [(name: String, margin: String, description: String)] = [
            ("Standard", "30", "New partners"), ("Silver partners", "27.5", "Steady volume"),
            ("Gold partners", "24", "High volume"), ("特別パートナー", "21.25", ""),
        ]
        return kinds.enumerated().map { index, kind in
            var tier = Everflow.AffiliateTier()
            tier.name = kind.name
            tier.status = "active"
            tier.description = kind.description
            tier.payoutMargin = Quantity(text: kind.margin) ?? .zero
            tier.isDefaultTier = index == 0
            if index > 0 { tier.affiliateIDs = members.dropFirst((index - 1) * size).prefix(size).sorted() }
            if tier.affiliateIDs?.isEmpty ?? false { tier.affiliateIDs = nil }
            tier.labels = index == 2 ? ["premium"] : []
            return record(1 + index, tier.creationBody(), .affiliateTier)
        }
    }

    // MARK: - Settings

    private mutating func customPayouts(_ account: Account) -> [MoneyRecord] {
        let offers = random.shuffled(account.offers).prefix(max(4, account.offers.count / 3))
        let names = Dictionary(uniqueKeysWithValues: account.affiliates.map { ($0.id, $0.name) })
        var id = 317
        return offers.enumerated().map { index, offer in
            id += random.integer(in: 1...2)
            var setting = Everflow.CustomPayoutRevenue()
            setting.offerID = offer.id
            setting.currencyID = offer.currency
            setting.status = index % 9 == 7 ? "inactive" : "active"
            chooseAffiliates(&setting, index, account, offer.id)
            let named = setting.affiliateIDs?.first.flatMap { names[$0] } ?? "All partners"
            let suffix = random.element(of: ["bonus rate", "volume rate", "summer rate", "特別単価", "test rate"])
            setting.name = "\(named) \(suffix ?? "rate")"
            setting.publicDescription = index % 3 == 0 ? "Agreed by e-mail" : ""
            chooseRates(&setting, index, offer)
            chooseConditions(&setting, index)
            return record(id, setting.creationBody(), .customPayout)
        }
    }

    /// Those that send traffic, as far as there are any.
    private mutating func chooseAffiliates(
        _ setting: inout Everflow.CustomPayoutRevenue, _ index: Int, _ account: Account, _ offer: Int
    ) {
        let partners = account.pairTraffic.filter { $0.pair.offer == offer }.map(\.pair.affiliate)
        guard index % 4 != 3, !partners.isEmpty else {
            setting.isApplyAllAffiliates = true
            return
        }
        setting.affiliateIDs = random.shuffled(partners).prefix(random.integer(in: 1...2)).sorted()
    }

    private mutating func chooseRates(
        _ setting: inout Everflow.CustomPayoutRevenue, _ index: Int, _ offer: OfferRecord
    ) {
        setting.payoutType = "blank"
        setting.revenueType = "blank"
        setting.isCustomPayoutEnabled = index % 6 != 5
        setting.isCustomRevenueEnabled = index % 6 >= 4
        if setting.isCustomPayoutEnabled {
            switch index % 5 {
            case 3:
                setting.payoutType = "prv"
                setting.payoutPercentage = Quantity(random.integer(in: 65...80))
            case 4:
                setting.payoutType = "cpa_cps"
                setting.payoutAmount = share(of: offer.payout, 70...90)
                setting.payoutPercentage = Quantity(random.integer(in: 1...3))
            default:
                setting.payoutType = "cpa"
                setting.payoutAmount = share(of: offer.payout, 105...125)
            }
        }
        if setting.isCustomRevenueEnabled {
            setting.revenueType = "rpa"
            setting.revenueAmount = share(of: offer.revenue, 104...118)
        }
    }

    private mutating func chooseConditions(_ setting: inout Everflow.CustomPayoutRevenue, _ index: Int) {
        let today = CapCalendar.utc.date(at: now)
        if index % 5 == 1 {
            setting.dateValidFrom = today.adding(days: -random.integer(in: 5...40)).text
            setting.dateValidTo = today.adding(days: random.integer(in: 10...120)).text
        }
        if index % 7 == 2 {
            setting.variables = [
                Everflow.CustomPayoutVariable(variable: "sub1", value: "vip", comparison: .beginsWith)
            ]
        }
        if index % 7 == 4 {
            var ruleset = Everflow.CustomPayoutRuleset()
            ruleset[.countries] = ["US", "GB"].compactMap { country in
                VisitorProfile.countries[country].map {
                    Everflow.TargetingEntry(.countries, id: String($0), targetingType: "include")
                }
            }
            ruleset.isBlockProxy = true
            setting.ruleset = ruleset
        }
        if index % 11 == 6 {
            setting.isApplySpecificOfferURLs = true
            setting.offerURLIDs = [1]
        }
    }

    private mutating func share(of amount: Quantity, _ percent: ClosedRange<Int>) -> Quantity {
        amount.percent(Quantity(random.integer(in: percent))).roundedToCents
    }

    // MARK: - Commissions

    private mutating func commissions(_ account: Account) -> [MoneyRecord] {
        let busy = account.pairTraffic.sorted {
            $0.clicksPerDay * $0.conversionRate > $1.clicksPerDay * $1.conversionRate
        }
        let names = Dictionary(uniqueKeysWithValues: account.offers.map { ($0.id, $0.name) })
        let first = CapCalendar.utc.date(at: now).firstOfMonth
        var id = 8
        return busy.prefix(max(3, account.offers.count / 10)).enumerated().map { index, traffic in
            id += 1
            var commission = Everflow.TieredCommission()
            commission.name = "\(names[traffic.pair.offer] ?? "Offer") volume tier"
            commission.notes = ""
            commission.status = index % 7 == 6 ? "inactive" : "active"
            commission.startDate = first.adding(months: -2).text
            commission.endDate = first.adding(months: 10).adding(days: -1).text
            let (period, days): (String, Double) =
                random.element(of: [("monthly", 30), ("weekly", 7), ("daily", 1), ("quarterly", 91)]) ?? ("monthly", 30)
            commission.period = period
            commission.isApplyAllAffiliates = index % 3 == 2
            commission.affiliateIDs = index % 3 == 2 ? [] : [traffic.pair.affiliate]
            commission.offerIDs = [traffic.pair.offer]
            let usual = traffic.clicksPerDay * traffic.conversionRate * days
            let goal = max(3, Int(usual * random.fraction(in: 0.5...1.1)))
            commission[goal: .conversion] = Quantity(goal)
            commission[max: .conversion] = index % 2 == 0 ? .zero : Quantity(goal * 4)
            chooseChanges(&commission, index)
            return record(id, commission.creationBody(), .tieredCommission)
        }
    }

    private mutating func chooseChanges(_ commission: inout Everflow.TieredCommission, _ index: Int) {
        let percent = Quantity(random.integer(in: 3...12))
        commission.payout =
            index % 2 == 0
            ? Everflow.CommissionChange(.increase, percent) : Everflow.CommissionChange(.flatIncrease, Quantity(1))
        if index % 4 == 1 { commission.retroactivePayout = Everflow.CommissionChange(.increase, percent) }
    }

    // MARK: - Records

    /// As a POST would have made it, some time ago.
    private mutating func record(_ id: Int, _ body: JSONValue, _ resource: MoneyResource) -> MoneyRecord {
        let days = Int64(random.integer(in: 5...40))
        let created = Timestamp(seconds: now.seconds - now.seconds % 3600 - days * 86_400)
        return MoneyRecord(
            id: id, document: MoneyDocument.made(of: body, resource), createdAt: created, savedAt: created)
    }
}
