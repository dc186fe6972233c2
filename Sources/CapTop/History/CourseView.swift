// Draws the chart of the selected cap: in the detail pane beside the text, or on a screen of its own.
import Models
import TUIKitLite

struct CourseView {
    var state: AppState
    var look: Look

    /// - Parameter rect: the right part of the detail pane.
    func draw(in rect: Rect, on surface: inout Surface) {
        guard let chart = chart else { return }
        let (legend, plane) = rect.splitTop(1)
        drawLegend(of: chart, in: legend, on: &surface)
        chart.chart.draw(in: plane, on: &surface, glyphs: look.glyphs)
    }

    /// - Parameter frame: of the screen.
    func draw(fullScreen frame: Rect, on surface: inout Surface) {
        let inside = frame.inset(by: 1)
        guard !inside.isEmpty else { return }
        let title = state.selectedCap.map { "\(SubjectText.title(of: $0.object)), \(Figures.limit($0))" } ?? "Chart"
        PaneTitle(text: title, isFocused: true, look: look).draw(in: frame, on: &surface)
        guard let chart, let network = state.networkState(named: chart.meter.object.id.network) else {
            surface.put(
                "no cap is selected", at: Point(x: inside.x + 1, y: inside.y), style: look[.muted], clip: inside)
            return
        }
        let lines = DetailContent(state: state, width: inside.width - 2).windowAndOutlook(of: chart.meter, in: network)
        let (text, rest) = inside.splitTop(min(lines.count, max(0, inside.height - 6)))
        for (row, line) in lines.prefix(text.height).enumerated() {
            DetailPane(state: state, look: look).draw(
                line, in: Rect(x: text.x + 1, y: text.y + row, width: text.width - 2, height: 1), on: &surface)
        }
        draw(in: rest, on: &surface)
    }

    private var chart: CourseChart? {
        guard let meter = state.selectedCap, let network = state.networkState(named: meter.object.id.network),
            let snapshot = network.snapshot
        else { return nil }
        return CourseChart(
            meter: meter, course: state.history.course(of: meter.id),
            forecast: state.forecast(onLine: state.caps.line), asOf: snapshot.asOf,
            calendar: state.clockCalendar, look: look)
    }

    private func drawLegend(of chart: CourseChart, in rect: Rect, on surface: inout Surface) {
        var pen = Pen(x: rect.x + 1, y: rect.y, end: rect.maxX)
        guard chart.course.map({ !$0.runs.isEmpty }) ?? true else {
            pen.write("no samples of this window yet", look[.muted], on: &surface)
            return
        }
        for entry in chart.entries {
            guard let label = entry.label, pen.x + CellWidth.width(of: label) + 3 <= pen.end else { continue }
            pen.write(entry.line.stroke.sample(glyphs: look.glyphs), entry.line.style, on: &surface)
            pen.skip(1)
            pen.write(label, look[.muted], on: &surface)
            pen.skip(2)
        }
    }
}
