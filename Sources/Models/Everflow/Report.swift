// Answers of the entity report and its table form (Everflow reference, section 12).

extension Everflow {
    /// One key of a row: `affiliate` 51 "Harbor Media".
    public struct ReportColumn: Hashable, Sendable {
        public var type = ""
        /// Text even for numeric ids; for `date` seconds since 1970.
        public var id = ""
        /// May be missing.
        public var label: String?

        public init() {}

        public init(type: String, id: String, label: String? = nil) {
            self.type = type
            self.id = id
            self.label = label
        }
    }

    /// One row: its keys, found by type and not by position, and its numbers. Pairs without activity have no row.
    public struct ReportRow: Hashable, Sendable, JSONWritable {
        public var columns: [ReportColumn] = []
        public var metrics = ReportMetrics()

        public init() {}

        public init(columns: [ReportColumn], metrics: ReportMetrics) {
            self.columns = columns
            self.metrics = metrics
        }

        /// The id under `type`: `row.id("offer")`.
        public func id(_ type: String) -> String? {
            columns.first { $0.type == type }?.id
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }

    /// The numbers of one point in time.
    public struct ReportPoint: Hashable, Sendable {
        public var unix: Timestamp?
        public var metrics = ReportMetrics()

        public init() {}
    }

    /// A whole answer.
    public struct Report: Equatable, Sendable {
        public var rows: [ReportRow]
        /// True when the answer was cut at 10,000 rows.
        public var isIncomplete: Bool
        public var summary: ReportMetrics?
        public var performance: [ReportPoint]?
        /// Rows that could not be used, one sentence each.
        public var skipped: [String]

        public init(
            rows: [ReportRow] = [], isIncomplete: Bool = false, summary: ReportMetrics? = nil,
            performance: [ReportPoint]? = nil, skipped: [String] = []
        ) {
            self.rows = rows
            self.isIncomplete = isIncomplete
            self.summary = summary
            self.performance = performance
            self.skipped = skipped
        }
    }
}

extension Everflow.Report {
    /// Rows at which an answer is cut (Everflow reference, 12).
    private static let mostRows = 10_000

    /// Reads `POST /networks/reporting/entity` and `.../table`: rows under `table` or `table.rows`.
    public static func read(_ bytes: [UInt8]) throws(WireError) -> Everflow.Report {
        try WireAnswer.document(bytes).withRoot { root throws(WireError) in
            guard let table = root["table"] else {
                throw WireAnswer.refusal(root) ?? .malformed("no table in the answer")
            }
            let notes = WireNotes()
            let list = table["rows"] ?? table
            guard list.isArray || list.isNull else { throw .malformed("table is not a list") }
            var report = Everflow.Report(rows: WireReader.rows(list, notes: notes))
            report.isIncomplete = root["incomplete_results"]?.bool ?? (report.rows.count >= mostRows)
            report.summary = root["summary"].flatMap { element in
                element.isObject ? WireReader.read(element, place: "summary", notes: notes) : nil
            }
            report.performance = root["performance"].flatMap { element in
                element.isArray ? WireReader.rows(element, notes: notes) : nil
            }
            report.skipped = notes.lines
            return report
        }
    }

    /// `{"summary", "performance", "table", "incomplete_results"}`, the first two only when set.
    public func json() -> JSONValue {
        var object = JSONObject()
        object["summary"] = summary.map { WireWriter.json($0) }
        object["performance"] = performance.map { .array($0.map { WireWriter.json($0) }) }
        object["table"] = .array(rows.map { WireWriter.json($0) })
        object["incomplete_results"] = .bool(isIncomplete)
        return .object(object)
    }
}

extension Everflow.ReportColumn: WireObject {
    static let noun = "column"

    var defect: String? { type.isEmpty ? "has no column_type" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("column_type", &type)
        fields.field("id", &id)
        fields.field("label", &label)
    }
}

extension Everflow.ReportRow: WireObject {
    static let noun = "report row"

    var defect: String? { columns.isEmpty ? "has no columns" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.objects("columns", &columns)
        fields.object("reporting", &metrics)
    }
}

extension Everflow.ReportPoint: WireObject {
    static let noun = "performance point"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.unixTime("unix", &unix)
        fields.object("reporting", &metrics)
    }
}
