// The tracks of all meters of one network: samples go in with every refresh, forecasts come out. Works by place, as meters
// mostly come in the same order; nothing is looked up by name while they do. Knows no clock.

/// What is remembered of a network's meters to forecast them.
public struct ForecastBook: Sendable {
    /// A meter's track, under the name that it had in the last refresh.
    private struct Slot: Sendable {
        var track: MeterTrack
        var object: CapObject
        var period: CapPeriod
        var metric: CapMetric

        init(_ meter: CapMeter, _ track: MeterTrack) {
            object = meter.object
            metric = meter.limit.metric
            period = meter.limit.period
            self.track = track
        }

        var id: MeterID { MeterID(object: object.id, metric: metric, period: period) }
    }

    private var slots: [Slot] = []
    /// The forecasts made last, by slot; empty when the slots are others.
    private var made: [Forecast?] = []
    /// Meters that are gone. They may come back.
    private var strays: [MeterID: MeterTrack] = [:]

    public init() {}

    /// Notes what a refresh has brought. Meters without a count, or whose window was over when they were read, say nothing.
    ///
    /// - Parameter meters: all meters of the network.
    public mutating func record(_ meters: [CapMeter]) {
        align(meters)
        for place in meters.indices { record(meters[place], at: place) }
    }

    private mutating func record(_ meter: CapMeter, at place: Int) {
        guard !meter.isExpired(at: meter.asOf), let sample = MeterSample(meter) else { return }
        slots[place].track.record(sample, in: CapWindow(of: meter))
    }

    /// Takes in stored samples of one meter, for a start that remembers; call it before the meter is recorded.
    ///
    /// - Parameter window: the window that ran at an instant, as `CapWindow.containing` gives it; nil for none.
    public mutating func replay(_ series: SampleSeries, of meter: CapMeter, window: (Timestamp) -> CapWindow?) {
        var track = MeterTrack(meter)
        for sample in series.samples { track.record(sample, in: window(sample.at)) }
        strays[meter.id] = track
    }

    /// A forecast for each of the meters recorded last, in their order. One stands for a while: what time alone changes in
    /// it, or what is counted far from the limit, is less than it can know.
    ///
    /// - Parameters:
    ///   - meters: as they were recorded.
    ///   - now: on the network's own clock.
    public mutating func forecasts(of meters: [CapMeter], at now: Timestamp) -> [Forecast?] {
        align(meters)
        if made.count != meters.count { made = Array(repeating: nil, count: meters.count) }
        let due = meters.indices.filter { !stands(at: $0, for: meters[$0], now) }
        let slots = slots
        slots.withUnsafeBufferPointer { slots in
            for place in due {
                made[place] = Forecast(meters[place], slots[place].track, at: now)
            }
        }
        return made
    }

    private func stands(at place: Int, for meter: CapMeter, _ now: Timestamp) -> Bool {
        guard let forecast = made[place], let count = meter.count, meter.object.isEnabled,
            forecast.basedOn.maximum == meter.limit.maximum
        else { return false }
        let window = CapWindow(of: meter)
        guard forecast.resetsAt == window?.endsAt, window.map({ now < $0.endsAt }) ?? true else { return false }
        if let trip = forecast.tripsAt, trip <= now, !forecast.isTripped { return false }
        let age = now.milliseconds(since: forecast.basedOn.at)
        return age >= 0 && age < ForecastBook.life(of: forecast, count: count, window, at: place)
    }

    /// How long a forecast stands, in milliseconds: a 360th of its window and a minute at most as long as nothing is
    /// counted; twenty seconds of a day, and twenty at most, while what is counted is a twentieth of what is left or less.
    private static func life(of forecast: Forecast, count: Quantity, _ window: CapWindow?, at place: Int) -> Int64 {
        let length = window.map { $0.endsAt.milliseconds(since: $0.startedAt) } ?? .max
        // By place, so that not all are due with the same refresh.
        func spread(_ most: Int64) -> Int64 { most / 2 + most / 20 * Int64(place % 11) }
        let before = forecast.basedOn.count
        if count == before { return spread(min(60_000, length / 360)) }
        guard count > before, let maximum = forecast.basedOn.maximum, maximum > count else { return 0 }
        // Counts of reports may be far below zero.
        let rise = Int128(count.millionths) - Int128(before.millionths)
        let isLittle = rise <= (Int128(maximum.millionths) - Int128(count.millionths)) / 20
        return isLittle ? spread(min(20_000, length / 4_320)) : 0
    }

    /// - Parameter now: on the network's own clock.
    /// - Returns: nil when nothing is remembered of the meter, its window is over, or the upstream ignores the cap.
    public func forecast(_ meter: CapMeter, at now: Timestamp) -> Forecast? {
        track(of: meter.id).flatMap { Forecast(meter, $0, at: now) }
    }

    public func track(of id: MeterID) -> MeterTrack? {
        slots.first { $0.metric == id.metric && $0.period == id.period && $0.object.id == id.object }?.track
            ?? strays[id]
    }

    /// Puts the tracks into the order of these meters.
    private mutating func align(_ meters: [CapMeter]) {
        var place = 0
        if slots.count == meters.count {
            while place < meters.count, isOf(meters[place].object, meters[place].limit, at: place) {
                if slots[place].object !== meters[place].object { slots[place].object = meters[place].object }
                place += 1
            }
        }
        guard slots.count != meters.count || place < meters.count else { return }
        made = []
        for slot in slots where slot.track.last != nil { strays[slot.id] = slot.track }
        slots = meters.map { meter in
            Slot(meter, strays.removeValue(forKey: meter.id) ?? MeterTrack(meter))
        }
        // Those that are gone are kept for a while, and dropped when they are the most.
        if strays.count > meters.count + 100 { strays = [:] }
    }

    /// Asked with every refresh: looks at a slot, and never copies one.
    private func isOf(_ object: CapObject, _ limit: CapLimit, at place: Int) -> Bool {
        slots[place].object.isSame(as: object)
            && slots[place].metric == limit.metric && slots[place].period == limit.period
    }
}

extension MeterTrack {
    init(_ meter: CapMeter) {
        let window = CapWindow(of: meter)
        let hours = window.map { Double($0.endsAt.milliseconds(since: $0.startedAt)) / 3_600_000 }
        self.init(windowHours: hours, metric: meter.limit.metric, maximum: meter.limit.maximum)
    }
}
