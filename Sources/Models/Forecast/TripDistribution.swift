// When a count will reach a limit: the distribution of that instant, from the estimates of the rate. Knows no windows.
import Glibc

/// The distribution of the time until `remaining` more has been counted.
struct TripDistribution {
    let estimates: RateEstimates
    let profile: DayProfile?
    let dispersion: Float
    /// Hours of the longest memory.
    let span: Float
    let now: Timestamp
    /// Above 0.
    let remaining: Float

    /// The probability that the limit is reached by `instant`.
    func probability(by instant: Timestamp) -> Double {
        let hours = Float(instant.milliseconds(since: now)) / 3_600_000
        guard hours > 0 else { return 0 }
        let rhythmHours = profile.map { Float($0.hours(from: now, to: instant)) } ?? hours
        let unknown = profile == nil ? TripDistribution.unknownRhythm(in: hours) : 0
        var sum: Float = 0
        for lane in 0..<RateMemories.lanes where estimates.weights[lane] > 0.0005 {
            let doubt = 1 / estimates.shapes[lane]
            let variance = doubt * RateMemories.drift(of: lane, span: span, in: hours) + unknown
            let expected = estimates.rates[lane] * (RateMemories.followsRhythm(lane) ? rhythmHours : hours)
            sum += estimates.weights[lane] * reached(expected: expected, doubt: doubt, variance: variance)
        }
        return Double(sum)
    }

    /// The first instant by which the probability is `share`; nil when it is not reached by `end`.
    func instant(of share: Double, until end: Timestamp) -> Timestamp? {
        guard probability(by: end) >= share else { return nil }
        var (low, high) = (0.0, log(Double(end.milliseconds(since: now))))
        // Halving the logarithm's range: to 1 part in 2000, which is seconds in hours.
        while high - low > 0.0005 {
            let middle = (low + high) / 2
            if probability(by: now.adding(milliseconds: Int64(exp(middle)))) < share {
                low = middle
            } else {
                high = middle
            }
        }
        return now.adding(milliseconds: Int64(exp(high)))
    }

    /// The relative variance of the mean rate of the next hours for a rhythm that may be there and has not been seen: it
    /// matters most for half a day.
    private static func unknownRhythm(in hours: Float) -> Float {
        0.25 * hours * hours / (hours * hours + 16) / (1 + hours / 48)
    }

    /// The probability that a count with an uncertain rate is at `remaining` or above when `expected` is its mean.
    ///
    /// The time to the n-th event by the time observed has an F distribution; this is Paulson's approximation of it, in
    /// which drift widens the range and leaves its middle where the rate has it.
    ///
    /// - Parameters:
    ///   - doubt: relative variance of the rate as it is known now.
    ///   - variance: the same for the time until then.
    private func reached(expected: Float, doubt: Float, variance: Float) -> Float {
        guard expected > 0 else { return 0 }
        let root = cbrtf(expected / remaining)
        let ofRate = min(doubt, 5) / 9
        let ofCount = dispersion / (9 * remaining)
        let deviation = root * (1 - ofRate) - (1 - ofCount)
        return 0.5 * erfcf(-0.707_106_8 * deviation / sqrtf(root * root * min(variance, 5) / 9 + ofCount))
    }
}
