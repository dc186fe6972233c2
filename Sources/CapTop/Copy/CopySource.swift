// What is under the cursor as text to take away: one cell, the row, its JSON as `once` prints it, or the request as curl.
// Pure; touches no clipboard.
import Models
import TUIKitLite
import Upstream

struct CopySource {
    private enum Subject {
        case cap(CapReport.Row)
        case listed(ListRow, EditTarget?)
        case entry(JournalEntry)
    }

    private let state: AppState
    private let subject: Subject

    /// nil when nothing is under the cursor that could be copied.
    init?(_ state: AppState) {
        guard let subject = CopySource.subject(of: state) else { return nil }
        self.state = state
        self.subject = subject
    }

    /// nil when it has no such form. Without line ends and control characters, so that a paste runs nothing.
    func text(_ form: CopyForm) -> String? {
        switch form {
        case .cell: CellText.sanitized(cell)
        case .row: cells.map(CellText.sanitized).joined(separator: "\t")
        case .json: String(decoding: json.serialized(), as: UTF8.self)
        case .curl: curl
        }
    }

    // MARK: - What is under the cursor

    private static func subject(of state: AppState) -> Subject? {
        if let resource = state.moneyResource { return moneyRow(resource, of: state) }
        if state.screen == .audit { return state.audit.selected.map(Subject.entry) }
        switch state.pane {
        case .affiliates: return state.affiliates.id.flatMap { listed(.affiliates, $0, of: state) }
        case .offers: return state.offers.id.flatMap { listed(.offers, $0, of: state) }
        case .caps, .detail:
            return state.selectedCap.map { meter in
                .cap(CapReport.Row(meter: meter, forecast: state.forecast(onLine: state.caps.line)))
            }
        }
    }

    private static func listed(_ what: OnceWhat, _ id: SubjectID, of state: AppState) -> Subject? {
        guard let network = state.networkState(named: id.network), let snapshot = network.snapshot else { return nil }
        let ids = what == .offers ? snapshot.offers.map(\.id) : snapshot.affiliates.map(\.id)
        guard let place = ids.firstIndex(of: id.id) else { return nil }
        let subject = what == .offers ? state.offerSubject(id) : state.affiliateSubject(id)
        return .listed(ListRow.rows(what, of: network)[place], subject?.target)
    }

    private static func moneyRow(_ resource: MoneyResource, of state: AppState) -> Subject? {
        let rows = state.moneyRows(resource)
        guard let place = state.selectedMoney(in: rows), let network = state.networkState(named: rows[place].network),
            let what = OnceWhat(resource)
        else { return nil }
        let target = rows[place].target
        return ListRow.rows(what, of: network).first { $0.members.first?.1 == .string(target.text) }
            .map { .listed($0, target) }
    }

    // MARK: - Its forms

    /// Of a cap the figure it is sorted by, of anything else its name.
    private var cell: String {
        switch subject {
        case .cap(let row): sortedCell(row)
        case .listed(let row, _): row.cells.first ?? ""
        case .entry(let entry): entry.target
        }
    }

    private func sortedCell(_ row: CapReport.Row) -> String {
        let meter = row.meter
        return switch state.sort.key {
        case .risk: TableReport.trips(row, on: network(of: row), at: state.now, in: state.clockCalendar)
        case .utilisation: Figures.percent(meter.utilisation)
        case .network: meter.object.id.network
        case .affiliate: SubjectText.affiliate(of: meter.object)
        case .offer: SubjectText.offer(of: meter.object)
        case .name: meter.object.name
        case .metric, .period: Figures.limit(meter)
        case .count: meter.count?.description ?? "-"
        case .maximum: meter.limit.maximum?.description ?? "-"
        case .expires: meter.expiresAt?.rfc3339(fractionDigits: 0) ?? "-"
        }
    }

    private var cells: [String] {
        switch subject {
        case .cap(let row): TableReport.cells(of: row, on: network(of: row), at: state.now)
        case .listed(let row, _): row.cells
        case .entry(let entry): AuditReport.cells(entry)
        }
    }

    private func network(of row: CapReport.Row) -> NetworkState? {
        state.networkState(named: row.meter.object.id.network)
    }

    private var json: JSONValue {
        switch subject {
        case .cap(let row): JSONReport.cap(row)
        case .listed(let row, _): .object(row.members)
        case .entry(let entry): AuditReport.json(entry)
        }
    }

    /// What reads the object; of an entry in the journal the request that was sent.
    private var curl: String? {
        let (network, request): (String, APIRequest?) =
            switch subject {
            case .cap(let row): (row.meter.object.id.network, CopySource.read(row.meter.object.id))
            case .listed(_, let target): (target?.network ?? "", target.flatMap { try? LiveRead($0).request })
            case .entry(let entry):
                (
                    entry.profile,
                    APIRequest(entry.method, entry.path, body: entry.body.isEmpty ? nil : Array(entry.body.utf8))
                )
            }
        guard let request else { return nil }
        return state.networkState(named: network)?.curl?.command(request)
    }

    /// A LeadConduit cap is read as its counter, which says what was used of it.
    private static func read(_ id: ObjectID) -> APIRequest? {
        id.kind == .cap ? LeadConduit.Requests.cap(id: id.key) : try? LiveRead(EditTarget(id)).request
    }
}
