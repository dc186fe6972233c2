// The state file: the last known state of every network, so that the next start paints at once; `Journal` keeps its
// entries in the same file. Knows neither networks nor screens, and no key ever enters it. Where the file lies is the
// caller's affair.
import Foundation
import GRDB
import Models
import Synchronization

/// captop's SQLite file. Several processes may share it; every save is one transaction.
///
/// Calls block: they belong on a queue of their own, not on the main one.
public final class StateStore: Sendable {
    public let path: String
    /// A sentence for the operator when opening set another file aside.
    public let notice: String?
    /// What the file may grow to, in bytes: samples make way, oldest and finest first. Nothing else is ever deleted.
    public let sizeLimit: Int64

    public static let usualSizeLimit: Int64 = 256 << 20

    /// An open file, and which file it is: the path may lead to another one since.
    private struct Opened {
        /// nil after a file that was given up could not be replaced: the next call tries again.
        var pool: DatabasePool?
        var identity: StoreFile.Identity?
        var notice: String?
        /// How often another file was opened since the start.
        var generation = 0
    }

    private let opened: Mutex<Opened>
    private let patience: BusyPatience
    /// Calls that are in the file at this moment.
    private let working = Atomic(0)
    private let now: @Sendable () -> Timestamp

    /// Opens the file at `path`, creates it (mode 0600) with its directory (mode 0700) when missing, and upgrades it.
    ///
    /// A file that is damaged or not captop's is renamed to `<path>.set-aside-<UTC time>` and `notice` says so.
    /// - Parameters:
    ///   - sizeLimit: bytes that the file may grow to.
    ///   - patience: milliseconds that a call waits for another process.
    ///   - now: the wall clock, for naming what is set aside.
    /// - Throws: `newer` for a file that a newer captop wrote, which is left as it is; `busy`, `full`, `inaccessible`.
    public init(
        path: String, sizeLimit: Int64 = StateStore.usualSizeLimit, patience: Int = 5000,
        now: @escaping @Sendable () -> Timestamp
    ) throws(StoreError) {
        let file = StoreFile(path: path)
        let patience = BusyPatience(milliseconds: patience)
        let opened: Opened
        do {
            try file.createDirectory()
            opened = try file.holdingDirectory(patience) { try StateStore.open(file, patience, now: now) }
        } catch {
            throw StateStore.explain(error, path: path)
        }
        self.path = path
        self.patience = patience
        self.sizeLimit = sizeLimit
        self.now = now
        self.notice = opened.notice
        self.opened = Mutex(opened)
    }

    /// Whether there is a file already; what is in it is found out by opening it.
    public static func isThere(_ path: String) -> Bool { StoreFile(path: path).identity() != nil }

    /// Makes `snapshot` the last known state of its network: all of it, or on any error nothing.
    ///
    /// Every object id in it names that network.
    /// - Throws: `setAside` when the file turned out to be damaged (the next save starts a new one), `busy`, `full`,
    ///   `inaccessible`.
    public func save(_ snapshot: NetworkSnapshot) throws(StoreError) {
        try perform { pool in
            try pool.write { db in try SnapshotWriter(db: db).write(snapshot) }
        }
    }

    /// The last saved snapshots of all networks, in the order in which they were first saved.
    ///
    /// - Throws: as `save(_:)`.
    public func loadAll() throws(StoreError) -> [NetworkSnapshot] {
        try perform { pool in
            try pool.read { db in
                let reader = SnapshotReader(db: db)
                return try reader.names().compactMap { try reader.read(network: $0) }
            }
        }
    }

    /// Keeps what a start shows before it has read the rest, nil for nothing; the caller knows what the bytes mean.
    ///
    /// - Throws: as `save(_:)`.
    public func save(firstScreen bytes: Data?) throws(StoreError) {
        try perform { pool in
            try pool.write { db in
                try db.execute(sql: "DELETE FROM first_screen")
                guard let bytes else { return }
                try db.execute(sql: "INSERT INTO first_screen (id, bytes) VALUES (1, ?)", arguments: [bytes])
            }
        }
    }

    /// What was kept last, nil when there is nothing.
    ///
    /// - Throws: as `save(_:)`.
    public func firstScreen() throws(StoreError) -> Data? {
        try perform { pool in
            try pool.read { db in try Data.fetchOne(db, sql: "SELECT bytes FROM first_screen") }
        }
    }

    /// Changes when another file is opened: what is known of the old one is of no use then.
    var generation: Int { opened.withLock { $0.generation } }

    /// From now on no call waits for another process for long: this one is about to end.
    public func hurry() { patience.endSoon() }

