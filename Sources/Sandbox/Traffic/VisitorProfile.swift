// Makes up who clicks: what rules match on, and what a conversion sold. Ids of countries and platforms are the sandbox's own.

import Models

struct VisitorProfile: Sendable {
    /// By the two letters of an affiliate's home.
    static let countries = [
        "US": 227, "GB": 226, "DE": 81, "FR": 74, "JP": 108, "IN": 100, "BR": 31, "AU": 14,
    ]
    static let platforms = 1...6
    static let deviceTypes = 1...3
    static let browsers = 1...5
    static let languages = ["US": 41, "GB": 41, "AU": 41, "IN": 41, "DE": 32, "FR": 37, "JP": 70, "BR": 126]
    static let connectionTypes = 1...4
    static let campaigns = ["vip", "vip-spring", "newsletter", "search", "social", ""]

    private let homes: [Int: String]

    init(_ account: Account) {
        homes = Dictionary(account.affiliates.map { ($0.id, $0.country) }, uniquingKeysWith: { first, _ in first })
    }

    func details(of pair: Pair, isSale: Bool, using random: inout SplitMix64) -> EventDetails {
        let isAtHome = random.chance(0.85)
        let abroad = random.element(of: ["US", "GB", "DE", "FR", "JP", "IN", "BR", "AU"]) ?? "US"
        let country = isAtHome ? homes[pair.affiliate] ?? abroad : abroad
        var details = EventDetails()
        var ids: [Everflow.TargetingList: Set<String>] = [:]
        ids[.countries] = [String(VisitorProfile.countries[country] ?? 0)]
        ids[.languages] = [String(VisitorProfile.languages[country] ?? 0)]
        ids[.platforms] = [String(random.integer(in: VisitorProfile.platforms))]
        ids[.deviceTypes] = [String(random.integer(in: VisitorProfile.deviceTypes))]
        ids[.browsers] = [String(random.integer(in: VisitorProfile.browsers))]
        ids[.connectionTypes] = [String(random.integer(in: VisitorProfile.connectionTypes))]
        details.targeting = ConversionFacts.Targeting(ids: ids, isProxy: random.chance(0.03))
        details.variables["sub1"] = random.element(of: VisitorProfile.campaigns) ?? ""
        details.offerURL = random.integer(in: 0...2)
        let cents = random.integer(in: 900...24_000)
        if isSale { details.sale = Quantity(millionths: Int64(cents) * 10_000) }
        return details
    }
}
