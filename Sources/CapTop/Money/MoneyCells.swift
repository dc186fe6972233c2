// The columns of the screens of the money side and what stands in them.
import Models
import TUIKitLite

struct MoneyCells {
    private let books: [String: NameBook]
    private let state: AppState
    private let look: Look

    init(state: AppState, look: Look) {
        self.state = state
        self.look = look
        books = Dictionary(
            state.networks.map { ($0.network.name, NameBook($0.snapshot)) }, uniquingKeysWith: { first, _ in first })
    }

    static func columns(of resource: MoneyResource) -> [TableColumn] {
        switch resource {
        case .customPayout:
            [
                TableColumn("NAME", width: .flexible(min: 14, weight: 4), priority: 10),
                TableColumn("OFFER", width: .flexible(min: 10, weight: 3), priority: 8),
                TableColumn("AFFILIATES", width: .flexible(min: 10, weight: 3), priority: 7),
                TableColumn("PAYOUT", width: .flexible(min: 9, weight: 1), alignment: .right, priority: 9),
                TableColumn("REVENUE", width: .flexible(min: 9, weight: 1), alignment: .right, priority: 5),
                TableColumn("VALID", width: .fixed(24), priority: 4),
                TableColumn("STATUS", width: .fixed(8), priority: 6),
            ]
        case .tieredCommission:
            [
                TableColumn("NAME", width: .flexible(min: 14, weight: 4), priority: 10),
                TableColumn("OFFERS", width: .flexible(min: 10, weight: 3), priority: 6),
                TableColumn("GOAL", width: .flexible(min: 12, weight: 2), priority: 8),
                TableColumn("CHANGE", width: .flexible(min: 12, weight: 3), priority: 7),
                TableColumn("PERIOD", width: .fixed(9), priority: 4),
                TableColumn("NEAREST", width: .flexible(min: 8, weight: 2), priority: 9),
                TableColumn("%", width: .fixed(6), alignment: .right, priority: 9),
                TableColumn("STATUS", width: .fixed(8), priority: 5),
            ]
        case .affiliateTier:
            [
                TableColumn("NAME", width: .flexible(min: 14, weight: 3), priority: 10),
                TableColumn("MARGIN", width: .fixed(8), alignment: .right, priority: 9),
                TableColumn("DEFAULT", width: .fixed(7), priority: 7),
                TableColumn("MEMBERS", width: .fixed(7), alignment: .right, priority: 8),
                TableColumn("WHO", width: .flexible(min: 12, weight: 5), priority: 6),
                TableColumn("STATUS", width: .fixed(8), priority: 5),
            ]
        }
    }

    func cell(_ row: MoneyRow, column: Int) -> CellContent {
        let names = books[row.network] ?? NameBook(nil)
        let style = look[row.status == "active" ? .text : .muted]
        switch row.item {
        case .payout(let setting): return .text(text(setting, column, names), style)
        case .commission(let commission): return cell(commission, row, column, names, style)
        case .tier(let tier): return .text(text(tier, column, names), style)
        }
    }

    private func text(_ setting: Everflow.CustomPayoutRevenue, _ column: Int, _ names: NameBook) -> String {
        switch column {
        case 0: setting.name
        case 1: names.offer(setting.offerID)
        case 2: setting.isApplyAllAffiliates ? "all" : names.affiliates(setting.affiliateIDs)
        case 3: MoneyText.payout(setting)
        case 4: MoneyText.revenue(setting)
        case 5: MoneyText.dates(setting.dateValidFrom, setting.dateValidTo)
        default: setting.status
        }
    }

    private func cell(
        _ commission: Everflow.TieredCommission, _ row: MoneyRow, _ column: Int, _ names: NameBook, _ style: Style
    ) -> CellContent {
        switch column {
        case 0: return .text(commission.name, style)
        case 1: return .text(names.offers(commission.offerIDs), style)
        case 2: return .text(MoneyText.goals(commission), style)
        case 3: return .text(MoneyText.changes(commission), style)
        case 4: return .text(commission.period, style)
        case 5: return nearest(commission, row.network).map { .bar(Bar(goal: $0, look: look)) } ?? .text("", style)
        case 6: return .text(Figures.percent(nearest(commission, row.network)?.fraction), style)
        default: return .text(commission.status, style)
        }
    }

    /// The goal that somebody is nearest to without having reached it; else one that is reached.
    private func nearest(_ commission: Everflow.TieredCommission, _ network: String) -> CommissionProgress? {
        let money = state.networkState(named: network)?.snapshot?.money
        let all = money?.progress(commissionID: commission.id).flatMap(\.progress) ?? []
        return all.filter { !$0.isReached }.max { $0.fraction < $1.fraction } ?? all.first
    }

    private func text(_ tier: Everflow.AffiliateTier, _ column: Int, _ names: NameBook) -> String {
        switch column {
        case 0: tier.name
        case 1: "\(tier.payoutMargin)%"
        case 2: tier.isDefaultTier ? "default" : ""
        case 3: "\(tier.affiliateIDs?.count ?? 0)"
        case 4: names.affiliates(tier.affiliateIDs)
        default: tier.status
        }
    }
}