    /// Returns at a moment when no call of this process is in the file, or when so many milliseconds have passed.
    public func rest(milliseconds: Int) {
        for _ in 0..<milliseconds where isWorking { poll(nil, 0, 1) }
    }

    var isWorking: Bool { working.load(ordering: .acquiring) > 0 }

    func perform<Result: Sendable>(_ work: (DatabasePool) throws -> Result) throws(StoreError) -> Result {
        working.add(1, ordering: .acquiringAndReleasing)
        defer { working.subtract(1, ordering: .acquiringAndReleasing) }
        let pool = try currentPool()
        do {
            return try work(pool)
        } catch let error as DatabaseError where StoreFile.isDamage(error) {
            throw replace(damaged: pool)
        } catch {
            throw StateStore.explain(error, path: path)
        }
    }

    /// The file that the path leads to: what is kept in one that was moved away or deleted, nobody finds again.
    private func currentPool() throws(StoreError) -> DatabasePool {
        do {
            return try opened.withLock { current in
                let file = StoreFile(path: path)
                let old = current.pool
                if let old, current.identity == file.identity() { return old }
                current.pool = nil
                // What is only in the log beside the file would be lost to the file that was moved without it.
                try? old?.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
                try file.createDirectory()
                return try file.holdingDirectory(patience) { try reopen(file, &current) }
            }
        } catch {
            throw StateStore.explain(error, path: path)
        }
    }

    private func reopen(_ file: StoreFile, _ current: inout Opened) throws -> DatabasePool {
        let generation = current.generation
        current = try StateStore.open(file, patience, now: now)
        current.generation = generation + 1
        if let notice = current.notice { throw StoreError(.setAside, notice) }
        guard let pool = current.pool else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
        return pool
    }

    /// Sets the damaged file aside and starts a new one, unless another call or another process has done it already.
    ///
    /// - Returns: the error that tells the caller so.
    private func replace(damaged: DatabasePool) -> StoreError {
        opened.withLock { current in
            var message = "\(path) was damaged and has been set aside"
            guard current.pool === damaged else { return StoreError(.setAside, message) }
            let file = StoreFile(path: path)
            do {
                current.pool = nil
                try? damaged.close()
                try file.holdingDirectory(patience) {
                    if let identity = file.identity(), identity == current.identity {
                        message = "\(path) was damaged; it is kept as \(try file.setAside(at: now()))"
                    }
                    _ = try reopen(file, &current)
                }
                return StoreError(.setAside, message)
            } catch {
                return StateStore.explain(error, path: path)
            }
        }
    }

    private static func open(_ file: StoreFile, _ patience: BusyPatience, now: () -> Timestamp) throws -> Opened {
        var notice: String?
        switch try file.content() {
        case .nothing: try file.clearWay(at: now())
        case .ours: break
        case .newer:
            throw StoreError(.newer, "\(file.path) was written by a newer captop; it is left as it is and not used")
        case .foreign(let why):
            let target = try file.setAside(at: now())
            notice = "\(file.path) \(why); it is kept as \(target) and a new file is used"
        }
        try file.createPrivately()
        do {
            return Opened(pool: try openPool(file.path, patience), identity: file.identity(), notice: notice)
        } catch let error as DatabaseError where StoreFile.isDamage(error) {
            let target = try file.setAside(at: now())
            notice = "\(file.path) is damaged; it is kept as \(target) and a new file is used"
            try file.createPrivately()
            return Opened(pool: try openPool(file.path, patience), identity: file.identity(), notice: notice)
        }
    }

    private static func openPool(_ path: String, _ patience: BusyPatience) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .callback { patience.waits(after: $0) }
        configuration.maximumReaderCount = 2
        configuration.label = "captop.store"
        configuration.prepareDatabase { db in
            guard !db.configuration.readonly else { return }
            // A new file can give room back to the disk; an older one is not rewritten for that.
            try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            // A log that one large save has made long does not stay so.
            try db.execute(sql: "PRAGMA journal_size_limit = \(16 << 20)")
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        try Schema.migrator.migrate(pool)
        return pool
    }

    static func explain(_ error: any Error, path: String) -> StoreError {
        if let error = error as? StoreError { return error }
        guard let error = error as? DatabaseError else { return StoreError(.inaccessible, "\(path): \(error)") }
        let text = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return StoreError(.busy, "another process holds \(path): \(text)")
        case .SQLITE_FULL: return StoreError(.full, "no room to write \(path): \(text)")
        default: return StoreError(.inaccessible, "cannot use \(path): \(text)")
        }
    }
}
