// How specific a custom setting is: the order that CustomPayoutChoice's opening words give, and nothing else.

/// The greater is the more specific one.
struct CustomPayoutSpecificity: Comparable {
    private let id: Int
    private let ranks: [Int64]

    init(_ setting: Everflow.CustomPayoutRevenue) {
        id = setting.id
        let hasDates = !(setting.dateValidFrom ?? "").isEmpty || !(setting.dateValidTo ?? "").isEmpty
        ranks = [
            Int64(setting.ruleset?.ruleCount ?? 0), Int64(setting.variables?.count ?? 0),
            setting.isApplyAllAffiliates ? 0 : 1, setting.isApplySpecificOfferURLs == true ? 1 : 0, hasDates ? 1 : 0,
            setting.timeCreated?.milliseconds ?? .min, -Int64(setting.id),
        ]
    }

    static func < (left: CustomPayoutSpecificity, right: CustomPayoutSpecificity) -> Bool {
        left.ranks.lexicographicallyPrecedes(right.ranks)
    }

    /// Where it falls short of `other`, which is more specific.
    func shortcoming(against other: CustomPayoutSpecificity) -> String {
        let place = ranks.indices.first { ranks[$0] != other.ranks[$0] } ?? ranks.count - 1
        let than = "setting \(other.id)"
        return switch place {
        case 0: "has fewer targeting rules than \(than) (\(ranks[0]) against \(other.ranks[0]))"
        case 1: "has fewer variables than \(than) (\(ranks[1]) against \(other.ranks[1]))"
        case 2: "is for all affiliates, \(than) for named ones"
        case 3: "is for all offer URLs, \(than) for named ones"
        case 4: "has no dates, \(than) has"
        case 5: "is older than \(than)"
        default: "is as old as \(than), whose id is lower"
        }
    }
}
