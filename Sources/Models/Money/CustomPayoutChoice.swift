// Which of several custom settings holds: the most specific (Everflow reference, 9.1), and why each of the others does not.
//
// The reference does not say what makes a setting specific. captop's reading follows the order that Everflow's help pages
// give for custom settings: more rules in the rule set, then more variables, then named affiliates before all, then named
// offer URLs (which the pages leave out), then dates before none, then the newer one, then the lower id. One setting wins as
// a whole: a side that it does not switch on stays as it is without any.

public struct CustomPayoutChoice: Hashable, Sendable {
    public struct Candidate: Hashable, Sendable {
        public enum Standing: Hashable, Sendable {
            case wins
            /// It holds, but another is more specific.
            case lessSpecific
            /// It holds for some of the traffic: captop does not know whether for this.
            case depends
            case doesNotHold
        }

        public let setting: Everflow.CustomPayoutRevenue
        public let standing: Standing
        /// A sentence: `is for affiliate 64`, `has fewer variables than setting 318 (1 against 2)`.
        public let reason: String
    }

    /// The winner first, then by standing, the more specific ones before the others.
    public let candidates: [Candidate]

    public var winner: Everflow.CustomPayoutRevenue? {
        candidates.first.flatMap { $0.standing == .wins ? $0.setting : nil }
    }

    /// - Parameter settings: settings of any offer; those of others are passed over.
    public init(among settings: [Everflow.CustomPayoutRevenue], for facts: ConversionFacts) {
        let own = settings.filter { $0.offerID == facts.offerID }
            .sorted { CustomPayoutSpecificity($0) > CustomPayoutSpecificity($1) }
        let judged = own.map { (setting: $0, obstacle: $0.obstacle(for: facts)) }
        let winner = judged.first { $0.obstacle == nil }?.setting
        let candidates = judged.map { CustomPayoutChoice.candidate($0.setting, $0.obstacle, winner: winner) }
        let order: [Candidate.Standing] = [.wins, .lessSpecific, .depends, .doesNotHold]
        self.candidates = order.flatMap { standing in candidates.filter { $0.standing == standing } }
    }

    /// The winner alone, for those who ask often.
    public static func winner(
        among settings: [Everflow.CustomPayoutRevenue], for facts: ConversionFacts
    ) -> Everflow.CustomPayoutRevenue? {
        settings.filter { $0.offerID == facts.offerID && $0.obstacle(for: facts) == nil }
            .max { CustomPayoutSpecificity($0) < CustomPayoutSpecificity($1) }
    }

    private static func candidate(
        _ setting: Everflow.CustomPayoutRevenue, _ obstacle: CustomPayoutObstacle?,
        winner: Everflow.CustomPayoutRevenue?
    ) -> Candidate {
        if let obstacle {
            return Candidate(
                setting: setting, standing: obstacle.isCertain ? .doesNotHold : .depends, reason: obstacle.text)
        }
        guard let winner, winner.id != setting.id else {
            return Candidate(setting: setting, standing: .wins, reason: "is the most specific one that holds")
        }
        let reason = CustomPayoutSpecificity(setting).shortcoming(against: CustomPayoutSpecificity(winner))
        return Candidate(setting: setting, standing: .lessSpecific, reason: reason)
    }
}

/// How specific a setting is, by the order above.
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
