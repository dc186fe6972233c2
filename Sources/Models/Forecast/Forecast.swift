// What is likely to happen to one meter: its rate, when it reaches its limit, whether that comes before the reset, and how
// far it is ahead of time. docs/forecast.md describes the model and how well it does. Knows no clock.

/// A forecast for one meter at one instant. Packed: there is one for each meter.
public struct Forecast: Hashable, Sendable, Codable {
    /// The sample that it starts from.
    public let basedOn: MeterSample
    /// That the maximum is reached before the reset, 0...1; without a reset, within a year. 1 when it already is.
    public let tripProbability: Double
    /// In the metric's unit, as of the last sample; nil before anything was observed, and without a window
    /// before anything was counted.
    @Compact public private(set) var ratePerHour: Double?
    /// The instant that the maximum is reached before with even odds; nil when that is not before the reset (without a
    /// reset, within a year), or when the meter is tripped, has no maximum or no rate.
    @Compact public private(set) var tripsAt: Timestamp?
    /// Trips before this with odds of one in ten; nil when the odds of a trip before the reset are less.
    @Compact public private(set) var tripsAtEarliest: Timestamp?
    /// Trips before this with odds of nine in ten; nil when the odds of a trip before the reset are less.
    @Compact public private(set) var tripsAtLatest: Timestamp?
    /// The first instant of the next window; nil for meters that never reset.
    @Compact public private(set) var resetsAt: Timestamp?
    /// The count that is expected at the reset if nothing stops it; nil without reset or rate.
    @Compact public private(set) var countAtReset: Double?
    /// The share of the window that has passed, 0...1; nil without a window.
    @Compact public private(set) var elapsedShare: Double?
    /// The share of the window's traffic that the daily rhythm expects to have passed; the elapsed share as long as no
    /// rhythm is known.
    @Compact public private(set) var expectedShare: Double?
    /// Utilisation by elapsed share: 1 reaches the maximum just at the reset, 2 halfway. nil without window or maximum.
    @Compact public private(set) var pace: Double?
    /// Utilisation by expected share: the pace with the daily rhythm taken into account.
    @Compact public private(set) var rhythmPace: Double?
    /// The count has reached the maximum.
    public let isTripped: Bool

    private static let farthest: Int64 = 365 * 86_400_000

    /// - Parameters:
    ///   - track: of this meter.
    ///   - maximum: as it is now, or as somebody thinks of setting it.
    ///   - window: that is running at `now`; nil for meters that never reset.
    ///   - now: on the network's own clock.
    /// - Returns: nil without any sample, and once the last sample's window has ended.
    public init?(_ track: MeterTrack, maximum: Quantity?, window: CapWindow?, at now: Timestamp) {
        guard let last = track.last, window.map({ now < $0.endsAt && last.at >= $0.startedAt }) ?? true else {
            return nil
        }
        let profile = track.profile
        let estimates = track.estimates
        let maximum = maximum.flatMap { $0 > .zero ? $0 : nil }
        basedOn = last
        resetsAt = window?.endsAt
        isTripped = maximum.map { last.count >= $0 } ?? false
        let hour = Int32(clamping: last.at.milliseconds.flooredQuotient(by: 3_600_000))
        let weight = Double(profile?.weight(ofHour: hour) ?? 1)
        ratePerHour = estimates.isKnown ? estimates.count(hours: 1, rhythmHours: weight) : nil

        let trip = Trip(
            track: track, estimates: estimates, profile: profile, from: last, to: maximum,
            until: window?.endsAt ?? last.at.adding(milliseconds: Forecast.farthest))
        tripProbability = isTripped ? 1 : trip.probability
        // What was to happen by now and has not been seen to is due now.
        tripsAt = trip.median.map { max($0, now) }
        tripsAtEarliest = trip.earliest.map { max($0, now) }
        tripsAtLatest = trip.latest.map { max($0, now) }
        countAtReset = window.flatMap { window in
            guard estimates.isKnown else { return nil }
            let hours = Double(window.endsAt.milliseconds(since: last.at)) / 3_600_000
            let rhythmHours = profile?.hours(from: last.at, to: window.endsAt) ?? hours
            return last.count.doubleValue + estimates.count(hours: hours, rhythmHours: rhythmHours)
        }

        let pace = Pace(count: last.count, maximum: maximum, window: window, profile: profile, at: now)
        elapsedShare = pace.elapsed
        expectedShare = pace.expected
        self.pace = pace.share(of: pace.elapsed)
        rhythmPace = pace.share(of: pace.expected)
    }

