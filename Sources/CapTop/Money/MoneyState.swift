// What the screens of the money side remember each: the line under the cursor, the filter, and how far the lower part is
// scrolled.
import Models

struct MoneyState: Equatable, Sendable {
    var cursor = PaneCursor<SubjectID>()
    /// Words that all must occur in a line's names.
    var filter = ""
    /// What the filter was when its field was opened.
    var filterBefore = ""
    var isDetailFocused = false
    var detailFirst = 0
    /// The screen's lines, sorted once for all that draw a frame; nil but in a state that is being drawn.
    var rows: [MoneyRow]?
}

extension AppState {
    /// Which resource the screen lists; nil for other screens.
    var moneyResource: MoneyResource? {
        switch screen {
        case .payouts: .customPayout
        case .commissions: .tieredCommission
        case .tiers: .affiliateTier
        case .caps, .audit, .alerts, .network, .chart: nil
        }
    }

    var money: MoneyState {
        get { moneyStates[screen] ?? MoneyState() }
        set { moneyStates[screen] = newValue }
    }

    /// The lines of the screen, of all networks, by name.
    func moneyRows(_ resource: MoneyResource) -> [MoneyRow] {
        if resource == moneyResource, let rows = money.rows { return rows }
        return moneyRows(resource, filter: money.filter)
    }

    func moneyRows(_ resource: MoneyResource, filter: String) -> [MoneyRow] {
        let words = filter.lowercased().split(separator: " ").map(String.init)
        return networks.flatMap { network -> [MoneyRow] in
            let rows = resource.rows(of: network) ?? []
            guard !words.isEmpty else { return rows }
            let names = NameBook(network.snapshot)
            return rows.filter { row in
                let text = row.searchText(names)
                return words.allSatisfy(text.contains)
            }
        }
        .map { (name: $0.name.lowercased(), row: $0) }
        .sorted { ($0.name, $0.row.network, $0.row.id) < ($1.name, $1.row.network, $1.row.id) }
        .map(\.row)
    }

    /// This state with the lines of its money screen made, to be drawn and not to be kept.
    var withMoneyRows: AppState {
        guard let resource = moneyResource else { return self }
        var listed = self
        listed.money.rows = moneyRows(resource)
        return listed
    }

    /// The line under the cursor: the one it was on, else the one in its place.
    func selectedMoney(in rows: [MoneyRow]) -> Int? {
        guard !rows.isEmpty else { return nil }
        return rows.firstIndex { $0.subject == money.cursor.id } ?? min(money.cursor.line, rows.count - 1)
    }
}
