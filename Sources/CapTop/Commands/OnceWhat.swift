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

    /// As sentences say it.
    var noun: String { money.map { "\($0.noun)s" } ?? rawValue }
}
