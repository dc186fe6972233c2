// Rows of what an account holds, to and from SQL. Knows nothing of what they mean.

import GRDB
import Models

enum AccountTables {
    // MARK: - Writing

    /// Adds the records, or replaces those that have their ids.
    static func put(_ account: Account, into database: Database) throws {
        try put(account.affiliates, "affiliates", 10, into: database) {
            [
                $0.id, $0.name, $0.status, $0.country, $0.homeZone, $0.managerID, text($0.labels),
                $0.createdAt.milliseconds, $0.savedAt.milliseconds, text(.object($0.details)),
            ]
        }
        try put(account.advertisers, "advertisers", 5, into: database) {
            [$0.id, $0.name, $0.status, $0.createdAt.milliseconds, $0.savedAt.milliseconds]
        }
        try put(account.offers, "offers", 17, into: database, offerArguments)
        try put(account.groups, "offer_groups", 11, into: database) {
            [
                $0.id, $0.advertiserID, $0.name, $0.status, $0.currency, $0.isCapsEnabled, $0.isSoftCap,
                text($0.limits), $0.createdAt.milliseconds, $0.savedAt.milliseconds, text(.object($0.details)),
            ]
        }
        try put(account.customCaps, "custom_caps", 8, into: database) {
            [
                $0.id, $0.pair.offer, $0.pair.affiliate, $0.name, $0.isSoftCap, text($0.limits),
                $0.createdAt.milliseconds, $0.savedAt.milliseconds,
            ]
        }
        try putMoney(account, into: database)
        try put(account.flows, "flows", 3, into: database) { [$0.id, text($0.saved), text($0.deployed)] }
        try put(account.pairTraffic, "pair_traffic", 4, into: database) {
            [$0.pair.offer, $0.pair.affiliate, $0.clicksPerDay, $0.conversionRate]
        }
        try put(account.sourceTraffic, "source_traffic", 4, into: database) {
            [$0.flowID, $0.sourceID, $0.leadsPerDay, $0.zone]
        }
    }

    private static func offerArguments(_ offer: OfferRecord) -> StatementArguments {
        [
            offer.id, offer.advertiserID, offer.groupID, offer.name, offer.status, offer.visibility, offer.currency,
            offer.category, offer.isCapsEnabled, offer.isSoftCap, offer.capsTimezoneID, text(offer.limits),
            offer.payout.millionths, offer.revenue.millionths, text(offer.labels), offer.createdAt.milliseconds,
            offer.savedAt.milliseconds,
        ]
    }

    private static func put<Record>(
        _ records: [Record], _ table: String, _ columns: Int, into database: Database,
        _ arguments: (Record) -> StatementArguments
    ) throws {
        guard !records.isEmpty else { return }
        let places = Array(repeating: "?", count: columns).joined(separator: ", ")
        let statement = try database.makeStatement(sql: "INSERT OR REPLACE INTO \(table) VALUES (\(places))")
        for record in records {
            statement.setUncheckedArguments(arguments(record))
            try statement.execute()
        }
    }

    private static func putMoney(_ account: Account, into database: Database) throws {
        try put(account.offerEvents, "offer_events", 10, into: database) {
            [
                $0.id, $0.offerID, $0.name, $0.payout.type, $0.payout.amount.millionths,
                $0.payout.percentage.millionths, $0.revenue.type, $0.revenue.amount.millionths,
                $0.revenue.percentage.millionths, $0.createdAt.milliseconds,
            ]
        }
        for (table, records) in [
            ("custom_payouts", account.customPayouts), ("tiered_commissions", account.commissions),
            ("affiliate_tiers", account.tiers),
        ] {
            try put(records, table, 4, into: database) {
                [$0.id, text(.object($0.document)), $0.createdAt.milliseconds, $0.savedAt.milliseconds]
            }
        }
    }

    static func delete(_ caps: [CustomCapRecord], from database: Database) throws {
        for cap in caps { try database.execute(sql: "DELETE FROM custom_caps WHERE id = ?", arguments: [cap.id]) }
    }

    static func delete(customPayouts ids: [Int], from database: Database) throws {
        for id in ids { try database.execute(sql: "DELETE FROM custom_payouts WHERE id = ?", arguments: [id]) }
    }

    static func append(_ changelogs: [ChangelogRecord], into database: Database) throws {
        for record in changelogs {
            try database.execute(
                sql: "INSERT INTO changelogs (id, flow_id, entry) VALUES (?, ?, ?)",
                arguments: [record.id, record.flowID, text(record.entry)])
        }
    }

    // MARK: - Reading

    /// A flow's change log, newest first.
    static func changelogs(ofFlow id: String, in database: Database) throws -> [JSONValue] {
        try String.fetchAll(
            database, sql: "SELECT entry FROM changelogs WHERE flow_id = ? ORDER BY sequence DESC", arguments: [id]
        ).map(json)
    }

