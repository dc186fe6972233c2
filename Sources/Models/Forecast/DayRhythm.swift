// How one meter's traffic rises and falls over the day, learned hour by hour. Knows hours of UTC and counts; knows no
// zones: a rhythm that repeats every 24 hours does so in any of them.

/// Mean traffic by hour of the day (UTC), older days fading. Until nearly a whole day has been seen it says nothing.
struct DayRhythm: Sendable {
    /// Counts an hour by hour of the day, each as the upper half of a Float: two or three digits are enough here.
    private var rates = InlineArray<24, UInt16>(repeating: 0)
    /// Days' worth of observation behind each rate, in fortieths.
    private var weights = InlineArray<24, UInt8>(repeating: 0)
    /// The hour that is being observed, counted from 1970, with what was counted in it and how much of it was seen.
    private var hour: Int32 = 0
    private var hourCount: Float = 0
    private var hourSeen: Float = 0
    /// Sums over hours, older ones fading: how far each was from the same hour of the days before, squared, and what that
    /// would be if events came one by one.
    private var errors: Float = 0
    private var expectedErrors: Float = 0

    private static let perDay: Float = 40
    /// What one day counts for on the next: the last five or so make the rhythm.
    private static let fading: Float = 0.8
    /// Below this share of an hour its count is too small a part to speak for the hour.
    private static let leastSeen: Float = 0.25

    /// Notes `count` spread evenly over `seconds`, which lie in the hour `hour` of the time line.
    mutating func note(_ count: Float, hour: Int32, seconds: Float) {
        if hour != self.hour {
            closeHour()
            self.hour = hour
        }
        hourCount += count
        hourSeen += seconds / 3_600
    }

    private mutating func closeHour() {
        defer { (hourCount, hourSeen) = (0, 0) }
        guard hourSeen >= DayRhythm.leastSeen else { return }
        let lane = Int(hour.flooredRemainder(by: 24))
        let past = Float(weights[lane]) / DayRhythm.perDay * DayRhythm.fading
        let seen = min(hourSeen, 1)
        if past > 0 {
            let error = hourCount - rate(lane) * hourSeen
            errors = errors * DayRhythm.errorFading + error * error / (1 + hourSeen / past)
            expectedErrors = expectedErrors * DayRhythm.errorFading + rate(lane) * hourSeen
        }
        let mean = (rate(lane) * past + hourCount / hourSeen * seen) / (past + seen)
        rates[lane] = UInt16(truncatingIfNeeded: (mean.bitPattern &+ 0x8000) >> 16)
        weights[lane] = UInt8(min((past + seen) * DayRhythm.perDay, 255))
    }

    private func rate(_ lane: Int) -> Float {
        Float(bitPattern: UInt32(rates[lane]) << 16)
    }

    /// Relative traffic by hour of the day, shrunk towards an even day by as much as chance alone could have made it.
    ///
    /// - Parameters:
    ///   - dispersion: variance of a count by its mean, in the count's unit, as long as the days themselves do not tell.
    ///   - unit: what one event counts.
    /// - Returns: nil until twenty of the hours have been seen, or when nothing was counted.
    func profile(dispersion: Float, unit: Float) -> DayProfile? {
        var (sum, squares, days, seen) = (Float(0), Float(0), Float(0), Float(0))
        for lane in 0..<24 where weights[lane] > 0 {
            sum += rate(lane)
            squares += rate(lane) * rate(lane)
            days += Float(weights[lane]) / DayRhythm.perDay
            seen += 1
        }
        guard seen >= 20, sum > 0 else { return nil }
        let mean = sum / seen
        let noise = noise(dispersion: dispersion, unit: unit)
        // What the hours differ by beyond chance, and not less than usual days have it.
        let variance = squares / seen / (mean * mean) - 1 - noise * seen / (mean * days)
        let prior = noise / max(variance, DayRhythm.usualVariance)
        return DayProfile { lane in
            guard weights[lane] > 0 else { return 1 }
            let days = Float(weights[lane]) / DayRhythm.perDay
            return (rate(lane) * days + prior) / (mean * days + prior)
        }
    }

    /// By how much the same hour differs from day to day: variance by mean.
    private func noise(dispersion: Float, unit: Float) -> Float {
        let belief = DayRhythm.belief * unit
        return max((errors + dispersion * belief) / (expectedErrors + belief), unit)
    }

    private static let usualVariance: Float = 0.3
    /// Errors speak of the last two days.
    private static let errorFading: Float = 0.98
    /// So many events' worth of belief in the dispersion that was measured from one stretch to the next.
    private static let belief: Float = 10
}

extension DayRhythm: Equatable {
    static func == (left: DayRhythm, right: DayRhythm) -> Bool {
        left.hour == right.hour && left.hourCount == right.hourCount && left.hourSeen == right.hourSeen
            && left.errors == right.errors && left.expectedErrors == right.expectedErrors
            && left.rates.indices.allSatisfy {
                left.rates[$0] == right.rates[$0] && left.weights[$0] == right.weights[$0]
            }
    }
}

/// How much traffic each hour of the day (UTC) has, relative to the mean hour.
struct DayProfile: Hashable, Sendable {
    /// Hours of mean traffic from midnight up to each hour; lane 24 is the whole day, those after it are not used.
    private var sums = SIMD32<Float>()

    init(weight: (Int) -> Float) {
        for lane in 0..<24 { sums[lane + 1] = sums[lane] + weight(lane) }
    }

    func weight(ofHour hour: Int32) -> Float {
        let lane = Int(hour.flooredRemainder(by: 24))
        return sums[lane + 1] - sums[lane]
    }

    /// Hours of mean traffic between two instants.
    func hours(from start: Timestamp, to end: Timestamp) -> Double {
        let days = DayProfile.day(end) - DayProfile.day(start)
        return Double(days) * Double(sums[24]) + sinceMidnight(end) - sinceMidnight(start)
    }

    private static func day(_ instant: Timestamp) -> Int64 {
        instant.milliseconds.flooredQuotient(by: 86_400_000)
    }

    private func sinceMidnight(_ instant: Timestamp) -> Double {
        let time = instant.milliseconds.flooredRemainder(by: 86_400_000)
        let lane = Int(time / 3_600_000)
        let share = Double(time % 3_600_000) / 3_600_000
        return Double(sums[lane]) + Double(sums[lane + 1] - sums[lane]) * share
    }
}
