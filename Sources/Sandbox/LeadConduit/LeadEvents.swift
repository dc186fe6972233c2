// `/events`: the leads handled last, without what was in them. LeadConduit reference, 1.3 and 6.3.

import GRDB
import Models

extension LeadConduitAPI {
    func events(_ request: SandboxRequest) async throws -> JSONValue {
        let query = try LeadEventQuery(request)
        let flows = await world.directory.flowsByID
        let rows = try world.storage.read { try TrafficTables.events(query, in: $0) }
        return .array(rows.map { LeadConduitAPI.event($0, flows: flows) })
    }

    private static func event(_ row: LeadEventRow, flows: [String: FlowRecord]) -> JSONValue {
        let flow = flows[row.flowID]?.saved
        let source = flow?["sources"]?.array?.first { $0["entity"]?["id"]?.text == row.sourceID }
        var object = JSONObject([
            ("id", .string(row.id)), ("type", .string("source")), ("outcome", .string(row.outcome.rawValue)),
        ])
        object["reason"] = row.reason.map(JSONValue.string)
        object["cap_reached"] = .bool(row.capReached)
        object["start_timestamp"] = .int(row.at.milliseconds)
        object["end_timestamp"] = .int(row.at.milliseconds)
        object["vars"] = .object([
            ("flow", named(row.flowID, flow?["name"])), ("source", named(row.sourceID, source?["entity"]?["name"])),
        ])
        return .object(object)
    }

    private static func named(_ id: String, _ name: JSONValue?) -> JSONValue {
        .object([("id", .string(id)), ("name", name ?? .string(""))])
    }
}

/// Which events are asked for.
struct LeadEventQuery: Sendable {
    var afterID: String?
    var beforeID: String?
    var start: Timestamp?
    var end: Timestamp?
    var limit: Int
    var isAscending: Bool

    init(_ request: SandboxRequest) throws(SandboxFailure) {
        afterID = request.parameter("after_id")
        beforeID = request.parameter("before_id")
        start = try LeadEventQuery.instant("start", request)
        end = try LeadEventQuery.instant("end", request)
        limit = 100
        if let text = request.parameter("limit") {
            guard let number = Int(text), (1...1000).contains(number) else {
                throw SandboxFailure(400, "limit must be from 1 to 1000")
            }
            limit = number
        }
        switch request.parameter("sort") ?? "desc" {
        case "asc": isAscending = true
        case "desc": isAscending = false
        default: throw SandboxFailure(400, "sort must be asc or desc")
        }
    }

    static func instant(_ name: String, _ request: SandboxRequest) throws(SandboxFailure) -> Timestamp? {
        guard let text = request.parameter(name) else { return nil }
        guard let instant = Timestamp(rfc3339: text) else {
            throw SandboxFailure(400, "\(name) must be an RFC 3339 date-time")
        }
        return instant
    }
}

extension TrafficTables {
    static func events(_ query: LeadEventQuery, in database: Database) throws -> [LeadEventRow] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM lead_events
                WHERE id > :after AND (:before IS NULL OR id < :before) AND at >= :start AND at <= :end
                ORDER BY id \(query.isAscending ? "ASC" : "DESC") LIMIT :limit
                """,
            arguments: [
                "after": query.afterID ?? "", "before": query.beforeID,
                "start": query.start?.milliseconds ?? Int64.min, "end": query.end?.milliseconds ?? Int64.max,
                "limit": query.limit,
            ])
        return rows.map { row in
            LeadEventRow(
                id: row[0], at: Timestamp(milliseconds: row[1]), flowID: row[2], sourceID: row[3],
                outcome: LeadOutcome(rawValue: row[4]) ?? .error, reason: row[5], capReached: row[6])
        }
    }
}
