// The tracks of all meters of one network: samples go in with every refresh, forecasts come out on demand. Knows no clock.

/// What is remembered of a network's meters to forecast them.
public struct ForecastBook: Sendable {
    private var tracks: [MeterID: MeterTrack] = [:]

    public init() {}

    /// Notes what a refresh has brought. Meters without a count, or whose window was over when they were read, say nothing.
    ///
    /// - Parameter meters: all meters of the network.
    public mutating func record(_ meters: [CapMeter]) {
        tracks.reserveCapacity(meters.count)
        for meter in meters where !meter.isExpired(at: meter.asOf) {
            guard let sample = MeterSample(meter) else { continue }
            tracks[meter.id, default: MeterTrack(meter)].record(sample, in: CapWindow(of: meter))
        }
        forgetOthers(than: meters)
    }

    /// Takes in stored samples of one meter, for a start that remembers; call it before the meter is recorded.
    ///
    /// - Parameter window: the window that ran at an instant, as `CapWindow.containing` gives it; nil for none.
    public mutating func replay(_ series: SampleSeries, of meter: CapMeter, window: (Timestamp) -> CapWindow?) {
        var track = MeterTrack(meter)
        for sample in series.samples { track.record(sample, in: window(sample.at)) }
        tracks[meter.id] = track
    }

    /// - Parameter now: on the network's own clock.
    /// - Returns: nil when nothing is remembered of the meter, its window is over, or the upstream ignores the cap.
    public func forecast(_ meter: CapMeter, at now: Timestamp) -> Forecast? {
        tracks[meter.id].flatMap { Forecast(meter, $0, at: now) }
    }

    public func track(of id: MeterID) -> MeterTrack? { tracks[id] }

    /// Meters that are gone are kept for a while, as they may come back, and dropped when they are the most.
    private mutating func forgetOthers(than meters: [CapMeter]) {
        guard tracks.count > 2 * meters.count + 100 else { return }
        let present = Set(meters.map(\.id))
        tracks = tracks.filter { present.contains($0.key) }
    }
}

extension MeterTrack {
    init(_ meter: CapMeter) {
        let window = CapWindow(of: meter)
        let hours = window.map { Double($0.endsAt.milliseconds(since: $0.startedAt)) / 3_600_000 }
        self.init(windowHours: hours, metric: meter.limit.metric, maximum: meter.limit.maximum)
    }
}