    static func account(in database: Database) throws -> Account {
        var account = Account()
        account.affiliates = try all("affiliates", in: database) { row in
            AffiliateRecord(
                id: row[0], name: row[1], status: row[2], country: row[3], homeZone: row[4], managerID: row[5],
                labels: labels(row[6]), createdAt: time(row[7]), savedAt: time(row[8]), details: details(row[9]))
        }
        account.advertisers = try all("advertisers", in: database) { row in
            AdvertiserRecord(
                id: row[0], name: row[1], status: row[2], createdAt: time(row[3]), savedAt: time(row[4]))
        }
        account.offers = try all("offers", in: database, offer)
        account.groups = try all("offer_groups", in: database) { row in
            GroupRecord(
                id: row[0], advertiserID: row[1], name: row[2], status: row[3], currency: row[4],
                isCapsEnabled: row[5], isSoftCap: row[6], limits: limits(row[7]), createdAt: time(row[8]),
                savedAt: time(row[9]), details: details(row[10]))
        }
        account.customCaps = try all("custom_caps", in: database) { row in
            CustomCapRecord(
                id: row[0], pair: Pair(offer: row[1], affiliate: row[2]), name: row[3], isSoftCap: row[4],
                limits: limits(row[5]), createdAt: time(row[6]), savedAt: time(row[7]))
        }
        try readMoney(into: &account, from: database)
        account.flows = try all("flows", in: database) { row in
            FlowRecord(id: row[0], saved: json(row[1]), deployed: json(row[2]))
        }
        account.pairTraffic = try all("pair_traffic", in: database) { row in
            PairTraffic(pair: Pair(offer: row[0], affiliate: row[1]), clicksPerDay: row[2], conversionRate: row[3])
        }
        account.sourceTraffic = try all("source_traffic", in: database) { row in
            SourceTraffic(flowID: row[0], sourceID: row[1], leadsPerDay: row[2], zone: row[3])
        }
        return account
    }

    private static func readMoney(into account: inout Account, from database: Database) throws {
        account.offerEvents = try all("offer_events", in: database) { row in
            OfferEventRecord(
                id: row[0], offerID: row[1], name: row[2], payout: rate(row, from: 3), revenue: rate(row, from: 6),
                createdAt: time(row[9]))
        }
        account.customPayouts = try all("custom_payouts", in: database, money)
        account.commissions = try all("tiered_commissions", in: database, money)
        account.tiers = try all("affiliate_tiers", in: database, money)
    }

    private static func money(_ row: Row) -> MoneyRecord {
        MoneyRecord(id: row[0], document: details(row[1]), createdAt: time(row[2]), savedAt: time(row[3]))
    }

    private static func rate(_ row: Row, from column: Int) -> MoneyRate {
        MoneyRate(
            type: row[column], amount: Quantity(millionths: row[column + 1]),
            percentage: Quantity(millionths: row[column + 2]))
    }

    private static func all<Record>(
        _ table: String, in database: Database, _ record: (Row) -> Record
    ) throws -> [Record] {
        try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY 1, 2").map(record)
    }

    private static func offer(_ row: Row) -> OfferRecord {
        OfferRecord(
            id: row[0], advertiserID: row[1], groupID: row[2], name: row[3], status: row[4], visibility: row[5],
            currency: row[6], category: row[7], isCapsEnabled: row[8], isSoftCap: row[9], capsTimezoneID: row[10],
            limits: limits(row[11]), payout: Quantity(millionths: row[12]), revenue: Quantity(millionths: row[13]),
            labels: labels(row[14]), createdAt: time(row[15]), savedAt: time(row[16]))
    }

    // MARK: - Columns

    private static func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

    /// Sixteen decimals separated by spaces, in the order of LimitSlot.all.
    private static func text(_ limits: CapLimits) -> String {
        limits.amounts.map(\.description).joined(separator: " ")
    }

    private static func limits(_ text: String) -> CapLimits {
        var limits = CapLimits()
        for (slot, amount) in zip(LimitSlot.all, text.split(separator: " ")) {
            limits[slot] = Quantity(text: amount) ?? .zero
        }
        return limits
    }

    private static func text(_ labels: [String]) -> String {
        text(JSONValue.array(labels.map(JSONValue.string)))
    }

    private static func labels(_ text: String) -> [String] {
        json(text).array?.compactMap(\.text) ?? []
    }

    private static func details(_ text: String) -> JSONObject {
        json(text).object ?? JSONObject()
    }

    private static func text(_ value: JSONValue) -> String {
        String(decoding: value.serialized(), as: UTF8.self)
    }

    /// The sandbox wrote it, so it parses; null otherwise.
    private static func json(_ text: String) -> JSONValue {
        (try? JSONValue.parse(Array(text.utf8))) ?? .null
    }
}
