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
        draw(
            Array(lines.dropFirst(first).prefix(inside.height)),
            in: Rect(x: inside.x + 1, y: inside.y, width: inside.width - 2, height: inside.height), on: &surface)
        Scrollbar(first: first, visible: inside.height, count: lines.count)
            .draw(
                in: Rect(x: rect.maxX - 1, y: inside.y, width: 1, height: inside.height), on: &surface,
                glyphs: look.glyphs, style: look[isFocused ? .borderFocused : .border])
    }

    /// A line that stands alone.
    func draw(_ line: DetailContent.Line, in rect: Rect, on surface: inout Surface) {
        draw([line], in: rect, on: &surface)
    }

    private func draw(_ lines: [DetailContent.Line], in rect: Rect, on surface: inout Surface) {
        let columns = columns(of: lines, width: rect.width)
        for (row, line) in lines.enumerated() {
            let place = Point(x: rect.x, y: rect.y + row)
            switch line {
            case .text(let text): surface.put(text, at: place, style: look[.text], maxWidth: rect.width)
            case .muted(let text): surface.put(text, at: place, style: look[.muted], maxWidth: rect.width)
            case .meter(let meter, let label, let depth, let isSelected):
                draw(
                    meter, label: marked(label, depth, isSelected), isSelected: isSelected, columns,
                    in: Rect(x: place.x, y: place.y, width: rect.width, height: 1), on: &surface)
            }
        }
    }

    // MARK: - Limits

    /// Cells of the parts of a limit's line: the same for all that are shown, so that each part stands below the other.
    private struct Columns {
        var label = 0
        var bar = 0
        var usage = 0
        var countdown = 0

        /// Count and maximum, mark and percentage, countdown.
        var figures: Int { usage + 1 + 7 + 2 + countdown }
    }

    /// Figures take what the widest need, labels too; the bar has what is left, and goes where that is little.
    private func columns(of lines: [DetailContent.Line], width: Int) -> Columns {
        var columns = Columns()
        for case .meter(let meter, let label, let depth, let isSelected) in lines {
            columns.label = max(columns.label, CellWidth.width(of: marked(label, depth, isSelected)))
            columns.usage = max(columns.usage, CellWidth.width(of: Figures.usage(meter)))
            columns.countdown = max(columns.countdown, CellWidth.width(of: countdown(meter)))
        }
        let room = width - columns.figures - 1
        let bar = min(40, width / 3, room - columns.label - 1)
        columns.bar = bar < 6 ? 0 : bar
        columns.label = max(1, columns.bar == 0 ? room : room - columns.bar - 1)
        return columns
    }

    private func draw(
        _ meter: CapMeter, label: String, isSelected: Bool, _ columns: Columns, in rect: Rect,
        on surface: inout Surface
    ) {
        var pen = Pen(x: rect.x, y: rect.y, end: rect.maxX)
        let text = CellText.clipped(label, to: columns.label, ellipsis: look.glyphs.ellipsis)
        pen.write(CellText.padded(text, to: columns.label + 1), look[isSelected ? .emphasis : .text], on: &surface)
        if columns.bar > 0 {
            let pace = meter.elapsedShare(at: server(of: meter))
            Bar(fraction: meter.utilisation, pace: pace, look: look, state: meter.state)
                .draw(
                    in: Rect(x: pen.x, y: rect.y, width: columns.bar, height: 1), on: &surface, glyphs: look.glyphs)
            pen.skip(columns.bar + 1)
        }
        let figures =
            CellText.padded(Figures.usage(meter), to: columns.usage, alignment: .right)
            + " " + Figures.markedPercent(meter)
            + CellText.padded(countdown(meter), to: columns.countdown + 2, alignment: .right)
        pen.write(figures, look[meter.state.role], on: &surface)
    }

    private func marked(_ label: String, _ depth: Int, _ isSelected: Bool) -> String {
        let branch = depth == 0 ? "" : String(repeating: "  ", count: depth - 1) + look.glyphs.treeBranch
        return (isSelected ? look.glyphs.cursorMark : " ") + branch + label
    }

    private func countdown(_ meter: CapMeter) -> String { Figures.countdown(meter, at: server(of: meter)) }

    private func server(of meter: CapMeter) -> Timestamp {
        state.networkState(named: meter.object.id.network)?.serverTime(at: state.now) ?? state.now
    }
}
