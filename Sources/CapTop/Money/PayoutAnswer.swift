// What an affiliate earns on an offer and why, for the detail pane of a pair: the setting that wins and why the others do
// not, tier, commission and next goal, and the arithmetic. Words only.
import Models

struct PayoutAnswer {
    struct Line: Equatable {
        var text: String
        /// A heading stands out; what the API reference leaves open is captop's reading.
        var isHeading = false
    }

    let lines: [Line]

    /// Nothing for what is no pair of an Everflow network, and before its money side has been read.
    init(of pair: SubjectPair, in network: NetworkState, at now: Timestamp) {
        guard let money = network.snapshot?.money, let affiliate = Int(pair.affiliate), let offer = Int(pair.offer)
        else {
            lines = []
            return
        }
        let answer = money.effectivePayout(affiliateID: affiliate, offerID: offer, at: network.serverTime(at: now))
        let currency = (money.offers[offer]?.currency ?? network.network.currency).map { " \($0)" } ?? ""
        lines =
            PayoutAnswer.side("payout", answer.payout, currency)
            + PayoutAnswer.side("revenue", answer.revenue, currency)
            + PayoutAnswer.settings(answer.settings) + PayoutAnswer.tier(answer) + PayoutAnswer.commissions(answer)
    }

    private static func side(_ name: String, _ side: EffectivePayout.Side, _ currency: String) -> [Line] {
        let amount = side.amount.map { "\($0)\(currency) a conversion" } ?? "not to be said without the conversion"
        return [Line(text: "\(name): \(amount)", isHeading: true)]
            + side.lines.map { Line(text: "  \($0.text)\($0.isReading ? " (captop's reading)" : "")") }
    }

    private static func settings(_ choice: CustomPayoutChoice) -> [Line] {
        choice.candidates.map { candidate in
            let setting = "setting \(candidate.setting.id) \"\(candidate.setting.name)\""
            switch candidate.standing {
            case .wins: return Line(text: "\(setting) wins: \(candidate.reason)")
            case .lessSpecific, .depends, .doesNotHold: return Line(text: "  not \(setting): \(candidate.reason)")
            }
        }
    }

    private static func tier(_ answer: EffectivePayout) -> [Line] {
        answer.tier.map { [Line(text: "tier \($0.id) \"\($0.name)\", margin \($0.payoutMargin)%")] } ?? []
    }

    private static func commissions(_ answer: EffectivePayout) -> [Line] {
        let lines = answer.commissions.candidates.map { candidate in
            Line(
                text: "commission \(candidate.commission.id) \"\(candidate.commission.name)\" "
                    + "\(candidate.standing == .inForce ? "in force" : "not in force"): \(candidate.reason)")
        }
        guard let next = answer.commissions.nextGoal else { return lines }
        return lines + [
            Line(text: "next goal: \(next.metric.words) \(next.amount) of \(next.goal), \(next.missing) to go")
        ]
    }
}
