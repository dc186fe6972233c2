// Writes the rows of one snapshot table through one prepared statement. Rows that did not change cost a look, not a write.
import GRDB

/// One table whose rows are keyed by network and place.
struct BulkTable {
    let name: String
    /// The columns after `network_id` and `place`.
    let columns: [String]

    static let notes = BulkTable(name: "network_note", columns: ["text"])
    static let affiliates = BulkTable(name: "affiliate", columns: ["id", "name", "status"])
    static let offers = BulkTable(name: "offer", columns: ["id", "name", "status", "group_id"])
    static let groups = BulkTable(name: "offer_group", columns: ["id", "name", "status"])
    static let groupMembers = BulkTable(name: "offer_group_member", columns: ["group_place", "offer_id"])
    static let steps = BulkTable(name: "step", columns: ["id", "flow_id", "name", "is_enabled"])
    static let objects = BulkTable(
        name: "cap_object",
        columns: [
            "kind", "key", "scope", "name", "affiliate_id", "affiliate_name", "offer_id", "offer_name", "step_id",
            "step_name", "parent_kind", "parent_key", "is_soft_cap", "is_enabled", "time_zone", "is_time_zone_assumed",
            "currency",
        ])
    static let rules = BulkTable(name: "cap_rule", columns: ["object_place", "text"])
    static let meters = BulkTable(
        name: "cap_meter",
        columns: [
            "object_place", "metric", "period_unit", "period_length", "maximum", "count", "failed_count", "started_at",
            "expires_at", "as_of", "precision", "is_window_estimated",
        ])

    typealias Values = [(any DatabaseValueConvertible)?]

    /// Makes the table hold exactly these rows for the network, in this order.
    func replace<Rows: Sequence>(
        network: Int64, rows: Rows, in db: Database, values: (Rows.Element) -> Values
    ) throws {
        let statement = try db.makeStatement(sql: upsert)
        var place: Int64 = 0
        for row in rows {
            statement.setUncheckedArguments(StatementArguments([network, place] + values(row)))
            try statement.execute()
            place += 1
        }
        try db.execute(
            sql: "DELETE FROM \(name) WHERE network_id = ? AND place >= ?", arguments: [network, place])
    }

    /// The rows of a network in order, columns first to last as in `columns`.
    func rows(network: Int64, in db: Database) throws -> RowCursor {
        try Row.fetchCursor(
            db, sql: "SELECT \(columns.joined(separator: ", ")) FROM \(name) WHERE network_id = ? ORDER BY place",
            arguments: [network])
    }

    private var upsert: String {
        let marks = repeatElement("?", count: columns.count + 2).joined(separator: ", ")
        let assignments = columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        let changed = columns.map { "\(name).\($0) IS NOT excluded.\($0)" }.joined(separator: " OR ")
        return """
            INSERT INTO \(name) (network_id, place, \(columns.joined(separator: ", "))) VALUES (\(marks))
            ON CONFLICT (network_id, place) DO UPDATE SET \(assignments) WHERE \(changed)
            """
    }
}
