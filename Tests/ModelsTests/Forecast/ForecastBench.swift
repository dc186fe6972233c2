// A meter on a bench: a made-up day, readings written by hand, and the forecast after them.
import Models

struct ForecastBench {
    static let midnight = Timestamp(seconds: 1_767_571_200)
    static let day = CapWindow(startedAt: midnight, endsAt: midnight.adding(seconds: 86_400))

    var track: MeterTrack
    var window: CapWindow?
    var maximum: Quantity?

    init(window: CapWindow? = day, metric: CapMetric = .conversion, maximum: Int? = 100) {
        self.window = window
        self.maximum = maximum.map { Quantity($0) }
        let length = window.map { Double($0.endsAt.milliseconds(since: $0.startedAt)) / 3_600_000 }
        track = MeterTrack(windowHours: length, metric: metric, maximum: self.maximum)
    }

    static func at(_ hour: Double) -> Timestamp { midnight.adding(milliseconds: Int64(hour * 3_600_000)) }

    static func hour(_ instant: Timestamp?) -> Double? {
        instant.map { Double($0.milliseconds(since: midnight)) / 3_600_000 }
    }

    mutating func read(_ count: Int, at hour: Double) {
        track.record(
            MeterSample(at: Self.at(hour), count: Quantity(count), maximum: maximum), in: window)
    }

    /// Reads every tenth of an hour a count that grows by `perHour`.
    mutating func read(from start: Double, to end: Double, count: Int, perHour: Double) {
        var step = 0
        while start + Double(step) / 10 <= end + 0.0001 {
            read(count + Int(Double(step) / 10 * perHour + 0.0001), at: start + Double(step) / 10)
            step += 1
        }
    }

    func forecast(at hour: Double) -> Forecast? {
        Forecast(track, maximum: maximum, window: window, at: Self.at(hour))
    }

    func rate(at hour: Double) -> Double { forecast(at: hour)?.ratePerHour ?? -1 }
}
