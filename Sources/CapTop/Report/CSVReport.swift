// The report as CSV: the JSON's members flattened, one line a cap, safe to open in a spreadsheet.
import Models
import TUIKitLite

enum CSVReport {
    private static let columns: [(name: String, value: @Sendable (CapReport.Row) -> String)] = [
        ("id", { text($0.meter.id.text) }),
        ("network", { text($0.meter.object.id.network) }),
        ("scope", { $0.meter.object.scope.rawValue }),
        ("name", { text($0.meter.object.name) }),
        ("parent", { text($0.meter.object.parent?.text ?? "") }),
        ("affiliate_id", { text($0.meter.object.affiliate?.id ?? "") }),
        ("affiliate_name", { text($0.meter.object.affiliate?.name ?? "") }),
        ("offer_id", { text($0.meter.object.offer?.id ?? "") }),
        ("offer_name", { text($0.meter.object.offer?.name ?? "") }),
        ("metric", { $0.meter.limit.metric.rawValue }),
        ("period_unit", { text($0.meter.limit.period.unit.rawValue) }),
        ("period_length", { "\($0.meter.limit.period.length)" }),
        ("count", { $0.meter.count?.description ?? "" }),
        ("maximum", { $0.meter.limit.maximum?.description ?? "" }),
        ("utilisation", { $0.meter.utilisation.map { "\($0)" } ?? "" }),
        ("is_soft_cap", { $0.meter.object.isSoftCap ? "true" : "false" }),
        ("failed_count", { $0.meter.failedCount?.description ?? "" }),
        ("started_at", { time($0.meter.startedAt, of: $0.meter) }),
        ("expires_at", { time($0.meter.expiresAt, of: $0.meter) }),
        ("time_zone", { text($0.meter.object.timeZone) }),
        ("trips_at", { $0.tripsAt?.rfc3339(fractionDigits: 0) ?? "" }),
        ("as_of", { $0.meter.asOf.rfc3339(fractionDigits: 0) }),
        ("currency", { $0.meter.limit.metric.isMoney ? text($0.meter.object.currency ?? "") : "" }),
    ]

    static func text(of report: CapReport) -> String {
        var text = columns.map(\.name).joined(separator: ",") + "\r\n"
        for row in report.rows {
            text += columns.map { $0.value(row) }.joined(separator: ",") + "\r\n"
        }
        return text
    }

    /// Text from outside: control characters out, quotes doubled, and an apostrophe before what a spreadsheet would
    /// take for a formula.
    static func text(_ raw: String) -> String {
        var text = CellText.sanitized(raw)
        if beginsFormula(text) { text = "'" + text }
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline || $0 == " " }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// Also behind blanks, under combining marks and in full width: some spreadsheets take those too.
    private static func beginsFormula(_ text: String) -> Bool {
        let first = text.unicodeScalars.first { $0 != " " }
        return first.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
    }

    /// One member of a JSON report: lists and objects as their JSON, null as nothing.
    static func cell(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .array, .object: text(String(decoding: value.serialized(), as: UTF8.self))
        case .bool, .number, .string: text(value.text ?? "")
        }
    }

    private static func time(_ instant: Timestamp?, of meter: CapMeter) -> String {
        instant?.rfc3339(fractionDigits: meter.object.id.kind == .cap ? 3 : 0) ?? ""
    }
}
