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
            let exposure = RateMemories.followsRhythm(lane) ? rhythmHours : hours
            let variance = doubt * RateMemories.drift(of: lane, span: span, in: exposure) + unknown
            let expected = estimates.rates[lane] * exposure
            sum += estimates.weights[lane] * reached(expected: expected, doubt: doubt, variance: variance)
        }
        return Double(sum)
    }

    /// The instant by which the probability is `share`, to a part in a thousand; nil when that is not by `end`.
    func instant(of share: Double, until end: Timestamp) -> Timestamp? {
        // Logarithms of milliseconds, with how far the probability there is from the share.
        var low = (place: log(1_000.0), error: -share)
        var high = (place: log(Double(max(end.milliseconds(since: now), 2_000))), error: probability(by: end) - share)
        guard high.error >= 0 else { return nil }
        var turn = 0
        while high.place - low.place > 0.0005, high.error > 0.001 {
            // Along the chord, and every third time by half, which no shape of the curve can slow down.
            let along = turn % 3 == 2 ? 0.5 : -low.error / (high.error - low.error)
            let place = low.place + (high.place - low.place) * min(max(along, 0.05), 0.95)
            let error = probability(by: now.adding(milliseconds: Int64(exp(place)))) - share
            if error < 0 { low = (place, error) } else { high = (place, error) }
            turn += 1
        }
        return now.adding(milliseconds: Int64(exp(high.place)))
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
