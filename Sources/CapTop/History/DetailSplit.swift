// How the detail pane is shared out between its text and the chart of the selected cap, and what of the history is in view.
import Models
import TUIKitLite

struct DetailSplit: Equatable {
    /// Narrower text would be broken too often.
    private static let leastText = 48
    private static let leastChart = Size(width: 34, height: 7)
    private static let mostChart = 84

    var text: Rect
    /// nil where there is no room; then there is a screen of its own for it.
    var chart: Rect?

    /// - Parameter pane: with its frame.
    init(_ pane: Rect, state: AppState) {
        let inside = pane.inset(by: 1)
        text = inside
        guard state.history.isKept, state.ghost == nil, state.selectedCap != nil else { return }
        let width = min(DetailSplit.mostChart, inside.width * 9 / 20)
        guard width >= DetailSplit.leastChart.width, inside.height >= DetailSplit.leastChart.height,
            inside.width - width >= DetailSplit.leastText
        else { return }
        (text, chart) = inside.splitRight(width)
    }
}

extension AppState {
    /// Whether the chart of the selected cap is on screen.
    var isChartInView: Bool {
        switch screen {
        case .chart: true
        case .caps: editor == nil && layout.panes[.detail].map { DetailSplit($0, state: self).chart != nil } ?? false
        case .audit, .alerts, .network, .payouts, .commissions, .tiers: false
        }
    }

    /// Whether the caps pane has room for trends.
    var isTrendInView: Bool {
        screen == .caps && layout.panes[.caps].map { CapsPane.showsTrend(columns, width: $0.width) } ?? false
    }
}
