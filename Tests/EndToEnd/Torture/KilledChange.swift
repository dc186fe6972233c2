// The kinds of change that `captop set` makes, for being killed at each of their requests: what is typed, how many requests
// that takes, and how somebody else sees which of them the network has done. Requests: Everflow reference, 4.2, 4.3, 6.4 and
// 7 to 11; LeadConduit reference, 3.5.
import Models
import Testing

enum KilledChange: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case customCap = "custom cap"
    case offer
    case offerGroup = "offer group"
    case affiliateStatus = "affiliate's status"
    case affiliateNotes = "affiliate's other fields"
    case affiliateBoth = "affiliate's status and other fields"
    case payoutFields = "custom payout's bulk fields"
    case payoutWhole = "custom payout's other fields"
    case commission
    case tier = "affiliate tier"
    case newPayout = "new custom payout"
    case newCommission = "new commission"
    case newTier = "new affiliate tier"
    case leadCap = "LeadConduit cap"
    case flow
    case source

    var testDescription: String { rawValue }

    var isLeadConduit: Bool { [.leadCap, .flow, .source].contains(self) }

    var isCreation: Bool { [.newPayout, .newCommission, .newTier].contains(self) }

    var writes: Int { isLeadConduit || self == .affiliateBoth ? 2 : 1 }

    private static let name = "Kettle rate"

    // MARK: - What is typed

    /// What has to be there first, each as `captop set` takes it; each makes an object, whose id goes into `arguments`.
    func ground(_ ground: Ground) -> [[String]] {
        switch self {
        case .payoutFields, .payoutWhole: [KilledChange.newPayout.arguments(ground, id: "")]
        case .commission: [KilledChange.newCommission.arguments(ground, id: "")]
        case .tier: [KilledChange.newTier.arguments(ground, id: "")]
        default: []
        }
    }

    /// - Parameter id: what `ground` has made.
    func arguments(_ ground: Ground, id: String) -> [String] {
        switch self {
        case .customCap: ["acme/custom:\(ground.customCap.id)", "\(ground.customCap.field)=7001"]
        case .offer: ["acme/offer:\(ground.offer)", "weekly_click_cap=7002"]
        case .offerGroup: ["acme/group:\(ground.group)", "weekly_click_cap=7003"]
        case .affiliateStatus: ["acme/affiliate:\(ground.affiliate)", "account_status=inactive"]
        case .affiliateNotes: ["acme/affiliate:\(ground.affiliate)", "internal_notes=paid late"]
        case .affiliateBoth:
            ["acme/affiliate:\(ground.affiliate)", "account_status=inactive", "internal_notes=paid late"]
        case .payoutFields: ["acme/payout:\(id)", "payout_amount=19.5"]
        case .payoutWhole: ["acme/payout:\(id)", "public_description=Winter rate"]
        case .commission: ["acme/commission:\(id)", "conversion_goal=400"]
        case .tier: ["acme/tier:\(id)", "payout_margin=15"]
        case .newPayout:
            [
                "acme/payout:new", "name=\(KilledChange.name)", "network_offer_id=\(ground.offer)",
                "network_affiliate_ids=\(ground.affiliate)", "is_custom_payout_enabled=true", "payout_type=cpa",
                "payout_amount=18",
            ]
        case .newCommission:
            [
                "acme/commission:new", "name=\(KilledChange.name)", "start_date=2026-01-01", "end_date=2026-12-31",
                "network_offer_ids=\(ground.offer)", "network_affiliate_ids=\(ground.affiliate)",
                "is_payout_enabled=true", "payout_action=increase", "payout_value=12", "conversion_goal=300",
            ]
        case .newTier:
            [
                "acme/tier:new", "name=\(KilledChange.name)", "payout_margin=12.5",
                "network_affiliate_ids=\(ground.affiliate)",
            ]
        case .leadCap: ["leads/cap:\(ground.leadCap.id)", "maximum=7004"]
        case .flow: ["leads/flow:\(ground.flow)", "enabled=false"]
        case .source: ["leads/source:\(ground.flow):\(ground.source)", "enabled=false"]
        }
    }

    // MARK: - What somebody else sees

    /// For each request that changes something by itself whether the network has done it.
    func done(_ ground: Ground, id: String, _ somebody: SomebodyElse) throws -> [Bool] {
        func isSet(_ path: String, _ field: String, _ value: String) throws -> Bool {
            try somebody.get("/v1/networks/\(path)")[field]?.text == value
        }
        let affiliate = "affiliates/\(ground.affiliate)"
        switch self {
        case .customCap: return [try isSet("custom/caps/\(ground.customCap.id)", ground.customCap.field, "7001")]
        case .offer: return [try isSet("offers/\(ground.offer)", "weekly_click_cap", "7002")]
        case .offerGroup: return [try isSet("offergroups/\(ground.group)", "weekly_click_cap", "7003")]
        case .affiliateStatus: return [try isSet(affiliate, "account_status", "inactive")]
        case .affiliateNotes: return [try isSet(affiliate, "internal_notes", "paid late")]
        case .affiliateBoth:
            return [
                try isSet(affiliate, "account_status", "inactive"), try isSet(affiliate, "internal_notes", "paid late"),
            ]
        case .payoutFields: return [try isSet("custom/payoutrevenue/\(id)", "payout_amount", "19.5")]
        case .payoutWhole: return [try isSet("custom/payoutrevenue/\(id)", "public_description", "Winter rate")]
        case .commission: return [try isSet("tieredcommissions/\(id)", "conversion_goal", "400")]
        case .tier: return [try isSet("affiliatetiers/\(id)", "payout_margin", "15")]
        case .newPayout, .newCommission, .newTier: return [try made(somebody).count == 1]
        case .leadCap:
            let caps = try somebody.get("/flows/\(ground.flow)")["caps"]?.array ?? []
            return [caps.contains { $0["id"]?.text == ground.leadCap.id && $0["maximum"]?.int64 == 7004 }]
        case .flow: return [try somebody.get("/flows/\(ground.flow)")["enabled"]?.bool == false]
        case .source:
            let sources = try somebody.get("/flows/\(ground.flow)")["sources"]?.array ?? []
            return [sources.contains { $0["entity"]?["id"]?.text == ground.source && $0["enabled"]?.bool == false }]
        }
    }

    /// The ids of what a creation has made. More than one is a change that was made twice.
    func made(_ somebody: SomebodyElse) throws -> [String] {
        let (method, path, list, id) =
            switch self {
            case .newPayout:
                (
                    "GET", "custom/payoutrevenue", "custom_payout_revenue_settings",
                    "network_custom_payout_revenue_setting_id"
                )
            case .newCommission:
                ("POST", "tieredcommissions/table", "tiered_commissions", "network_tiered_commission_id")
            default: ("GET", "affiliatetiers", "tiers", "network_affiliate_tier_id")
            }
        let answer = try somebody.send(method, "/v1/networks/\(path)?page=1&page_size=500")
        let rows = try #require(answer[list]?.array, "no \(list)")
        return rows.filter { $0["name"]?.text == KilledChange.name }.compactMap { $0[id]?.text }
    }
}
