// The audit journal: every request that changes something, recorded before it is sent and completed with what came of it.
// Lives in the state file. Knows neither networks nor screens; entries hold no key.
import GRDB
import Models

/// The journal of one state file. Several processes may write to it at once.
///
/// Calls block: they belong on a queue of their own, not on the main one. Every call throws what `StateStore.save(_:)`
/// throws.
public struct Journal: Sendable {
    private let store: StateStore
    private let process: WritingProcess

    public init(_ store: StateStore) {
        self.init(store, as: .current)
    }

    init(_ store: StateStore, as process: WritingProcess) {
        self.store = store
        self.process = process
    }

    /// Records that `entry` is about to be sent; on disk for good when it returns, also against a power failure.
    ///
    /// - Returns: the entry's id, unique for the life of the file. `entry.id` and `entry.outcome` are not used.
    public func begin(_ entry: JournalEntry) throws(StoreError) -> Int64 {
        try durably { db in try insert(entry, db) }
    }

    /// The same for several entries at once, all of them or none: a bulk change waits for the disk once.
    ///
    /// - Returns: their ids, in order.
    public func begin(_ entries: [JournalEntry]) throws(StoreError) -> [Int64] {
        try durably { db in try entries.map { try insert($0, db) } }
    }

    /// Records what came of an entry. An entry with an outcome keeps it, except `unknown`, which a later look may settle.
    ///
    /// - Throws: also `inaccessible` when there is no such entry: the file was taken away since it began.
    public func complete(_ id: Int64, _ completion: JournalCompletion) throws(StoreError) {
        try durably { db in
            try db.execute(
                sql: """
                    UPDATE journal SET outcome = ?, status = ?, message = ?, duration = ?, after = coalesce(?, after)
                    WHERE id = ? AND outcome IN ('sent', 'unknown')
                    """,
                arguments: [
                    completion.outcome.rawValue, completion.status, completion.message, completion.durationMs,
                    completion.after.map(FieldValue.text), id,
                ])
            guard db.changesCount == 0 else { return }
            let isThere = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM journal WHERE id = ?)", arguments: [id])
            if isThere != true {
                throw StoreError(.inaccessible, "entry \(id) is not in \(store.path): it was taken away")
            }
        }
    }

    /// A network that has not done within a day what it was asked for does it no more.
    private static let patience: Int64 = 86_400

    /// Entries that were sent by a process which is gone, and never completed, and those of the last day that ended as
    /// unknown; oldest first, their outcome `unknown`. Without those whose fields a later entry has written since: what the
    /// object shows says nothing of them any more.
    public func unsettled(now: Timestamp) throws(StoreError) -> [JournalEntry] {
        try store.perform { pool in try pool.read { db in try Journal.unsettled(db, now: now) } }
    }

    /// As the index `journal_open` finds them.
    static let openCondition = "WHERE outcome = 'sent' OR (outcome = 'unknown' AND at >= ?) ORDER BY id"

    static func unsettled(_ db: Database, now: Timestamp) throws -> [JournalEntry] {
        let lastDay = now.adding(seconds: -patience).milliseconds
        return try rows(db, openCondition, [lastDay], now: now).filter { entry in
            try entry.outcome == .unknown && !isOverwritten(entry, db, now: now)
        }
    }

    private static func isOverwritten(_ entry: JournalEntry, _ db: Database, now: Timestamp) throws -> Bool {
        let condition = """
            WHERE id > ? AND profile = ? AND environment = ? AND target = ? AND outcome IN ('applied', 'saved_not_live')
            """
        let later = try rows(
            db, condition, [entry.id, entry.profile, entry.environment.rawValue, entry.target], now: now)
        return later.contains { !Set($0.after.keys).isDisjoint(with: entry.after.keys) }
    }

    /// How many entries a screen reads, the newest ones: a journal of years would take its time and much room.
    public static let mostShown = 10_000

    /// The entries that match, newest first. One that its process left without an outcome is `unknown`.
    public func entries(_ filter: JournalFilter = JournalFilter(), now: Timestamp) throws(StoreError) -> [JournalEntry]
    {
        try store.perform { pool in
            try pool.read { db in
                try Journal.rows(
                    db,
                    "WHERE profile = coalesce(?, profile) AND target = coalesce(?, target) ORDER BY id DESC LIMIT ?",
                    [filter.profile, filter.target, filter.limit ?? -1], now: now)
            }
        }
    }

    private func insert(_ entry: JournalEntry, _ db: Database) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO journal (at, who, profile, environment, target, method, path, body, before, after, outcome,
                    undo_of, batch, process)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                entry.at.milliseconds, entry.who, entry.profile, entry.environment.rawValue, entry.target,
                entry.method.rawValue, entry.path, entry.body, FieldValue.text(entry.before),
                FieldValue.text(entry.after), JournalOutcome.sent.rawValue, entry.undoOf, entry.batch,
                process.text,
            ])
        return db.lastInsertedRowID
    }

    /// Runs `work` in a transaction that is on disk when this returns. Other saves may lose their last moments to a power
    /// failure; the journal may not.
    private func durably<Result: Sendable>(_ work: (Database) throws -> Result) throws(StoreError) -> Result {
        try store.perform { pool in
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                defer { try? db.execute(sql: "PRAGMA synchronous = NORMAL") }
                var result: Result?
                try db.inTransaction(.immediate) {
                    result = try work(db)
                    return .commit
                }
                guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
                return result
            }
        }
    }

    private static func rows(
        _ db: Database, _ condition: String, _ arguments: StatementArguments, now: Timestamp
    ) throws -> [JournalEntry] {
        let sql = "SELECT \(JournalRow.columns) FROM journal \(condition)"
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { JournalRow.entry($0, now: now) }
    }
}
