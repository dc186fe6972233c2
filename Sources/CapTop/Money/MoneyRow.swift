// One line of the screens of the money side: a custom payout setting, a tiered commission or an affiliate tier. Words only;
// MoneyView draws them.
import Models

struct MoneyRow: Equatable {
    enum Item: Equatable {
        case payout(Everflow.CustomPayoutRevenue)
        case commission(Everflow.TieredCommission)
        case tier(Everflow.AffiliateTier)
    }

    let network: String
    let item: Item

    var id: Int {
        switch item {
        case .payout(let setting): setting.id
        case .commission(let commission): commission.id
        case .tier(let tier): tier.id
        }
    }

    var name: String {
        switch item {
        case .payout(let setting): setting.name
        case .commission(let commission): commission.name
        case .tier(let tier): tier.name
        }
    }

    var status: String {
        switch item {
        case .payout(let setting): setting.status
        case .commission(let commission): commission.status
        case .tier(let tier): tier.status
        }
    }

    var target: EditTarget {
        let kind: EditableKind =
            switch item {
            case .payout: .customPayout
            case .commission: .tieredCommission
            case .tier: .affiliateTier
            }
        return EditTarget(network: network, kind: kind, key: String(id))
    }

    var subject: SubjectID { SubjectID(network: network, id: String(id)) }

    /// Every documented field as the wire has it.
    var tree: JSONValue {
        switch item {
        case .payout(let setting): setting.json()
        case .commission(let commission): commission.json()
        case .tier(let tier): tier.json()
        }
    }

    /// Fields of `tree` that lists leave out and that have not been read: not known, which is not the same as none.
    func unread(in money: NetworkMoney?) -> Set<String> {
        switch item {
        case .payout(let setting): money?.unreadPayouts.contains(setting.id) == true ? ["variables", "ruleset"] : []
        case .commission: []
        case .tier(let tier): tier.labels == nil ? ["labels"] : []
        }
    }

    /// Where the words of a filter are looked for.
    func searchText(_ names: NameBook) -> String {
        let parts: [String] =
            switch item {
            case .payout(let setting):
                [names.offer(setting.offerID)] + (setting.affiliateIDs ?? []).map(names.affiliate)
            case .commission(let commission):
                (commission.offerIDs ?? []).map(names.offer) + (commission.affiliateIDs ?? []).map(names.affiliate)
            case .tier(let tier): (tier.affiliateIDs ?? []).map(names.affiliate)
            }
        return ([name, status, network, String(id)] + parts).joined(separator: "\n").lowercased()
    }
}

extension MoneyResource {
    /// The title of its screen.
    var title: String {
        switch self {
        case .customPayout: "Custom payouts"
        case .tieredCommission: "Tiered commissions"
        case .affiliateTier: "Affiliate tiers"
        }
    }

    func rows(of network: NetworkState) -> [MoneyRow]? {
        guard let money = network.snapshot?.money else { return nil }
        let items: [MoneyRow.Item]? =
            switch self {
            case .customPayout: money.payouts?.map(MoneyRow.Item.payout)
            case .tieredCommission: money.commissions?.map(MoneyRow.Item.commission)
            case .affiliateTier: money.tiers?.map(MoneyRow.Item.tier)
            }
        return items?.map { MoneyRow(network: network.network.name, item: $0) }
    }
}
