// The alerts that were raised, newest first, a bounded list in the state file. Knows no rules and no screen.
import GRDB
import Models

/// The alerts of one state file. Several processes may write to it at once.
///
/// Calls block: they belong on a queue of their own. Every call throws what `StateStore.save(_:)` throws.
public struct AlertLog: Sendable {
    private let store: StateStore
    private let capacity: Int

    /// - Parameter capacity: how many alerts are kept; older ones go, acknowledged or not.
    public init(_ store: StateStore, capacity: Int = 1_000) {
        self.store = store
        self.capacity = capacity
    }

    /// Records alerts that have just been raised, all of them or none.
    ///
    /// - Returns: their ids, in order; never used twice in the life of the file. The alerts' own ids are not used.
    public func append(_ alerts: [LoggedAlert]) throws(StoreError) -> [Int64] {
        guard !alerts.isEmpty else { return [] }
        return try store.perform { pool in
            try pool.write { db in try append(alerts, db) }
        }
    }

    func append(_ alerts: [LoggedAlert], _ db: Database) throws -> [Int64] {
        let ids = try alerts.map { try insert($0, db) }
        try db.execute(
            sql: "DELETE FROM alert WHERE id <= (SELECT id FROM alert ORDER BY id DESC LIMIT 1 OFFSET ?)",
            arguments: [max(0, capacity)])
        return ids
    }

    /// Marks alerts as seen. One that was acknowledged before keeps its time; one that is gone is passed over.
    public func acknowledge(_ ids: [Int64], at: Timestamp) throws(StoreError) {
        try store.perform { pool in
            try pool.write { db in
                let statement = try db.makeStatement(
                    sql: "UPDATE alert SET acknowledged_at = ? WHERE id = ? AND acknowledged_at IS NULL")
                for id in ids { try statement.execute(arguments: [at.milliseconds, id]) }
            }
        }
    }

    /// Changes whenever an alert is recorded or acknowledged, by whichever process, and when the file is set aside.
    public func revision() throws(StoreError) -> AlertRevision {
        let generation = store.generation
        return try store.perform { pool in
            // Asked each second: one statement sees one state of the file, also without a transaction.
            try pool.unsafeRead { db in
                let sql = "SELECT coalesce(max(id), 0), count(acknowledged_at) FROM alert"
                let row = try Row.fetchOne(db.cachedStatement(sql: sql))
                return AlertRevision(generation: generation, newest: row?[0] ?? 0, acknowledged: row?[1] ?? 0)
            }
        }
    }

    /// Newest first.
    ///
    /// - Parameter limit: at most so many.
    public func alerts(limit: Int? = nil) throws(StoreError) -> [LoggedAlert] {
        try store.perform { pool in
            try pool.read { db in
                let sql = """
                    SELECT id, at, rule, meter, message, acknowledged_at, uid, network, is_quiet
                    FROM alert ORDER BY id DESC LIMIT ?
                    """
                return try Row.fetchAll(db, sql: sql, arguments: [limit ?? -1]).map { row in
                    let acknowledgedAt: Int64? = row[5]
                    return LoggedAlert(
                        id: row[0], uid: row[6], at: Timestamp(milliseconds: row[1]), rule: row[2], network: row[7],
                        meter: row[3], message: row[4], isQuiet: row[8],
                        acknowledgedAt: acknowledgedAt.map(Timestamp.init(milliseconds:)))
                }
            }
        }
    }

    private func insert(_ alert: LoggedAlert, _ db: Database) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO alert (at, rule, meter, message, acknowledged_at, uid, network, is_quiet)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                alert.at.milliseconds, alert.rule, alert.meter, alert.message, alert.acknowledgedAt?.milliseconds,
                alert.uid, alert.network, alert.isQuiet,
            ])
        return db.lastInsertedRowID
    }
}

/// Tells two states of the log apart.
public struct AlertRevision: Hashable, Sendable {
    /// How often the file was set aside since the start: in a new one ids begin again at 1.
    public var generation: Int
    /// The id of the newest alert; 0 when there is none.
    public var newest: Int64
    var acknowledged: Int
}
