// The detail pane: everything known about the selected cap and the other limits that bind the same pair.
import Models
import TUIKitLite

struct DetailPane {
    var state: AppState
    var look: Look

    /// - Parameter inside: where the text goes, within the pane.
    func draw(in rect: Rect, text inside: Rect, on surface: inout Surface) {
        guard !inside.isEmpty else { return }
        let isFocused = state.pane == .detail
        let title = state.selectedCap.map { SubjectText.title(of: $0.object) } ?? "Detail"
        PaneTitle(text: title, isFocused: isFocused, look: look)
            .draw(in: rect, on: &surface)
        let lines = DetailContent(state: state, width: inside.width - 2).lines
        let first = min(state.detailFirst, max(0, lines.count - inside.height))
        for (row, line) in lines.dropFirst(first).prefix(inside.height).enumerated() {
            let lineRect = Rect(x: inside.x + 1, y: inside.y + row, width: inside.width - 2, height: 1)
            draw(line, in: lineRect, on: &surface)
        }
        Scrollbar(first: first, visible: inside.height, count: lines.count)
            .draw(
                in: Rect(x: rect.maxX - 1, y: inside.y, width: 1, height: inside.height), on: &surface,
                glyphs: look.glyphs, style: look[isFocused ? .borderFocused : .border])
    }

    func draw(_ line: DetailContent.Line, in rect: Rect, on surface: inout Surface) {
        switch line {
        case .text(let text):
            surface.put(text, at: Point(x: rect.x, y: rect.y), style: look[.text], maxWidth: rect.width)
        case .muted(let text):
            surface.put(text, at: Point(x: rect.x, y: rect.y), style: look[.muted], maxWidth: rect.width)
        case .meter(let meter, let label, let depth, let isSelected):
            draw(meter, label: label, depth: depth, isSelected: isSelected, in: rect, on: &surface)
        }
    }

    private func draw(
        _ meter: CapMeter, label: String, depth: Int, isSelected: Bool, in rect: Rect, on surface: inout Surface
    ) {
        let server = state.networkState(named: meter.object.id.network)?.serverTime(at: state.now) ?? state.now
        let tailWidth = 32
        let room = min(40, rect.width / 3, rect.width - tailWidth - 20)
        let barWidth = room < 6 ? 0 : room
        let labelWidth = max(1, rect.width - tailWidth - barWidth - 1)
        let branch = depth == 0 ? "" : String(repeating: "  ", count: depth - 1) + look.glyphs.treeBranch
        let text = (isSelected ? look.glyphs.cursorMark : " ") + branch + label
        surface.put(
            CellText.clipped(text, to: labelWidth - 1, ellipsis: look.glyphs.ellipsis),
            at: Point(x: rect.x, y: rect.y), style: look[isSelected ? .emphasis : .text], maxWidth: labelWidth)
        Bar(fraction: meter.utilisation, pace: meter.elapsedShare(at: server), look: look, state: meter.state)
            .draw(
                in: Rect(x: rect.x + labelWidth, y: rect.y, width: barWidth, height: 1), on: &surface,
                glyphs: look.glyphs)
        let tail =
            CellText.padded(Figures.usage(meter), to: 14, alignment: .right)
            + " " + Figures.markedPercent(meter)
            + CellText.padded(Figures.countdown(meter, at: server), to: 10, alignment: .right)
        surface.put(
            tail, at: Point(x: rect.x + labelWidth + barWidth, y: rect.y), style: look[meter.state.role],
            maxWidth: rect.maxX - rect.x - labelWidth - barWidth)
    }
}
