// Which of several custom settings holds: the most specific (Everflow reference, 9.1), and why each of the others does
// not.
//
// The reference does not say what makes a setting specific. captop's reading follows the order that Everflow's help
// pages give for custom settings: more rules in the rule set, then more variables, then named affiliates before all,
// then named offer URLs (which the pages leave out), then dates before none, then the newer one, then the lower id. One
// setting wins as a whole: a side that it does not switch on stays as it is without any.

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
