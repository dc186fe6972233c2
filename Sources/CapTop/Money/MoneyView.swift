// The screens of the money side: a list of settings, commissions or tiers, and below it everything about the one under the
// cursor.
import Models
import TUIKitLite

struct MoneyView {
    var resource: MoneyResource
    var state: AppState
    var look: Look

    func draw(on surface: inout Surface) {
        let parts = state.listLayout
        let rows = state.moneyRows(resource)
        drawList(rows, in: parts.list, visibleRows: parts.visibleRows, on: &surface)
        if state.editor == nil { drawDetail(rows, in: parts.detail, on: &surface) }
    }

    // MARK: - The list

    private func drawList(_ rows: [MoneyRow], in rect: Rect, visibleRows: Int, on surface: inout Surface) {
        let isFocused = state.editor == nil && !state.money.isDetailFocused
        let filter = state.money.filter.isEmpty ? "" : "  filter: \(state.money.filter)"
        let count = state.marks.money[state.screen]?.count ?? 0
        let marks = count == 0 ? "" : "  \(count) marked"
        PaneTitle(text: resource.title, detail: "\(rows.count)\(filter)\(marks)", isFocused: isFocused, look: look)
            .draw(in: rect, on: &surface)
        let selected = state.selectedMoney(in: rows)
        let first = Viewport.scroll(
            selected: selected, first: state.money.cursor.first, visible: visibleRows, count: rows.count)
        let marked = state.marks.money[state.screen] ?? []
        let cells = MoneyCells(state: state, look: look)
        Table(
            columns: MoneyCells.columns(of: resource), rowCount: rows.count, firstVisible: first, selected: selected,
            isFocused: isFocused, isMarked: { marked.contains(rows[$0].subject) },
            cell: { cells.cell(rows[$0], column: $1) }
        )
        .draw(inFrame: rect, emptyText: emptyText, look: look, on: &surface)
    }

    private var emptyText: String {
        let everflow = state.networks.filter { $0.network.kind == .everflow }
        if everflow.isEmpty { return "these are Everflow's, and no Everflow network is shown" }
        if everflow.allSatisfy({ $0.snapshot?.money == nil }) { return "loading" }
        if everflow.allSatisfy({ resource.rows(of: $0) == nil }) { return "not to be had from this account" }
        return state.money.filter.isEmpty ? "there are none" : "nothing matches the filter"
    }

    // MARK: - The lower part

    private func drawDetail(_ rows: [MoneyRow], in rect: Rect, on surface: inout Surface) {
        let inside = rect.inset(by: 1)
        guard !inside.isEmpty, let selected = state.selectedMoney(in: rows) else { return }
        let isFocused = state.money.isDetailFocused
        PaneTitle(
            text: "\(rows[selected].name), \(resource.noun) \(rows[selected].id)", isFocused: isFocused, look: look
        )
        .draw(in: rect, on: &surface)
        let lines = MoneyDetail(state: state, width: inside.width - 2).lines
        let first = min(state.money.detailFirst, max(0, lines.count - inside.height))
        for (row, line) in lines.dropFirst(first).prefix(inside.height).enumerated() {
            draw(line, in: Rect(x: inside.x + 1, y: inside.y + row, width: inside.width - 2, height: 1), on: &surface)
        }
        Scrollbar(first: first, visible: inside.height, count: lines.count)
            .draw(
                in: Rect(x: rect.maxX - 1, y: inside.y, width: 1, height: inside.height), on: &surface,
                glyphs: look.glyphs, style: look[isFocused ? .borderFocused : .border])
    }

    private func draw(_ line: MoneyDetail.Line, in rect: Rect, on surface: inout Surface) {
        switch line {
        case .text(let text, let role):
            surface.put(text, at: Point(x: rect.x, y: rect.y), style: look[role], maxWidth: rect.width)
        case .field(let name, let value):
            let nameWidth = MoneyDetail.nameWidth(of: resource, in: rect.width)
            surface.put(
                CellText.clipped(name, to: nameWidth, ellipsis: look.glyphs.ellipsis),
                at: Point(x: rect.x, y: rect.y), style: look[.muted], maxWidth: nameWidth)
            surface.put(
                value, at: Point(x: rect.x + nameWidth + 1, y: rect.y), style: look[.text],
                maxWidth: rect.width - nameWidth - 1)
        case .progress(let label, let progress, let tail):
            let bar = min(30, rect.width / 3)
            let labelWidth = max(1, rect.width - bar - 34)
            surface.put(
                CellText.clipped(label, to: labelWidth - 1, ellipsis: look.glyphs.ellipsis),
                at: Point(x: rect.x, y: rect.y), style: look[.text], maxWidth: labelWidth)
            Bar(goal: progress, look: look).draw(
                in: Rect(x: rect.x + labelWidth, y: rect.y, width: bar, height: 1), on: &surface, glyphs: look.glyphs)
            surface.put(
                tail, at: Point(x: rect.x + labelWidth + bar + 1, y: rect.y), style: look[.text],
                maxWidth: rect.width - labelWidth - bar - 1)
        }
    }
}

extension Bar {
    /// How far it is to a goal: a goal that is reached is good news, not a limit.
    init(goal progress: CommissionProgress, look: Look) {
        self.init(
            fraction: progress.fraction, pace: nil, style: look[progress.isReached ? .calm : .near],
            trackStyle: look[.track], paceStyle: look[.pace], overStyle: look[.calm])
    }
}
