// `/events/stats`: how many leads of which flow and source ended how, in slots of time. LeadConduit reference, 6.2.

import GRDB
import Models

extension LeadConduitAPI {
    func statistics(_ request: SandboxRequest) async throws -> JSONValue {
        let query = try LeadStatisticsQuery(request, now: world.clock.now)
        let rows = try world.storage.read { try TrafficTables.statistics(from: query.start, to: query.end, in: $0) }
        return .array(query.summed(rows.filter(query.accepts)))
    }
}

/// Which statistics are asked for.
struct LeadStatisticsQuery: Sendable {
    private struct Group: Hashable {
        var slot: Timestamp?
        var values: [String]
    }

    let start: Timestamp
    /// Inclusive.
    let end: Timestamp
    private let calendar: CapCalendar
    private let unit: CapPeriod?
    private let columns: [String]
    private let groups: [String]
    private let rules: [LeadRule]

    private static let units: [String: CapPeriod] = [
        "minutely": CapPeriod(unit: .minute), "hourly": CapPeriod(unit: .hour), "daily": .daily, "weekly": .weekly,
        "monthly": .monthly, "yearly": CapPeriod(unit: .month, length: 12),
    ]
    private static let paths = ["vars.flow.id", "vars.source.id"]

    init(_ request: SandboxRequest, now: Timestamp) throws(SandboxFailure) {
        let values = { (name: String) in request.query.filter { $0.name == name }.map(\.value) }
        let zone = request.parameter("timezone") ?? SandboxNetwork.accountZone
        guard let calendar = CapCalendar(timeZone: zone) else { throw SandboxFailure(400, "unknown timezone") }
        self.calendar = calendar
        start = try LeadEventQuery.instant("start", request) ?? calendar.startOfDay(calendar.date(at: now))
        end = try LeadEventQuery.instant("end", request) ?? now
        unit = try request.parameter("interval").map { name throws(SandboxFailure) in
            guard let unit = LeadStatisticsQuery.units[name] else { throw SandboxFailure(400, "unknown interval") }
            return unit
        }
        let asked = values("column")
        columns = asked.isEmpty ? ["source-success", "source-failure", "source-error"] : asked
        groups = values("group_by")
        guard groups.allSatisfy(LeadStatisticsQuery.paths.contains) else {
            throw SandboxFailure(400, "group_by knows vars.flow.id and vars.source.id")
        }
        rules = try values("rule").map { text throws(SandboxFailure) in try LeadStatisticsQuery.rule(text) }
    }

    private static func rule(_ text: String) throws(SandboxFailure) -> LeadRule {
        guard let tree = try? JSONValue.parse(Array(text.utf8)), let left = tree["lhv"]?.text, paths.contains(left),
            let operation = LeadOperator(rawValue: tree["op"]?.text ?? "")
        else { throw SandboxFailure(400, "a rule needs lhv (vars.flow.id or vars.source.id), op and rhv") }
        return LeadRule(left: left, operation: operation, right: tree["rhv"].flatMap(FlowCompiler.value))
    }

    func accepts(_ row: LeadStatisticsRow) -> Bool {
        let lead = Lead(variables: ["vars.flow.id": .text(row.flowID), "vars.source.id": .text(row.sourceID)])
        return rules.allSatisfy { $0.passes(lead) }
    }

    /// One row for each slot and group that saw a lead, in the order of time.
    func summed(_ rows: [LeadStatisticsRow]) -> [JSONValue] {
        var sums: [Group: LeadStatisticsRow] = [:]
        for row in rows {
            let group = Group(slot: slot(of: row)?.startedAt, values: groups.map { value($0, of: row) })
            var sum = sums[group] ?? row
            if sums[group] != nil {
                sum.successes += row.successes
                sum.failures += row.failures
                sum.errors += row.errors
            }
            sums[group] = sum
        }
        let ordered = sums.sorted { left, right in
            (left.key.slot?.milliseconds ?? 0, left.key.values.joined())
                < (right.key.slot?.milliseconds ?? 0, right.key.values.joined())
        }
        return ordered.map { json($0.key, $0.value) }
    }

    private func slot(of row: LeadStatisticsRow) -> CapWindow? {
        unit.flatMap { CapWindow.containing(row.minute, period: $0, calendar: calendar) }
    }

    private func value(_ path: String, of row: LeadStatisticsRow) -> String {
        path == "vars.flow.id" ? row.flowID : row.sourceID
    }

    private func json(_ group: Group, _ sum: LeadStatisticsRow) -> JSONValue {
        var object = JSONObject()
        if let slot = slot(of: sum) {
            object["start"] = .string(slot.startedAt.rfc3339(fractionDigits: 3))
            object["end"] = .string(slot.endsAt.rfc3339(fractionDigits: 3))
        }
        for (path, value) in zip(groups, group.values) { object[path] = .string(value) }
        let counts = [
            "source-submitted": sum.successes + sum.failures + sum.errors, "source-success": sum.successes,
            "source-failure": sum.failures, "source-error": sum.errors,
        ]
        for column in columns { object[column] = .int(counts[column] ?? 0) }
        return .object(object)
    }
}

extension TrafficTables {
    static func statistics(from start: Timestamp, to end: Timestamp, in database: Database) throws
        -> [LeadStatisticsRow]
    {
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM lead_statistics WHERE minute >= ? AND minute <= ? ORDER BY minute",
            arguments: [start.milliseconds, end.milliseconds])
        return rows.map { row in
            LeadStatisticsRow(
                minute: Timestamp(milliseconds: row[0]), flowID: row[1], sourceID: row[2], successes: row[3],
                failures: row[4], errors: row[5])
        }
    }
}