    /// - Returns: nil also when the meter's count is not known, its window is over or not known, or the upstream ignores
    ///   the cap (LeadConduit reference, 9, rule 4).
    public init?(_ meter: CapMeter, _ track: MeterTrack, at now: Timestamp) {
        guard meter.count != nil, meter.object.isEnabled else { return nil }
        let window = CapWindow(of: meter)
        guard window != nil || meter.limit.period.unit == .global else { return nil }
        self.init(track, maximum: meter.limit.maximum, window: window, at: now)
    }

    /// About when another maximum would be reached at the same pace; nil when that is not before the reset (without a reset,
    /// within a year), or when no rate is known.
    public func trip(maximum: Quantity, insteadOf before: Quantity?) -> Timestamp? {
        let left = maximum.doubleValue - basedOn.count.doubleValue
        guard left > 0 else { return basedOn.at }
        // The pace until the trip that is expected has the daily rhythm in it.
        var perHour = ratePerHour ?? 0
        if let tripsAt, let before {
            let hours = Double(tripsAt.milliseconds(since: basedOn.at)) / 3_600_000
            let own = before.doubleValue - basedOn.count.doubleValue
            if hours > 0, own > 0 { perHour = own / hours }
        }
        let end = resetsAt ?? basedOn.at.adding(milliseconds: Forecast.farthest)
        guard perHour > 0, left / perHour * 3_600_000 < Double(end.milliseconds(since: basedOn.at)) else { return nil }
        return basedOn.at.adding(milliseconds: Int64(left / perHour * 3_600_000))
    }

    /// nil once its window has ended: it says nothing about the one that runs then.
    ///
    /// - Parameter now: on the network's own clock.
    public func current(at now: Timestamp) -> Forecast? {
        guard let resetsAt, resetsAt <= now else { return self }
        return nil
    }
}

extension CapWindow {
    /// The window that `meter` counts in; nil when it never resets or its window is not known.
    public init?(of meter: CapMeter) {
        guard let startedAt = meter.startedAt, let expiresAt = meter.expiresAt, expiresAt > startedAt else {
            return nil
        }
        self.init(startedAt: startedAt, endsAt: expiresAt)
    }
}

/// The instants of a forecast's trip.
private struct Trip {
    var probability = 0.0
    var median: Timestamp?
    var earliest: Timestamp?
    var latest: Timestamp?

    init(
        track: MeterTrack, estimates: RateEstimates, profile: DayProfile?, from last: MeterSample,
        to maximum: Quantity?,
        until end: Timestamp
    ) {
        guard let maximum, maximum > last.count, estimates.isKnown else { return }
        let distribution = TripDistribution(
            estimates: estimates, profile: profile, dispersion: track.dispersion, span: track.span, now: last.at,
            remaining: Float((maximum - last.count).doubleValue))
        probability = distribution.probability(by: end)
        earliest = distribution.instant(of: 0.1, until: end, where: probability)
        guard let earliest else { return }
        median = distribution.instant(of: 0.5, after: (earliest, 0.1), until: end, where: probability)
        guard let median else { return }
        latest = distribution.instant(of: 0.9, after: (median, 0.5), until: end, where: probability)
    }
}

/// How far a count is, against how far its window is.
private struct Pace {
    var utilisation: Double?
    var elapsed: Double?
    var expected: Double?

    init(count: Quantity, maximum: Quantity?, window: CapWindow?, profile: DayProfile?, at now: Timestamp) {
        utilisation = maximum.map { count.doubleValue / $0.doubleValue }
        guard let window else { return }
        let now = min(max(now, window.startedAt), window.endsAt)
        let passed = Double(now.milliseconds(since: window.startedAt))
        let elapsed = passed / Double(window.endsAt.milliseconds(since: window.startedAt))
        self.elapsed = elapsed
        expected = elapsed
        if let profile {
            expected =
                profile.hours(from: window.startedAt, to: now)
                / profile.hours(from: window.startedAt, to: window.endsAt)
        }
    }

    func share(of share: Double?) -> Double? {
        guard let utilisation, let share, share > 0 else { return nil }
        return utilisation / share
    }
}
