// How large the state file is, inside and out, and giving room back to the disk. Knows no tables.
import GRDB

/// The pages of the state file, in bytes.
struct StoreSize {
    /// What is in use. Pages that were freed are used again before the file grows.
    let used: Int64
    let free: Int64

    init(_ db: Database) throws {
        func ask(_ name: String) throws -> Int64 {
            try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA \(name)")) ?? 0
        }
        let (page, count, unused) = (try ask("page_size"), try ask("page_count"), try ask("freelist_count"))
        used = (count - unused) * page
        free = unused * page
    }

    /// Gives a little of the free room back to the disk when there is more of it than the next hours will use.
    ///
    /// - Returns: whether it did.
    func reclaim(_ db: Database) throws -> Bool {
        guard free > 16 << 20, free * 3 > used else { return false }
        // A file that an early captop made keeps its free pages.
        guard try Int.fetchOne(db, sql: "PRAGMA auto_vacuum") == 2 else { return false }
        try db.execute(sql: "PRAGMA incremental_vacuum(512)")
        return true
    }
}
