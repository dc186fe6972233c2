// Turns what is known of a meter's window into a chart: the count as it went, the maximum, the pace, and what is expected.
// Pure; knows no screen.
import Models
import TUIKitLite

struct CourseChart {
    var meter: CapMeter
    /// nil before the store has answered.
    var course: MeterCourse?
    /// nil when none can be made.
    var forecast: Forecast?
    /// The newest refresh, on the network's own clock.
    var asOf: Timestamp
    /// Of the clock in the header.
    var calendar: CapCalendar
    var look: Look

    /// A line of the chart and what it says.
    struct Entry: Equatable {
        var line: Chart.Line
        /// nil for a line that belongs to the one before it.
        var label: String?
    }

    var span: CourseSpan { CourseSpan(meter, until: asOf) }

    var chart: Chart {
        Chart(
            xRange: x(span.from)...x(span.to), yRange: 0...top, lines: entries.map(\.line), xTicks: xTicks,
            yTicks: yTicks, axisStyle: look[.muted])
    }

    /// In the order in which they are drawn.
    var entries: [Entry] { counted + paceLine + maximumLine + expected }

    private func x(_ instant: Timestamp) -> Double { Double(instant.milliseconds) }

    private func point(_ instant: Timestamp, _ count: Double) -> Chart.Point { Chart.Point(x: x(instant), y: count) }

    private var maximum: Double? { meter.limit.maximum.map(\.doubleValue).flatMap { $0 > 0 ? $0 : nil } }

    /// What is counted in the window fits, also beyond the maximum.
    private var top: Double {
        let counts = [course?.highest, meter.count].compactMap { $0?.doubleValue }
        let drawn = expected.flatMap { $0.line.points.map(\.y) }
        let highest = (counts + drawn + [maximum ?? 0]).max() ?? 0
        return highest > 0 ? highest : 1
    }

    private var counted: [Entry] {
        let runs = course?.runs ?? []
        return runs.enumerated().map { index, run in
            let points = run.map { point($0.at, $0.count.doubleValue) }
            let line = Chart.Line(points, stroke: .area, style: look[meter.state.role])
            return Entry(line: line, label: index == 0 ? "counted" : nil)
        }
    }

    private var paceLine: [Entry] {
        guard let maximum, let start = meter.startedAt, let end = meter.expiresAt else { return [] }
        let line = Chart.Line([point(start, 0), point(end, maximum)], stroke: .dotted, style: look[.muted])
        return [Entry(line: line, label: "pace")]
    }

    private var maximumLine: [Entry] {
        guard let maximum else { return [] }
        let line = Chart.Line([point(span.from, maximum), point(span.to, maximum)], stroke: .solid, style: look[.pace])
        return [Entry(line: line, label: "maximum")]
    }

    /// From the last sample straight to the expected trip, or to the count at the reset; the range of eight in ten as far as
    /// it is known.
    private var expected: [Entry] {
        guard let forecast, !forecast.isTripped else { return [] }
        let start = point(forecast.basedOn.at, forecast.basedOn.count.doubleValue)
        func line(to end: Chart.Point, _ stroke: Chart.Stroke) -> Chart.Line {
            Chart.Line([start, end], stroke: stroke, style: look[.near])
        }
        guard let maximum, let trips = forecast.tripsAt else {
            guard let resets = forecast.resetsAt, let count = forecast.countAtReset else { return [] }
            return [Entry(line: line(to: point(resets, count), .dashed), label: "expected")]
        }
        let range = [forecast.tripsAtEarliest, forecast.tripsAtLatest].compactMap { $0 }.map {
            Entry(line: line(to: point($0, maximum), .sparse), label: nil)
        }
        var entries = range + [Entry(line: line(to: point(trips, maximum), .dashed), label: "expected")]
        if !range.isEmpty { entries[0].label = "8 in 10" }
        return entries
    }

    // MARK: - Labels

    private var xTicks: [Chart.Tick] {
        let instants = [span.from, span.to, forecast?.tripsAt, asOf].compactMap { $0 }
        return instants.map { Chart.Tick(x($0), text(of: $0)) }
    }

    /// `15:31` in a window of about a day or less, else `29 Mar`, a day of the zone in which the window begins.
    private func text(of instant: Timestamp) -> String {
        let isShort = span.to.milliseconds(since: span.from) <= 26 * 3_600_000
        if isShort { return ClockText.minute(at: instant, in: calendar) }
        return ClockText.day(at: instant, in: CapCalendar(timeZone: meter.object.timeZone) ?? calendar)
    }

    private var yTicks: [Chart.Tick] {
        let values = [meter.limit.maximum, .zero, meter.count].compactMap { $0 }
        return values.map { Chart.Tick($0.doubleValue, Figures.compact($0)) }
    }
}
