// The networks on screen: a line each with how it stands, and below everything about the one under the cursor.
import Models
import TUIKitLite

struct NetworksView {
    /// Rows for what is known of the one under the cursor: its sentences, and a few that could not be read.
    static let wantedHeight = 12

    var state: AppState
    var look: Look

    private enum Column: Int {
        case name, environment, kind, condition, age, interval, caps, skew, trouble
    }

    private static let columns = [
        TableColumn("NETWORK", width: .flexible(min: 8, weight: 2), priority: 10),
        TableColumn("", width: .fixed(7), priority: 7),
        TableColumn("KIND", width: .fixed(11), priority: 3),
        TableColumn("STATE", width: .fixed(7), priority: 10),
        TableColumn("AGE", width: .fixed(4), alignment: .right, priority: 9),
        TableColumn("EVERY", width: .fixed(5), alignment: .right, priority: 4),
        TableColumn("CAPS", width: .fixed(7), alignment: .right, priority: 6),
        TableColumn("CLOCK", width: .fixed(6), alignment: .right, priority: 5),
        TableColumn("TROUBLE", width: .flexible(min: 24, weight: 7), priority: 8),
    ]

    func draw(on surface: inout Surface) {
        let parts = state.listLayout
        let failing = state.networks.count { $0.failure != nil }
        PaneTitle(
            text: "Networks", detail: "\(state.networks.count)", trailing: failing == 0 ? "" : "\(failing) failing",
            isFocused: true, look: look
        )
        .draw(in: parts.list, on: &surface)
        Table(
            columns: NetworksView.columns, rowCount: state.networks.count, firstVisible: state.networkList.first,
            selected: state.networkList.cursor, cell: cell
        )
        .draw(inFrame: parts.list, emptyText: "there are none", look: look, on: &surface)
        guard let network = state.listedNetwork else { return }
        PaneTitle(text: network.network.name, isFocused: false, look: look).draw(in: parts.detail, on: &surface)
        TextWrap.draw(facts(of: network).lines, inFrame: parts.detail, style: look[.text], on: &surface)
    }

    private func facts(of network: NetworkState) -> NetworkFacts {
        NetworkFacts(network: network, now: state.now, unlocking: state.keymap.keyNames(of: .write))
    }

    private func cell(row: Int, column: Int) -> CellContent {
        let network = state.networks[row]
        switch Column(rawValue: column) {
        case .name: return .text(network.network.name, look[.text])
        case .environment:
            return .text(network.network.environment.badge, look[network.network.environment.role])
        case .kind: return .text(network.network.kind.rawValue, look[.muted])
        case .condition: return condition(of: network)
        case .age: return .text(network.age(at: state.now).map { Figures.age(milliseconds: $0) } ?? "-", look[.text])
        case .interval: return .text(DurationText.text(milliseconds: network.refreshInterval), look[.muted])
        case .caps: return .text(network.snapshot.map { "\($0.meters.count)" } ?? "-", look[.text])
        case .skew: return .text(skew(of: network), look[network.snapshot?.clockSkew ?? 0 == 0 ? .muted : .near])
        case .trouble: return .text(facts(of: network).trouble, look[network.failure == nil ? .muted : .error])
        case nil: return .text("", look[.text])
        }
    }

    private func condition(of network: NetworkState) -> CellContent {
        switch network.condition(at: state.now) {
        case .ok: .text("ok", look[.calm])
        case .stale: .text("STALE", look[.near])
        case .error: .text("ERROR", look[.error])
        case .never: .text("loading", look[.muted])
        }
    }

    /// How far the server's clock is ahead of this machine's; `=` for within two seconds.
    private func skew(of network: NetworkState) -> String {
        guard let skew = network.snapshot?.clockSkew else { return "-" }
        return skew == 0 ? "=" : (skew > 0 ? "+" : "-") + Figures.age(milliseconds: abs(skew))
    }
}
