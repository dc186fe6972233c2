// Alerts that still have to reach their receivers, in the state file: what a receiver has not taken survives the process. Knows
// no address and no way of sending.
import GRDB
import Models

/// One alert on its way.
public struct AlertDelivery: Hashable, Sendable {
    public var id: Int64
    public var createdAt: Timestamp
    /// As it was put in.
    public var body: String
}

/// The outbox of one state file. Several processes may deliver from it: each delivery is one's at a time.
///
/// Calls block: they belong on a queue of their own. Every call throws what `StateStore.save(_:)` throws.
public struct AlertOutbox: Sendable {
    private let store: StateStore
    private let capacity: Int
    private let process: WritingProcess

    /// - Parameter capacity: how many deliveries a rule may have waiting; the oldest make way.
    public init(_ store: StateStore, capacity: Int = 1_000) {
        self.init(store, capacity: capacity, as: .current)
    }

    init(_ store: StateStore, capacity: Int, as process: WritingProcess) {
        self.store = store
        self.capacity = max(1, capacity)
        self.process = process
    }

    /// Takes the oldest delivery of a rule that no other process is sending, to be ended by `delivered` or `giveBack`.
    /// What a process has taken and could not end, or has died with, is taken again: a receiver can get an alert twice,
    /// and never misses one. Within a process each rule has one taker, which takes one delivery at a time.
    ///
    /// - Parameter id: only what was put in after this one.
    /// - Returns: nil when there is none.
    public func take(rule: String, after id: Int64 = 0, now: Timestamp) throws(StoreError) -> AlertDelivery? {
        try store.perform { pool in
            try pool.write { db in
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT id, created_at, body, process, taken_at FROM alert_delivery
                        WHERE rule = ? AND id > ? ORDER BY id
                        """, arguments: [rule, id])
                while let row = try rows.next() {
                    guard isFree(row, now: now) else { continue }
                    let delivery = AlertDelivery(
                        id: row[0], createdAt: Timestamp(milliseconds: row[1]), body: row[2])
                    try db.execute(
                        sql: "UPDATE alert_delivery SET process = ?, taken_at = ? WHERE id = ?",
                        arguments: [process.text, now.milliseconds, delivery.id])
                    return delivery
                }
                return nil
            }
        }
    }

    /// The receiver has it.
    public func delivered(_ id: Int64) throws(StoreError) {
        try change("DELETE FROM alert_delivery WHERE id = ?", id)
    }

    /// The receiver could not be reached, or did not take it: it waits for the next try.
    public func giveBack(_ id: Int64) throws(StoreError) {
        try change("UPDATE alert_delivery SET process = NULL, taken_at = NULL WHERE id = ?", id)
    }

    /// How many deliveries of a rule have not reached their receiver.
    public func waiting(rule: String) throws(StoreError) -> Int {
        try store.perform { pool in
            try pool.read { db in
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM alert_delivery WHERE rule = ?", arguments: [rule]) ?? 0
            }
        }
    }

    /// - Returns: how many had to make way.
    func put(_ body: String, rule: String, at now: Timestamp, _ db: Database) throws -> Int {
        try db.execute(
            sql: "INSERT INTO alert_delivery (rule, created_at, body) VALUES (?, ?, ?)",
            arguments: [rule, now.milliseconds, body])
        try db.execute(
            sql: """
                DELETE FROM alert_delivery WHERE rule = ? AND id <=
                    (SELECT id FROM alert_delivery WHERE rule = ? ORDER BY id DESC LIMIT 1 OFFSET ?)
                """, arguments: [rule, rule, capacity])
        return db.changesCount
    }

    /// A mark of this process's own is on what it could not end, as the file was held or the disk full.
    private func isFree(_ row: Row, now: Timestamp) -> Bool {
        guard let text: String = row[3], let takenAt: Int64 = row[4], let holder = WritingProcess(text: text),
            holder != process
        else { return true }
        return holder.isGone(age: now.milliseconds(since: Timestamp(milliseconds: takenAt)))
    }

    private func change(_ sql: String, _ id: Int64) throws(StoreError) {
        try store.perform { pool in
            try pool.write { db in try db.execute(sql: sql, arguments: [id]) }
        }
    }
}
