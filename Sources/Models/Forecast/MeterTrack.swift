// What captop remembers of one meter to forecast it: a fixed number of bytes, updated with every sample. Turns counts,
// which reset, fall, stand at their limit and go unseen, into counts over observed time. Knows no clock but its samples'.

/// The running memory of one meter.
///
/// A sample costs a few additions, one in a 96th of the window eight exponentials, one in a 24th a score of each
/// estimate; nothing is allocated.
public struct MeterTrack: Equatable, Sendable {
    /// Hours of the longest memory: one window.
    let span: Float
    private let isMoney: Bool
    /// The least that has been counted at once: what one event is worth where money is counted.
    private(set) var unit: Float

    /// The newest sample taken in.
    public private(set) var last: MeterSample?
    @Compact private var windowStart: Timestamp?

    private var memories = RateMemories()
    private var block = TrafficBlock()
    /// Sums over predictions, older ones fading: squared errors, and what they would be for a dispersion of 1.
    private var errors: Float = 0
    private var expectedErrors: Float = 0

    private var rhythm = DayRhythm()
    /// The rhythm's weight of the hour in which the last sample was taken.
    private var hourWeight: Float = 1
    private var weighedHour: Int32 = .min

    /// - Parameters:
    ///   - hours: the length of the meter's window; nil for meters that never reset.
    ///   - maximum: for metrics of money, of which it is not known what one event is worth.
    public init(windowHours hours: Double?, metric: CapMetric, maximum: Quantity?) {
        span = Float(min(max(hours ?? MeterTrack.spanWithoutWindow, 1.0 / 60), 366 * 24))
        isMoney = metric.isMoney
        // A hundred events fill a usual cap; the first ones seen tell more.
        unit = isMoney ? max(Float(maximum?.doubleValue ?? 0) / 100, 0.01) : 1
    }

    private static let spanWithoutWindow = 7.0 * 24
    /// A sample this much older than the last one (milliseconds) says that the clock was set back.
    private static let lateness: Int64 = 120_000

    // MARK: - Samples

    /// Notes a sample. Late and repeated ones are passed over.
    ///
    /// - Parameter window: the window that was running at the sample; nil when there is none or it is not known.
    public mutating func record(_ sample: MeterSample, in window: CapWindow?) {
        guard let last else { return begin(with: sample, in: window) }
        guard sample.at > last.at else {
            // Counts on a clock that was wrong cannot be compared with this one.
            if last.at.milliseconds(since: sample.at) > MeterTrack.lateness { keep(sample, in: window) }
            return
        }
        if let window, let windowStart, window.startedAt > windowStart {
            recordFirst(sample, of: window, after: last)
        } else {
            recordNext(sample, after: last, in: window)
        }
    }

    private mutating func begin(with sample: MeterSample, in window: CapWindow?) {
        keep(sample, in: window)
        // The window's own average is the first thing known.
        if let window { note(sample.count, from: window.startedAt, to: sample.at) }
    }

    private mutating func keep(_ sample: MeterSample, in window: CapWindow?) {
        last = sample
        windowStart = window?.startedAt
    }

    /// The first sample of a window speaks of the time since the window began; what came between is lost.
    private mutating func recordFirst(_ sample: MeterSample, of window: CapWindow, after last: MeterSample) {
        let length = window.endsAt.milliseconds(since: window.startedAt)
        let isEarly = sample.at.milliseconds(since: window.startedAt) < length / 20
        // A count that has not fallen right after the reset is likely still the old one.
        if isEarly, sample.count >= last.count, last.count > .zero { return }
        skip(from: last.at, to: max(last.at, window.startedAt))
        keep(sample, in: window)
        note(sample.count, from: window.startedAt, to: sample.at)
    }

    private mutating func recordNext(_ sample: MeterSample, after last: MeterSample, in window: CapWindow?) {
        keep(sample, in: window)
        let hasFallen = sample.count < last.count
        // At its limit a hard cap counts nothing, whatever comes.
        let isHeld = sample.count == last.count && last.maximum.map { $0 > .zero && last.count >= $0 } ?? false
        if hasFallen || isHeld { return skip(from: last.at, to: sample.at) }
        note(sample.count - last.count, from: last.at, to: sample.at)
    }

    // MARK: - Counts over time

    private mutating func skip(from start: Timestamp, to end: Timestamp) {
        block.passed += Float(end.milliseconds(since: start)) / 3_600_000
        closeBlockIfFull()
    }

    private mutating func note(_ count: Quantity, from start: Timestamp, to end: Timestamp) {
        guard end > start, count >= .zero else { return }
        let count = Float(count.doubleValue)
        if isMoney, count > 0 { unit = min(unit, count) }
        let hours = Float(end.milliseconds(since: start)) / 3_600_000
        block.count += count
        block.hours += hours
        block.passed += hours
        block.rhythmHours += noteRhythm(count, from: start, to: end, hours: hours)
        closeBlockIfFull()
    }

    /// Notes the count in its hours of the day.
    ///
    /// - Returns: the hours of mean traffic.
    private mutating func noteRhythm(_ count: Float, from start: Timestamp, to end: Timestamp, hours: Float) -> Float {
        let first = Int32(clamping: start.milliseconds.flooredQuotient(by: 3_600_000))
        let last = Int32(clamping: end.milliseconds.flooredQuotient(by: 3_600_000))
        // Longer stretches say nothing of single hours.
        guard last - first <= 2 else {
            return profile.map { Float($0.hours(from: start, to: end)) } ?? hours
        }
        var mean: Float = 0
        for hour in first...last {
            let from = max(start.milliseconds, Int64(hour) * 3_600_000)
            let until = min(end.milliseconds, (Int64(hour) + 1) * 3_600_000)
            let seconds = Float(until - from) / 1_000
            guard seconds > 0 else { continue }
            rhythm.note(count * seconds / (hours * 3_600), hour: hour, seconds: seconds)
            if hour != weighedHour {
                weighedHour = hour
                hourWeight = profile?.weight(ofHour: hour) ?? 1
            }
            mean += hourWeight * seconds / 3_600
        }
        return mean
    }

    private mutating func closeBlockIfFull() {
        guard block.passed >= span / 96 else { return }
        if let error = memories.note(block, span: span, dispersion: dispersion) {
            errors = errors * MeterTrack.errorFading + error.squared
            expectedErrors = expectedErrors * MeterTrack.errorFading + error.expected
        }
        block = TrafficBlock()
    }

    /// Errors speak of the last twenty stretches.
    private static let errorFading: Float = 0.95
    /// So many events' worth of belief that events come one by one.
    private static let belief: Float = 5

    // MARK: - What is known

    /// Variance of a block's count by its mean, in the count's unit: 1 where events come one by one.
    var dispersion: Float {
        let prior = MeterTrack.belief * unit
        return max((errors + unit * prior) / (expectedErrors + prior), unit)
    }

    /// The rate as of the last sample. As long as no event bears out what was believed beforehand, it is 0 in a window,
    /// whose count says so, and not known without one.
    var estimates: RateEstimates {
        let estimates = memories.estimates(after: block, span: span, dispersion: dispersion)
        if memories.haveCounted || block.count > 0 { return estimates }
        return windowStart == nil ? RateEstimates() : estimates.silent
    }

    /// The daily rhythm; nil until nearly a day has been seen.
    var profile: DayProfile? { rhythm.profile(dispersion: dispersion, unit: unit) }
}
