// The report as JSON, schema 1: the API's own field names, one object a cap. Documented in docs/manual.md.
import Models

enum JSONReport {
    static let schema = 1

    static func text(of report: CapReport) -> String {
        let value = JSONValue.object([
            ("schema", .int(schema)),
            ("generated_at", time(report.generatedAt, fractionDigits: 0)),
            ("networks", .array(report.networks.map { network($0, at: report.generatedAt) })),
            ("caps", .array(report.rows.map(cap))),
        ])
        return String(decoding: value.serialized(), as: UTF8.self) + "\n"
    }

    static func network(_ state: NetworkState, at now: Timestamp) -> JSONValue {
        .object([
            ("name", .string(state.network.name)),
            ("kind", .string(state.network.kind.rawValue)),
            ("environment", .string(state.network.environment.rawValue)),
            ("state", .string(state.condition(at: now).rawValue)),
            ("as_of", state.snapshot.map { time($0.asOf, fractionDigits: 0) } ?? .null),
            ("error", state.failure.map { .string($0.message) } ?? .null),
            ("notes", .array((state.snapshot?.notes ?? []).map(JSONValue.string))),
        ])
    }

    /// One cap; alerts carry the same.
    static func cap(_ row: CapReport.Row) -> JSONValue {
        let meter = row.meter
        let object = meter.object
        var members: [(String, JSONValue)] = [
            ("id", .string(meter.id.text)),
            ("network", .string(object.id.network)),
            ("scope", .string(object.scope.rawValue)),
            ("name", .string(object.name)),
            ("parent", object.parent.map { .string($0.text) } ?? .null),
            ("affiliate", named(object.affiliate)),
            ("offer", named(object.offer)),
            ("metric", .string(meter.limit.metric.rawValue)),
            ("period", period(meter.limit.period)),
            ("count", meter.count.map(JSONValue.quantity) ?? .null),
            ("maximum", meter.limit.maximum.map(JSONValue.quantity) ?? .null),
            ("utilisation", meter.utilisation.map(JSONValue.double) ?? .null),
            ("is_soft_cap", .bool(object.isSoftCap)),
            ("failed_count", meter.failedCount.map(JSONValue.quantity) ?? .null),
            ("started_at", meter.startedAt.map { time($0, of: meter) } ?? .null),
            ("expires_at", meter.expiresAt.map { time($0, of: meter) } ?? .null),
            ("time_zone", .string(object.timeZone)),
            ("trips_at", row.tripsAt.map { time($0, fractionDigits: 0) } ?? .null),
            ("as_of", time(meter.asOf, fractionDigits: 0)),
        ]
        if meter.limit.metric.isMoney {
            members.append(("currency", object.currency.map(JSONValue.string) ?? .null))
        }
        return .object(members)
    }

    private static func named(_ named: NamedID?) -> JSONValue {
        guard let named else { return .null }
        return .object([("id", .string(named.id)), ("name", .string(named.name))])
    }

    private static func period(_ period: CapPeriod) -> JSONValue {
        .object([("unit", .string(period.unit.rawValue)), ("length", .int(period.length))])
    }

    private static func time(_ instant: Timestamp, fractionDigits: Int) -> JSONValue {
        .string(instant.rfc3339(fractionDigits: fractionDigits))
    }

    /// LeadConduit writes its own instants with milliseconds, and they pass through as they came.
    private static func time(_ instant: Timestamp, of meter: CapMeter) -> JSONValue {
        time(instant, fractionDigits: meter.object.id.kind == .cap ? 3 : 0)
    }
}
