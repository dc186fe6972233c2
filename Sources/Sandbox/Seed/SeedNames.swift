// Names that accounts are seeded with: invented, in several scripts and lengths. Owns words only.

/// Names by index: the list first, then combinations, then numbered ones, so that every index has its own.
enum SeedNames {
    static func affiliate(_ index: Int) -> String {
        name(index, first: affiliates, heads: affiliateHeads, tails: affiliateTails)
    }

    static func advertiser(_ index: Int) -> String {
        name(index, first: advertisers, heads: brandHeads, tails: brandTails)
    }

    static func offer(_ index: Int) -> String {
        name(index, first: offers, heads: offerHeads, tails: offerTails)
    }

    static func flow(_ index: Int) -> String {
        name(index, first: flows, heads: flowHeads, tails: flowTails)
    }

    static func source(_ index: Int) -> String {
        name(index, first: sources, heads: affiliateHeads, tails: sourceTails)
    }

    static let recipients = [
        "CRM delivery", "Call centre", "Buyer Northgate", "E-mail nurture", "Agent network", "Warehouse export",
    ]

    private static func name(_ index: Int, first: [String], heads: [String], tails: [String]) -> String {
        if index < first.count { return first[index] }
        let rest = index - first.count
        let combined = "\(heads[rest % heads.count]) \(tails[(rest / heads.count) % tails.count])"
        let round = rest / (heads.count * tails.count)
        return round == 0 ? combined : "\(combined) \(round + 1)"
    }

    private static let affiliates = [
        "Harbor Media", "Northwind Performance", "Acme Media", "作者メディア", "Café Crème Réseau", "Tern & Tide",
        "Kestrel Digital", "Größenwahn GmbH", "Blue Fjord Ads", "Lumen Traffic", "Østergaard Partnere",
        "The Extraordinarily Thorough and Patient Comparison Publishing Company", "한빛 네트워크", "Papaya Leads",
        "Quill & Ink", "Ráfaga Medios",
    ]
    private static let affiliateHeads = [
        "Amber", "Birch", "Cobalt", "Delta", "Ember", "Falcon", "Garnet", "Heron", "Indigo", "Juniper", "Kite", "Larch",
        "Maple", "Nimbus", "Opal", "Pine", "Quartz", "Raven", "Sable", "Thistle",
    ]
    private static let affiliateTails = [
        "Media", "Traffic", "Partners", "Digital", "Reach", "Network", "Publishing", "Ads", "Collective", "Clicks",
    ]

    private static let advertisers = [
        "Sunrise Goods", "Tern Insurance", "Solstice Energy", "Nordlicht Reisen", "Bluebell Bank", "雪山スポーツ",
    ]
    private static let brandHeads = [
        "Aurora", "Beacon", "Cedar", "Dune", "Evergreen", "Fable", "Granite", "Halcyon", "Isle", "Jade",
    ]
    private static let brandTails = ["Goods", "Insurance", "Energy", "Travel", "Finance", "Homes", "Foods", "Games"]

    private static let offers = [
        "Sunrise Kettle CPA", "Tern Insurance Quote", "Solstice Solar Lead", "Nordlicht Städtereise",
        "Bluebell Savings",
        "雪山スキー予約", "Kettle Spring Bundle", "Pet Cover Trial", "Crème Brûlée Torch", "Night Owl Broadband",
    ]
    private static let offerHeads = [
        "Alpine", "Breeze", "Cascade", "Dawn", "Echo", "Fern", "Glacier", "Harvest", "Ivory", "Jasmine", "Koi",
        "Lagoon",
        "Meadow", "Nectar", "Orchid", "Prairie", "Quest", "Ripple", "Summit", "Tundra",
    ]
    private static let offerTails = [
        "Mattress CPA", "Car Quote", "VPN Trial", "Meal Kit", "Credit Card", "Phone Plan", "Heat Pump", "Tax Help",
        "Language App", "Garden Box", "Home Alarm", "Gym Pass",
    ]

    private static let flows = [
        "Solar Leads", "Auto Insurance", "住宅ローン", "Home Security", "Prêt Immobilier", "Debt Relief", "Pet Insurance",
    ]
    private static let flowHeads = [
        "Roofing", "Windows", "Education", "Health Plan", "Mortgage", "Moving", "Energy Switch",
    ]
    private static let flowTails = ["West", "East", "National", "Premium", "Trial", "Partners", "Plus", "Direct"]

    private static let sources = [
        "WebForm A", "Acme Media", "Nimbus Forms", "メディア工房", "Orchard Leads", "Señal Directa", "Call Transfer B",
    ]
    private static let sourceTails = ["Forms", "Leads", "Quotes", "Surveys", "Landing Pages", "Co-reg"]
}
