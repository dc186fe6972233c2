// Executes statements all of whose values are integers, which is most of what traffic writes: each is bound as it is, without
// a value of GRDB's around it.
import GRDB
import GRDBSQLite

extension Statement {
    /// Executes it once with these values, in the order of its `?`.
    ///
    /// - Throws: `DatabaseError`, as `execute()` does.
    func execute(_ values: [Int64], in database: Database) throws {
        defer { sqlite3_reset(sqliteStatement) }
        for (place, value) in values.enumerated() {
            sqlite3_bind_int64(sqliteStatement, Int32(place + 1), value)
        }
        let code = sqlite3_step(sqliteStatement)
        guard code == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage, sql: sql)
        }
    }
}
