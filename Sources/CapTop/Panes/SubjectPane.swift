// The affiliates pane and the offers pane: one row each with its fullest cap, fullest first, "all" on top.
import Models
import TUIKitLite

struct SubjectPane {
    var pane: Pane
    var allLabel: String
    var rows: [SubjectRow]
    var cursorLine: Int
    var firstLine: Int
    /// A name is followed by its network when several are shown together.
    var showsNetwork: Bool
    var marked: Set<SubjectID>
    var isFocused: Bool
    var look: Look

    static func affiliates(_ state: AppState, look: Look) -> SubjectPane {
        SubjectPane(
            pane: .affiliates, allLabel: "all affiliates", rows: state.dashboard.affiliates,
            cursorLine: state.affiliateLine, firstLine: state.affiliates.first,
            showsNetwork: state.networks.count > 1, marked: state.marks.affiliates,
            isFocused: state.pane == .affiliates, look: look)
    }

    static func offers(_ state: AppState, look: Look) -> SubjectPane {
        SubjectPane(
            pane: .offers, allLabel: "all offers", rows: state.dashboard.offers,
            cursorLine: state.offerLine, firstLine: state.offers.first,
            showsNetwork: state.networks.count > 1, marked: state.marks.offers,
            isFocused: state.pane == .offers, look: look)
    }

    func draw(in rect: Rect, on surface: inout Surface) {
        let inside = rect.inset(by: 1)
        guard !inside.isEmpty else { return }
        let marks = marked.isEmpty ? "" : "  \(marked.count) marked"
        PaneTitle(text: pane.title, detail: "\(rows.count)\(marks)", isFocused: isFocused, look: look)
            .draw(in: rect, on: &surface)
        for row in 0..<inside.height {
            let line = firstLine + row
            guard line <= rows.count else { break }
            let lineRect = Rect(x: inside.x, y: inside.y + row, width: inside.width, height: 1)
            if line == 0 {
                surface.put(
                    "  " + allLabel, at: Point(x: inside.x, y: lineRect.y), style: look[.muted], clip: inside)
            } else {
                draw(rows[line - 1], in: lineRect, on: &surface)
            }
            if line == cursorLine { drawCursor(in: lineRect, on: &surface) }
            if line > 0 {
                drawBar(of: rows[line - 1], in: lineRect, on: &surface)
                drawMark(of: rows[line - 1], in: lineRect, on: &surface)
            }
        }
        Scrollbar(first: firstLine, visible: inside.height, count: rows.count + 1)
            .draw(
                in: Rect(x: rect.maxX - 1, y: inside.y, width: 1, height: inside.height), on: &surface,
                glyphs: look.glyphs, style: look[isFocused ? .borderFocused : .border])
    }

    private func draw(_ row: SubjectRow, in rect: Rect, on surface: inout Surface) {
        let barWidth = barWidth(in: rect)
        let percentWidth = 6
        let nameWidth = max(1, rect.width - 2 - percentWidth - 2 - barWidth)
        let style = look[row.state.role]
        surface.put(row.state.mark, at: Point(x: rect.x + 1, y: rect.y), style: style, maxWidth: 1)
        let name = showsNetwork && nameWidth > 24 ? "\(row.name) (\(row.id.network))" : row.name
        surface.put(
            CellText.clipped(name, to: nameWidth, ellipsis: look.glyphs.ellipsis),
            at: Point(x: rect.x + 2, y: rect.y), style: look[row.state == .disabled ? .muted : .text],
            maxWidth: nameWidth)
        let percent = CellText.padded(Figures.percent(row.utilisation), to: percentWidth, alignment: .right)
        surface.put(percent, at: Point(x: rect.x + 2 + nameWidth, y: rect.y), style: style, maxWidth: percentWidth)
    }

    private func barWidth(in rect: Rect) -> Int {
        rect.width >= 30 ? 6 : rect.width >= 24 ? 4 : 0
    }

    /// After the cursor, whose colours a bar does not take.
    private func drawBar(of row: SubjectRow, in rect: Rect, on surface: inout Surface) {
        let barWidth = barWidth(in: rect)
        let barRect = Rect(x: rect.maxX - barWidth - 1, y: rect.y, width: barWidth, height: 1)
        Bar(fraction: row.utilisation, pace: nil, look: look, state: row.state)
            .draw(in: barRect, on: &surface, glyphs: look.glyphs)
    }

    private func drawMark(of row: SubjectRow, in rect: Rect, on surface: inout Surface) {
        guard marked.contains(row.id) else { return }
        surface.put(look.glyphs.rowMark, at: Point(x: rect.x, y: rect.y), style: look[.mark], maxWidth: 1)
    }

    private func drawCursor(in rect: Rect, on surface: inout Surface) {
        surface.put(look.glyphs.cursorMark, at: Point(x: rect.x, y: rect.y), style: look[.text], maxWidth: 1)
        // On "all" nothing is selected; without the focus the mark alone says so.
        guard isFocused || cursorLine > 0 else { return }
        surface.restyle(rect, style: look[isFocused ? .selection : .selectionUnfocused])
    }
}

extension Pane {
    var title: String {
        switch self {
        case .affiliates: "Affiliates"
        case .offers: "Offers"
        case .caps: "Caps"
        case .detail: "Detail"
        }
    }
}

extension Bar {
    /// A bar in the colours of a meter's state.
    init(fraction: Double?, pace: Double?, look: Look, state: MeterState) {
        self.init(
            fraction: fraction, pace: pace, style: look[state.role], trackStyle: look[.track], paceStyle: look[.pace],
            overStyle: look[.over])
    }
}
