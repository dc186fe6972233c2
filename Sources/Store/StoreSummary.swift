// What a state file holds and whether it is sound, for a check-up. Changes nothing in it and sets nothing aside.
import GRDB
import Models

/// A look at a state file.
public struct StoreSummary: Sendable, Equatable {
    /// Bytes in use.
    public var size: Int64
    /// Bytes that the file may grow to.
    public var sizeLimit: Int64
    /// Networks whose last known state is kept.
    public var networks: [String]
    /// The first and the last instant at which a network was sampled; nil before the first.
    public var samples: ClosedRange<Timestamp>?
    /// Writes whose process is gone and whose outcome is not known.
    public var unsettled: Int
    /// An older captop wrote it, and the next start upgrades it: of what it holds nothing is known before.
    public var isOlder: Bool

    /// - Returns: nil when there is no file at `path`, or an empty one.
    /// - Throws: `newer`; `setAside` for one that the next start would set aside, saying why; `busy`, `inaccessible`.
    public static func look(at path: String, now: @escaping @Sendable () -> Timestamp) throws(StoreError)
        -> StoreSummary?
    {
        switch try content(of: path) {
        case .nothing: return nil
        case .newer: throw StoreError(.newer, "\(path) was written by a newer captop and is not used")
        case .foreign(let why): throw StoreError(.setAside, "\(path) \(why)")
        case .ours: break
        }
        do {
            return try DatabaseQueue(path: path, configuration: onlyLooking).read { db in
                try StoreSummary(db, now: now())
            }
        } catch let error as DatabaseError where StoreFile.isDamage(error) {
            throw StoreError(.setAside, "\(path) is damaged")
        } catch {
            throw StateStore.explain(error, path: path)
        }
    }

    private static var onlyLooking: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return configuration
    }

    /// `3.40.1`.
    public static var libraryVersion: String {
        let version = try? DatabaseQueue().read { db in try String.fetchOne(db, sql: "SELECT sqlite_version()") }
        return version ?? "unknown"
    }

    private static func content(of path: String) throws(StoreError) -> StoreFile.Content {
        do {
            return try StoreFile(path: path).content()
        } catch {
            throw StateStore.explain(error, path: path)
        }
    }

    private init(_ db: Database, now: Timestamp) throws {
        let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "ok"
        guard verdict == "ok" else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: verdict) }
        size = try StoreSize(db).used
        sizeLimit = StateStore.usualSizeLimit
        (networks, unsettled) = ([], 0)
        isOlder = try !Schema.migrator.hasCompletedMigrations(db)
        if isOlder { return }
        networks = try String.fetchAll(db, sql: "SELECT name FROM network ORDER BY id")
        let bounds = try Row.fetchOne(
            db,
            sql: """
                SELECT min(first), max(last) FROM (
                    SELECT first_at AS first, last_at AS last FROM sample_chunk WHERE state = 'complete'
                    UNION ALL SELECT min(at), max(at) FROM sample_refresh)
                """)
        if let first: Int64 = bounds?[0], let last: Int64 = bounds?[1], first <= last {
            samples = Timestamp(milliseconds: first)...Timestamp(milliseconds: last)
        }
        unsettled = try Journal.unsettled(db, now: now).count
    }
}
