// What an entity report asks for, checked. Knows the request's form, not the ledger. Everflow reference, section 12.

import Models

struct ReportQuery: Sendable {
    enum Column: String, Sendable {
        case offer, affiliate, advertiser, date
    }

    /// Rows beyond these are cut.
    static let rowLimit = 10_000
    static let longestSpan = 367
    static let mostColumns = 10

    var from: CivilDate
    var to: CivilDate
    var calendar: CapCalendar
    var currency: String
    var columns: [Column]
    /// What each named resource must be; nil: anything.
    var offer: Set<Int>?
    var affiliate: Set<Int>?
    var advertiser: Set<Int>?

    init(_ request: SandboxRequest, needsColumns: Bool) throws(SandboxFailure) {
        let body = try request.jsonObject()
        from = try ReportQuery.date("from", body)
        to = try ReportQuery.date("to", body)
        guard from <= to else { throw SandboxFailure(400, "from must not be after to") }
        guard to.daysSinceEpoch - from.daysSinceEpoch < ReportQuery.longestSpan else {
            throw SandboxFailure(400, "the date span must not exceed \(ReportQuery.longestSpan) days")
        }
        calendar = try ReportQuery.calendar(body["timezone_id"])
        guard let currency = body["currency_id"]?.text, SandboxNetwork.dollars[currency] != nil else {
            throw SandboxFailure(400, "currency_id is required and must be one of USD, EUR, GBP")
        }
        self.currency = currency
        columns = try ReportQuery.columns(body["columns"], needed: needsColumns)
        try readFilters(body["query"]?["filters"])
    }

    // MARK: - Parts

    /// `YYYY-MM-DD`, a time of day behind it is passed over.
    private static func date(_ name: String, _ body: JSONObject) throws(SandboxFailure) -> CivilDate {
        guard let text = body[name]?.text, let date = CivilDate(text: String(text.prefix(10))) else {
            throw SandboxFailure(400, "\(name) is required as YYYY-MM-DD")
        }
        return date
    }

    private static func calendar(_ id: JSONValue?) throws(SandboxFailure) -> CapCalendar {
        var number = Int64(SandboxNetwork.reportingTimezoneID)
        if let id, !id.isNull {
            guard let given = id.int64 else { throw SandboxFailure(400, "timezone_id must be an integer") }
            number = given
        }
        guard let zone = TimezoneList.zone(Int(clamping: number)), let calendar = CapCalendar(timeZone: zone) else {
            throw SandboxFailure(400, "unknown timezone_id \(number)")
        }
        return calendar
    }

    private static func columns(_ list: JSONValue?, needed: Bool) throws(SandboxFailure) -> [Column] {
        var columns: [Column] = []
        for entry in list?.array ?? [] {
            guard let name = entry["column"]?.text, let column = Column(rawValue: name) else {
                throw SandboxFailure(400, "unsupported column \(entry["column"]?.text ?? "")")
            }
            if !columns.contains(column) { columns.append(column) }
        }
        guard !needed || (1...mostColumns).contains(columns.count) else {
            throw SandboxFailure(400, "columns must name 1 to \(mostColumns) columns")
        }
        return columns
    }

    private mutating func readFilters(_ list: JSONValue?) throws(SandboxFailure) {
        for filter in list?.array ?? [] {
            let type = filter["resource_type"]?.text ?? ""
            guard let id = filter["filter_id_value"]?.int64.map({ Int(clamping: $0) }) else {
                throw SandboxFailure(400, "filter_id_value must be the id of a resource")
            }
            switch type {
            case "offer": offer = ReportQuery.narrowed(offer, to: id)
            case "affiliate": affiliate = ReportQuery.narrowed(affiliate, to: id)
            case "advertiser": advertiser = ReportQuery.narrowed(advertiser, to: id)
            default: throw SandboxFailure(400, "unsupported resource_type \(type)")
            }
        }
    }

    /// Filters combine with AND, so that two different ids leave nothing.
    private static func narrowed(_ known: Set<Int>?, to id: Int) -> Set<Int> {
        known.map { $0.intersection([id]) } ?? [id]
    }
}
