// Rows that tell what each conversion, event and paid click was worth, and which commissions have looked back, to and from
// SQL. Knows nothing of how amounts come about.

import GRDB
import Models

enum EarningTables {
    static func write(
        _ earnings: [TrafficChanges.EarningKey: TrafficChanges.EarningCount], into database: Database
    ) throws {
        let grow = try database.cachedStatement(
            sql: """
                INSERT INTO earnings VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (bucket, offer_id, affiliate_id, entry, payout, revenue)
                DO UPDATE SET count = count + excluded.count
                """)
        let set = try database.cachedStatement(sql: "INSERT OR REPLACE INTO earnings VALUES (?, ?, ?, ?, ?, ?, ?)")
        for (key, change) in earnings {
            switch change {
            case .grows(let growth): try grow.execute(values(key) + [Int64(growth)], in: database)
            case .becomes(0): try delete(key, from: database)
            case .becomes(let count): try set.execute(values(key) + [Int64(count)], in: database)
            }
        }
    }

    private static func values(_ key: TrafficChanges.EarningKey) -> [Int64] {
        [
            key.bucket.milliseconds, Int64(key.pair.offer), Int64(key.pair.affiliate), Int64(key.earning.entry),
            key.earning.payout, key.earning.revenue,
        ]
    }

    private static func delete(_ key: TrafficChanges.EarningKey, from database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                DELETE FROM earnings WHERE bucket = ? AND offer_id = ? AND affiliate_id = ? AND entry = ?
                AND payout = ? AND revenue = ?
                """)
        try statement.execute(values(key), in: database)
    }

    static func add(_ settlements: [CommissionSettlement], into database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO commission_settlements VALUES (?, ?, ?, ?)")
        for settlement in settlements {
            statement.setUncheckedArguments([
                settlement.commissionID, settlement.pair.offer, settlement.pair.affiliate, settlement.firstDay,
            ])
            try statement.execute()
        }
    }

    // MARK: - Reading

    static func forEachEarning(
        from first: Timestamp, in database: Database, _ body: (TrafficChanges.EarningKey, Int) -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT * FROM earnings WHERE bucket >= ?", arguments: [first.milliseconds])
        while let row = try rows.next() {
            let key = TrafficChanges.EarningKey(
                bucket: Timestamp(milliseconds: row[0]), pair: Pair(offer: row[1], affiliate: row[2]),
                earning: Earning(entry: row[3], payout: row[4], revenue: row[5]))
            body(key, row[6])
        }
    }

    static func settlements(in database: Database) throws -> Set<CommissionSettlement> {
        let rows = try Row.fetchAll(database, sql: "SELECT * FROM commission_settlements")
        return Set(
            rows.map { row in
                CommissionSettlement(
                    commissionID: row[0], pair: Pair(offer: row[1], affiliate: row[2]), firstDay: row[3])
            })
    }
}
