// One row of a list report: its members in the order of the columns, its cells in the table, and where a filter's words
// are looked for. The one place that knows which object gives which.
import Models

struct ListRow: Sendable {
    /// In the order of `OnceWhat.columns`.
    let members: [(String, JSONValue)]
    let cells: [String]
    /// In lower case, one text a line.
    let searchText: String

    static func rows(_ what: OnceWhat, of network: NetworkState) -> [ListRow] {
        guard let snapshot = network.snapshot else { return [] }
        switch what {
        case .caps: return []
        case .offers: return snapshot.offers.map { ListRow($0, of: snapshot) }
        case .affiliates: return snapshot.affiliates.map { ListRow($0, of: snapshot) }
        case .payouts, .commissions, .tiers:
            let names = NameBook(snapshot)
            let rows = what.money?.rows(of: network) ?? []
            return rows.map { ListRow($0, of: snapshot, names, what) }
        }
    }

    private init(_ what: OnceWhat, _ values: [JSONValue], cells: [String], searchText: String) {
        members = Array(zip(what.columns, values))
        self.cells = cells
        self.searchText = searchText
    }
}

// Offers and affiliates; at LeadConduit flows and the entities behind sources.
extension ListRow {
    private init(_ offer: Offer, of snapshot: NetworkSnapshot) {
        let kind: EditableKind = snapshot.network.kind == .everflow ? .offer : .flow
        let network = snapshot.network.name
        let id = EditTarget(network: network, kind: kind, key: offer.id).text
        self.init(
            .offers,
            [
                .string(id), .string(network), ListRow.key(offer.id, snapshot), .string(offer.name),
                .string(offer.status), offer.groupID.map { ListRow.key($0, snapshot) } ?? .null,
            ],
            cells: [offer.name, offer.id, offer.status, offer.groupID ?? "-", network],
            searchText: [id, network, offer.name, offer.status].joined(separator: "\n").lowercased())
    }

    private init(_ affiliate: Affiliate, of snapshot: NetworkSnapshot) {
        let isEverflow = snapshot.network.kind == .everflow
        let network = snapshot.network.name
        let id = "\(network)/\(isEverflow ? "affiliate" : "entity"):\(affiliate.id)"
        self.init(
            .affiliates,
            [
                .string(id), .string(network), ListRow.key(affiliate.id, snapshot), .string(affiliate.name),
                .string(affiliate.status),
            ],
            cells: [affiliate.name, affiliate.id, affiliate.status, network],
            searchText: [id, network, affiliate.name, affiliate.status].joined(separator: "\n").lowercased())
    }

    /// Everflow's ids are numbers, LeadConduit's texts.
    private static func key(_ id: String, _ snapshot: NetworkSnapshot) -> JSONValue {
        guard snapshot.network.kind == .everflow, let number = Int(id) else { return .string(id) }
        return .int(number)
    }
}

// The money side.
extension ListRow {
    private init(_ row: MoneyRow, of snapshot: NetworkSnapshot, _ names: NameBook, _ what: OnceWhat) {
        let id = row.target.text
        let tree = row.tree
        var values: [JSONValue] = [.string(id), .string(row.network)] + what.wireNames.map { tree[$0] ?? .null }
        let cells: [String]
        switch row.item {
        case .payout(let setting):
            if snapshot.money?.unreadPayouts.contains(setting.id) == true {
                values = zip(what.columns, values).map { ["variables", "ruleset"].contains($0) ? .null : $1 }
            }
            cells = [
                setting.name, names.offer(setting.offerID), ListRow.affiliates(setting, names),
                MoneyText.payout(setting), MoneyText.revenue(setting),
                MoneyText.dates(setting.dateValidFrom, setting.dateValidTo), setting.status,
            ]
        case .commission(let commission):
            let runs = snapshot.money?.progress(commissionID: commission.id) ?? []
            values.append(.array(runs.map(ListRow.json)))
            let everybody = commission.isApplyAllAffiliates == true
            cells = [
                commission.name, names.offers(commission.offerIDs),
                everybody ? "all" : names.affiliates(commission.affiliateIDs), MoneyText.goals(commission),
                MoneyText.changes(commission), commission.period, ListRow.reached(runs), commission.status,
            ]
        case .tier(let tier):
            cells = [
                tier.name, "\(tier.payoutMargin)%", tier.isDefaultTier ? "default" : "",
                names.affiliates(tier.affiliateIDs), tier.status,
            ]
        }
        self.init(
            what, values, cells: cells + [row.network],
            searchText: id.lowercased() + "\n" + row.searchText(names))
    }

    private static func affiliates(_ setting: Everflow.CustomPayoutRevenue, _ names: NameBook) -> String {
        setting.isApplyAllAffiliates ? "all" : names.affiliates(setting.affiliateIDs)
    }

    /// `2 of 5`: affiliates on offers that have reached every goal; `-` when none runs.
    private static func reached(_ runs: [CommissionRun]) -> String {
        runs.isEmpty ? "-" : "\(runs.count { $0.isReached }) of \(runs.count)"
    }

    private static func json(_ run: CommissionRun) -> JSONValue {
        let amounts = Everflow.CommissionMetric.allCases.map { metric in
            (metric.rawValue, run.amounts.map { JSONValue.quantity($0[metric]) } ?? .null)
        }
        let instants = [("started_at", run.startedAt), ("ends_at", run.endsAt), ("as_of", run.asOf)].map {
            name, instant in
            (name, instant.map { JSONValue.string($0.rfc3339(fractionDigits: 0)) } ?? .null)
        }
        return .object(
            [("network_affiliate_id", .int(run.affiliateID)), ("network_offer_id", .int(run.offerID))] + instants
                + amounts + [("is_reached", run.amounts == nil ? .null : .bool(run.isReached))])
    }
}
