// What `captop once --what` lists. Knows the words, not the lists.
import ArgumentParser
import Models

enum OnceWhat: String, ExpressibleByArgument, CaseIterable {
    case caps, offers, affiliates, payouts, commissions, tiers

    /// What it is on the money side; nil for the others.
    var money: MoneyResource? {
        switch self {
        case .caps, .offers, .affiliates: nil
        case .payouts: .customPayout
        case .commissions: .tieredCommission
        case .tiers: .affiliateTier
        }
    }

    init?(_ resource: MoneyResource) {
        guard let what = OnceWhat.allCases.first(where: { $0.money == resource }) else { return nil }
        self = what
    }

    /// As sentences say it.
    var noun: String { money.map { "\($0.noun)s" } ?? rawValue }
}
