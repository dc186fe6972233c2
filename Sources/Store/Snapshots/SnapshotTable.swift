// The tables in which the first versions kept snapshots, row by row. Knows how to read them, for an upgrade.
import GRDB

/// One table whose rows are keyed by network and place.
struct SnapshotTable {
    let name: String
    /// The columns after `network_id` and `place`.
    let columns: [String]

    static let notes = SnapshotTable(name: "network_note", columns: ["text"])
    static let affiliates = SnapshotTable(name: "affiliate", columns: ["id", "name", "status"])
    static let offers = SnapshotTable(name: "offer", columns: ["id", "name", "status", "group_id"])
    static let groups = SnapshotTable(name: "offer_group", columns: ["id", "name", "status"])
    static let groupMembers = SnapshotTable(name: "offer_group_member", columns: ["group_place", "offer_id"])
    static let steps = SnapshotTable(name: "step", columns: ["id", "flow_id", "name", "is_enabled"])
    static let objects = SnapshotTable(
        name: "cap_object",
        columns: [
            "kind", "key", "scope", "name", "affiliate_id", "affiliate_name", "offer_id", "offer_name", "step_id",
            "step_name", "parent_kind", "parent_key", "is_soft_cap", "is_enabled", "time_zone", "is_time_zone_assumed",
            "currency",
        ])
    static let rules = SnapshotTable(name: "cap_rule", columns: ["object_place", "text"])
    static let meters = SnapshotTable(
        name: "cap_meter",
        columns: [
            "object_place", "metric", "period_unit", "period_length", "maximum", "count", "failed_count", "started_at",
            "expires_at", "as_of", "precision", "is_window_estimated",
        ])

    /// The rows of a network in order, columns first to last as in `columns`.
    func rows(network: Int64, in db: Database) throws -> RowCursor {
        try Row.fetchCursor(
            db, sql: "SELECT \(columns.joined(separator: ", ")) FROM \(name) WHERE network_id = ? ORDER BY place",
            arguments: [network])
    }

    /// Referring tables first.
    static let all = [notes, affiliates, offers, groupMembers, groups, steps, rules, meters, objects]
}
