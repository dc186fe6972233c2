// What `captop once` prints of anything but caps: rows of documented columns, as a table for people, JSON for programs,
// CSV for spreadsheets. Knows no objects: see ListRow.
import Models

struct ListReport: Sendable {
    static let schema = 1

    var what: OnceWhat
    var generatedAt: Timestamp
    var networks: [NetworkState]
    /// In the order of the networks and of their lists.
    var rows: [ListRow]

    /// - Parameters:
    ///   - filter: words; each must occur in one of a row's names, ids or words.
    ///   - limit: of rows in all.
    init(_ what: OnceWhat, networks: [NetworkState], filter: String, limit: Int?, at now: Timestamp) {
        self.what = what
        self.networks = networks
        generatedAt = now
        let words = filter.lowercased().split(whereSeparator: \.isWhitespace)
        let all = networks.flatMap { ListRow.rows(what, of: $0) }
        let found = all.filter { row in words.allSatisfy { row.searchText.contains($0) } }
        rows = Array(found.prefix(limit ?? found.count))
    }

    /// Rows that are chosen and in order already.
    init(_ what: OnceWhat, networks: [NetworkState], rows: [ListRow], at now: Timestamp) {
        self.what = what
        self.networks = networks
        self.rows = rows
        generatedAt = now
    }

    func table() -> String {
        let (titles, rightAligned) = what.tableTitles
        return PlainTable(titles: titles, rightAligned: rightAligned, rows: rows.map(\.cells)).text()
    }

    func json() -> String {
        let value = JSONValue.object([
            ("schema", .int(ListReport.schema)),
            ("generated_at", .string(generatedAt.rfc3339(fractionDigits: 0))),
            ("networks", .array(networks.map { JSONReport.network($0, at: generatedAt) })),
            (what.rawValue, .array(rows.map { .object($0.members) })),
        ])
        return String(decoding: value.serialized(), as: UTF8.self) + "\n"
    }

    func csv() -> String {
        let lines = rows.map { row in row.members.map { CSVReport.cell($0.1) }.joined(separator: ",") }
        return ([what.columns.joined(separator: ",")] + lines).map { $0 + "\r\n" }.joined()
    }
}

extension OnceWhat {
    /// The members of the JSON and the columns of the CSV.
    var columns: [String] {
        switch self {
        case .caps: []
        case .offers: ["id", "network", "network_offer_id", "name", "offer_status", "network_offer_group_id"]
        case .affiliates: ["id", "network", "network_affiliate_id", "name", "account_status"]
        case .payouts, .tiers: ["id", "network"] + wireNames
        case .commissions: ["id", "network"] + wireNames + ["progress"]
        }
    }

    /// The documented fields in the wire's order, without what is only there to show other objects.
    var wireNames: [String] { (money?.fields ?? []).map(\.name).filter { $0 != "relationship" } }

    fileprivate var tableTitles: (titles: [String], rightAligned: Set<Int>) {
        switch self {
        case .caps: ([], [])
        case .offers: (["OFFER", "ID", "STATUS", "GROUP", "NETWORK"], [])
        case .affiliates: (["AFFILIATE", "ID", "STATUS", "NETWORK"], [])
        case .payouts: (["NAME", "OFFER", "AFFILIATES", "PAYOUT", "REVENUE", "VALID", "STATUS", "NETWORK"], [])
        case .commissions:
            (["NAME", "OFFERS", "AFFILIATES", "GOAL", "CHANGE", "PERIOD", "REACHED", "STATUS", "NETWORK"], [6])
        case .tiers: (["NAME", "MARGIN", "DEFAULT", "MEMBERS", "STATUS", "NETWORK"], [1])
        }
    }
}
