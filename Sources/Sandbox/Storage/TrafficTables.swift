// Rows of the ledger, the lead counters, statistics and events, to and from SQL. Knows nothing of what they mean.

import GRDB
import Models

enum TrafficTables {
    /// Events kept for `/events`.
    static let eventLimit = 20_000

    // MARK: - Writing

    static func add(_ rows: [LedgerRow], into database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (bucket, offer_id, affiliate_id) DO UPDATE SET
                unique_clicks = unique_clicks + excluded.unique_clicks,
                invalid_clicks = invalid_clicks + excluded.invalid_clicks,
                conversions = conversions + excluded.conversions,
                held_conversions = held_conversions + excluded.held_conversions,
                payout = payout + excluded.payout, revenue = revenue + excluded.revenue,
                held_payout = held_payout + excluded.held_payout, held_revenue = held_revenue + excluded.held_revenue,
                events = events + excluded.events, event_payout = event_payout + excluded.event_payout,
                event_revenue = event_revenue + excluded.event_revenue, sales = sales + excluded.sales
                """)
        for row in rows {
            let sums = row.sums
            let values: [Int64] = [
                row.bucket.milliseconds, Int64(row.pair.offer), Int64(row.pair.affiliate), sums.uniqueClicks,
                sums.invalidClicks, sums.conversions, sums.heldConversions, sums.payout, sums.revenue, sums.heldPayout,
                sums.heldRevenue, sums.events, sums.eventPayout, sums.eventRevenue, sums.sales,
            ]
            try statement.execute(values, in: database)
        }
    }

    static func add(_ rows: [LeadStatisticsRow], into database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO lead_statistics VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (minute, flow_id, source_id) DO UPDATE SET successes = successes + excluded.successes,
                failures = failures + excluded.failures, errors = errors + excluded.errors
                """)
        for row in rows {
            statement.setUncheckedArguments([
                row.minute.milliseconds, row.flowID, row.sourceID, row.successes, row.failures, row.errors,
            ])
            try statement.execute()
        }
    }

    static func put(_ counters: [LeadCounter], into database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO lead_counters VALUES (?, ?, ?, ?, ?, ?)")
        for counter in counters {
            statement.setUncheckedArguments([
                counter.capID, counter.window.startedAt.milliseconds, counter.window.endsAt.milliseconds,
                counter.count, counter.failedCount, counter.updatedAt.milliseconds,
            ])
            try statement.execute()
        }
    }

    static func delete(counters ids: [String], from database: Database) throws {
        for id in ids { try database.execute(sql: "DELETE FROM lead_counters WHERE cap_id = ?", arguments: [id]) }
    }

    static func append(_ events: [LeadEventRow], into database: Database) throws {
        let statement = try database.cachedStatement(sql: "INSERT INTO lead_events VALUES (?, ?, ?, ?, ?, ?, ?)")
        for event in events {
            statement.setUncheckedArguments([
                event.id, event.at.milliseconds, event.flowID, event.sourceID, event.outcome.rawValue, event.reason,
                event.capReached,
            ])
            try statement.execute()
        }
    }

    /// Ids of leads ascend, so the oldest events are those with the smallest ids.
    static func trimEvents(in database: Database) throws {
        try database.execute(
            sql: """
                DELETE FROM lead_events WHERE id <=
                (SELECT id FROM lead_events ORDER BY id DESC LIMIT 1 OFFSET \(eventLimit))
                """)
    }

    // MARK: - Reading

    static func counters(in database: Database) throws -> [LeadCounter] {
        try Row.fetchAll(database, sql: "SELECT * FROM lead_counters ORDER BY cap_id").map { row in
            LeadCounter(
                capID: row[0],
                window: CapWindow(
                    startedAt: Timestamp(milliseconds: row[1]), endsAt: Timestamp(milliseconds: row[2])),
                count: row[3], failedCount: row[4], updatedAt: Timestamp(milliseconds: row[5]))
        }
    }

    /// Every ledger row from `first` on, then for each pair what came before it, as of just before `first`.
    static func forEachSum(
        from first: Timestamp, in database: Database, _ body: (LedgerRow) -> Void
    ) throws {
        let recent = try Row.fetchCursor(
            database, sql: "SELECT bucket, \(sumColumns) FROM ledger WHERE bucket >= ?", arguments: [first.milliseconds]
        )
        while let row = try recent.next() { body(ledgerRow(row)) }
        let earlier = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(first.milliseconds - 1), offer_id, affiliate_id, \(totals) FROM ledger
                WHERE bucket < ? GROUP BY offer_id, affiliate_id
                """, arguments: [first.milliseconds])
        while let row = try earlier.next() { body(ledgerRow(row)) }
    }

    /// Rows of a span.
    static func forEachRow(
        from start: Timestamp, to end: Timestamp, in database: Database, _ body: (LedgerRow) -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT bucket, \(sumColumns) FROM ledger WHERE bucket >= ? AND bucket < ?",
            arguments: [start.milliseconds, end.milliseconds])
        while let row = try rows.next() { body(ledgerRow(row)) }
    }

    /// nil in an empty ledger.
    static func newestBucket(in database: Database) throws -> Timestamp? {
        try Int64.fetchOne(database, sql: "SELECT max(bucket) FROM ledger").map { Timestamp(milliseconds: $0) }
    }

    private static let totals = """
        sum(unique_clicks), sum(invalid_clicks), sum(conversions), sum(held_conversions), sum(payout), sum(revenue),
        sum(held_payout), sum(held_revenue), sum(events), sum(event_payout), sum(event_revenue), sum(sales)
        """

    static let sumColumns = """
        offer_id, affiliate_id, unique_clicks, invalid_clicks, conversions, held_conversions, payout, revenue,
        held_payout, held_revenue, events, event_payout, event_revenue, sales
        """

    /// Columns in the ledger's own order.
    static func ledgerRow(_ row: Row) -> LedgerRow {
        LedgerRow(
            bucket: Timestamp(milliseconds: row[0]), pair: Pair(offer: row[1], affiliate: row[2]),
            sums: TrafficSums(
                uniqueClicks: row[3], invalidClicks: row[4], conversions: row[5], heldConversions: row[6],
                payout: row[7], revenue: row[8], heldPayout: row[9], heldRevenue: row[10], events: row[11],
                eventPayout: row[12], eventRevenue: row[13], sales: row[14]))
    }
}
