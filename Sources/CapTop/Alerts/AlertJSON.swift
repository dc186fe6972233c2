// An alert as JSON, schema 1: what a webhook is sent and a command reads. Documented in docs/alerts.md.
import Models

enum AlertJSON {
    static let schema = 1

    /// - Parameters:
    ///   - uid: what a receiver tells the alert by.
    ///   - message: its sentence.
    static func body(_ alert: Alert, of rule: AlertRule, uid: String, message: String) -> String {
        var members: [(String, JSONValue)] = [
            ("schema", .int(schema)),
            ("id", .string(uid)),
            ("rule", .string(rule.name)),
            ("when", .string(rule.text)),
            ("network", .string(alert.network.name)),
            ("environment", .string(alert.network.environment.rawValue)),
            ("occasion", .string(alert.occasion.rawValue)),
            ("raised_at", .string(alert.at.rfc3339())),
            ("as_of", .string(alert.asOf.rfc3339())),
            ("message", .string(message)),
        ]
        switch alert.subject {
        case .cap(let cap): members += caps([cap], count: 1)
        case .caps(let named, let count): members += caps(named, count: count)
        case .network(_, let health):
            members += caps([], count: 0)
            members.append(("error", health.failure.map(JSONValue.string) ?? .null))
        }
        return String(decoding: JSONValue.object(members).serialized(), as: UTF8.self)
    }

    private static func caps(_ caps: [AlertedCap], count: Int) -> [(String, JSONValue)] {
        let rows = caps.map { JSONReport.cap(CapReport.Row(meter: $0.meter, forecast: $0.forecast)) }
        return [("count", .int(count)), ("caps", .array(rows))]
    }
}
