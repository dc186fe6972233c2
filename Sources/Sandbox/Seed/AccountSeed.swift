// Seeds an account: who is in it, what traffic it has had, which limits are set. The same seed, start and sizes give the
// same account. Knows no database.

import Models

/// A filled account with the history behind its counters.
struct SeededAccount: Sendable {
    var account: Account
    var history: History

    init(_ configuration: SandboxConfiguration, now: Timestamp) throws(SandboxError) {
        let plan = try SeedPlan(configuration)
        var people = PeopleSeed(seed: configuration.seed, now: now)
        account = people.account(plan)
        var caps = CapSeed(seed: configuration.seed, now: now, plan: plan)
        history = History(ledger: caps.fill(&account))
        var flows = FlowSeed(seed: configuration.seed, now: now, capCount: plan.leadCaps)
        flows.fill(&account, &history)
        var money = MoneySeed(seed: configuration.seed, now: now)
        money.fill(&account)
    }
}

/// Affiliates, advertisers, offers and groups.
struct PeopleSeed {
    private var random: SplitMix64
    private let now: Timestamp

    init(seed: UInt64, now: Timestamp) {
        random = SplitMix64(seed: seed, keys: 10)
        self.now = now
    }

    mutating func account(_ plan: SeedPlan) -> Account {
        var account = Account()
        account.affiliates = affiliates(plan.affiliates)
        let advertisers = max(3, plan.offers / 5)
        account.advertisers = (0..<advertisers).map { index in
            let created = past(days: 400...900)
            return AdvertiserRecord(
                id: 19 + index, name: SeedNames.advertiser(index), status: "active", createdAt: created,
                savedAt: created)
        }
        account.groups = groups(account.advertisers, count: max(1, plan.offers / 8))
        account.offers = offers(plan.offers, account.advertisers, account.groups)
        return account
    }

    private mutating func affiliates(_ count: Int) -> [AffiliateRecord] {
        var id = 50
        return (0..<count).map { index in
            id += random.integer(in: 1...4)
            let home = random.element(of: PeopleSeed.homes) ?? PeopleSeed.homes[0]
            let created = past(days: 120...700)
            return AffiliateRecord(
                id: id, name: SeedNames.affiliate(index), status: status(index), country: home.country,
                homeZone: home.zone, managerID: random.integer(in: 1...StaffNames.managers.count),
                labels: random.chance(0.3) ? ["premium"] : [], createdAt: created,
                savedAt: created.adding(seconds: Int64(random.integer(in: 0...100)) * 86_400))
        }
    }

    /// One in 24 is inactive, one in 24 suspended, all others active.
    private func status(_ index: Int) -> String {
        switch index % 24 {
        case 15: "inactive"
        case 21: "suspended"
        default: "active"
        }
    }

    private mutating func groups(_ advertisers: [AdvertiserRecord], count: Int) -> [GroupRecord] {
        advertisers.prefix(count).enumerated().map { index, advertiser in
            let created = past(days: 60...300)
            return GroupRecord(
                id: 12 + index, advertiserID: advertiser.id, name: "\(advertiser.name) seasonal budget",
                status: "active", currency: currency(ofAdvertiser: advertiser.id), isCapsEnabled: true,
                isSoftCap: index % 3 == 2, limits: .none, createdAt: created, savedAt: created)
        }
    }

    private mutating func offers(
        _ count: Int, _ advertisers: [AdvertiserRecord], _ groups: [GroupRecord]
    ) -> [OfferRecord] {
        let groupOf = Dictionary(groups.map { ($0.advertiserID, $0.id) }, uniquingKeysWith: { first, _ in first })
        var id = 203
        return (0..<count).map { index in
            id += random.integer(in: 1...3)
            let advertiser = advertisers[index % advertisers.count].id
            let created = past(days: 45...480)
            let payout = random.element(of: PeopleSeed.payouts) ?? 1500
            let revenue = Int(Double(payout) * random.fraction(in: 1.2...1.6)) / 5 * 5
            return OfferRecord(
                id: id, advertiserID: advertiser, groupID: random.chance(0.5) ? groupOf[advertiser] ?? 0 : 0,
                name: SeedNames.offer(index), status: index % 17 == 13 ? "paused" : "active",
                visibility: random.element(of: ["public", "require_approval", "private"]) ?? "public",
                currency: currency(ofAdvertiser: advertiser),
                category: random.element(of: PeopleSeed.categories) ?? "Home", isCapsEnabled: true,
                isSoftCap: random.chance(0.25), capsTimezoneID: random.element(of: PeopleSeed.capZones) ?? 0,
                limits: .none, payout: Quantity(millionths: Int64(payout) * 10_000),
                revenue: Quantity(millionths: Int64(revenue) * 10_000),
                labels: random.chance(0.4) ? ["seasonal"] : [], createdAt: created,
                savedAt: created.adding(seconds: Int64(random.integer(in: 0...40)) * 86_400))
        }
    }

    private func currency(ofAdvertiser id: Int) -> String {
        id % 6 == 4 ? "EUR" : SandboxNetwork.currency
    }

    /// A whole UTC hour so many days ago.
    private mutating func past(days: ClosedRange<Int>) -> Timestamp {
        let seconds = now.seconds - Int64(random.integer(in: days)) * 86_400 - Int64(random.integer(in: 0...23)) * 3600
        return Timestamp(seconds: seconds - seconds % 3600)
    }

    private static let homes: [(country: String, zone: String)] = [
        ("US", "America/New_York"), ("US", "America/Chicago"), ("US", "America/Los_Angeles"), ("GB", "Europe/London"),
        ("DE", "Europe/Berlin"), ("FR", "Europe/Paris"), ("JP", "Asia/Tokyo"), ("IN", "Asia/Kolkata"),
        ("BR", "America/Sao_Paulo"), ("AU", "Australia/Sydney"),
    ]
    /// 0 is the network's zone; the others are ids of TimezoneList.
    private static let capZones = [0, 0, 0, 80, 85, 85, 90, 67, TimezoneList.berlin, 16, TimezoneList.kolkata]
    /// In cents.
    private static let payouts = [150, 240, 475, 800, 1200, 1500, 1850, 2250, 3000, 4550, 6000, 9500]
    private static let categories = ["Home", "Insurance", "Energy", "Travel", "Finance", "Health"]
}

/// The account managers of the network; ids start at 1.
enum StaffNames {
    static let managers: [(first: String, last: String)] = [
        ("Ines", "Moreau"), ("Dana", "Reyes"), ("Kenji", "Watanabe"), ("Oluwaseun", "Adeyemi"),
    ]

    static func name(_ id: Int) -> (first: String, last: String) {
        managers.indices.contains(id - 1) ? managers[id - 1] : ("", "")
    }
}
