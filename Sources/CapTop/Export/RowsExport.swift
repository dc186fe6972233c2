// The rows on screen as the text of a file, by the same writers as `once` and `audit`. Holds the state as it was when it was
// asked for, so that the text can be made while the screen goes on. Writes nothing.
import Models

struct RowsExport: Equatable, Sendable {
    enum Format: String, CaseIterable, Sendable {
        case csv, json
    }

    var state: AppState
    var format: Format
    var path: String
    /// Whether a file that is there gives way.
    var replaces: Bool

    /// nil when the file's ending names no format.
    init?(_ state: AppState, to path: String, replaces: Bool) {
        guard let format = Format.allCases.first(where: { path.lowercased().hasSuffix(".\($0.rawValue)") }) else {
            return nil
        }
        self.state = state
        self.format = format
        self.path = path
        self.replaces = replaces
    }

    /// On the caps screen the caps, on any other its list: what is shown, in the order in which it is.
    func made() -> (text: String, count: Int) {
        if state.screen == .audit {
            let report = AuditReport(generatedAt: state.now, entries: state.audit.entries)
            return (format == .csv ? report.csv() : report.json(), report.entries.count)
        }
        if let resource = state.moneyResource, let what = OnceWhat(resource) {
            let report = ListReport(what, networks: state.networks, rows: moneyRows(resource, what), at: state.now)
            return (format == .csv ? report.csv() : report.json(), report.rows.count)
        }
        let report = CapReport(networks: state.networks, rows: capRows, at: state.now)
        return (format == .csv ? CSVReport.text(of: report) : JSONReport.text(of: report), report.rows.count)
    }

    private var capRows: [CapReport.Row] {
        state.dashboard.caps.compactMap { place in
            state.meter(place).map { CapReport.Row(meter: $0, forecast: state.forecast(place)) }
        }
    }

    private func moneyRows(_ resource: MoneyResource, _ what: OnceWhat) -> [ListRow] {
        let all = state.networks.flatMap { ListRow.rows(what, of: $0) }
        let byID = Dictionary(all.map { ($0.members.first?.1.text ?? "", $0) }) { first, _ in first }
        return state.moneyRows(resource).compactMap { byID[$0.target.text] }
    }
}
