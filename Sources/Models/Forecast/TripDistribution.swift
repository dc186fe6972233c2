// When a count will reach a limit: the distribution of that instant, from the estimates of the rate. Knows no windows.
import Glibc

/// The distribution of the time until `remaining` more has been counted.
struct TripDistribution {
    private let profile: DayProfile?
    private let now: Timestamp
    private let weights: SIMD8<Float>
    private let rates: SIMD8<Float>
    /// What does not depend on the instant, by lane: the cube root of rate by remaining, the relative variance of the rate
    /// as it is known now, and a ninth of it.
    private let roots: SIMD8<Float>
    private let doubts: SIMD8<Float>
    private let ofRates: SIMD8<Float>
    /// By how much the variance grows with each hour of exposure.
    private let drifts: SIMD8<Float>
    private let ofCount: Float

    /// - Parameters:
    ///   - span: hours of the longest memory.
    ///   - remaining: above 0.
    init(
        estimates: RateEstimates, profile: DayProfile?, dispersion: Float, span: Float, now: Timestamp,
        remaining: Float
    ) {
        self.profile = profile
        self.now = now
        // What hardly counts is left out: its shape may be 0.
        let counted = estimates.weights .> 0.0005
        weights = estimates.weights.replacing(with: 0, where: .!counted)
        rates = estimates.rates
        let shapes = estimates.shapes.replacing(with: 1, where: .!counted)
        var roots = SIMD8<Float>()
        for lane in 0..<RateMemories.lanes where weights[lane] > 0 { roots[lane] = cbrtf(rates[lane] / remaining) }
        self.roots = roots
        doubts = 1 / shapes
        ofRates = pointwiseMin(doubts, SIMD8(repeating: 5)) / 9
        drifts = RateMemories.drifts / span
        ofCount = dispersion / (9 * remaining)
    }

    /// The probability that the limit is reached by `instant`.
    ///
    /// The time to the n-th event by the time observed has an F distribution; this is Paulson's approximation of it, in
    /// which drift widens the range and leaves its middle where the rate has it. All lanes are worked out together: a
    /// hundred thousand meters ask for this a dozen times each.
    func probability(by instant: Timestamp) -> Double {
        let hours = Float(instant.milliseconds(since: now)) / 3_600_000
        guard hours > 0 else { return 0 }
        let rhythmHours = profile.map { Float($0.hours(from: now, to: instant)) } ?? hours
        let unknown = profile == nil ? TripDistribution.unknownRhythm(in: hours) : 0
        let exposures = SIMD8(lowHalf: SIMD4(repeating: hours), highHalf: SIMD4(repeating: rhythmHours))
        let cubeRoots = SIMD8(
            lowHalf: SIMD4(repeating: cbrtf(hours)), highHalf: SIMD4(repeating: cbrtf(max(rhythmHours, 0))))
        let variances = pointwiseMin(doubts * (1 + exposures * drifts) + unknown, SIMD8(repeating: 5))
        let root = roots * cubeRoots
        let deviations = root * (1 - ofRates) - (1 - ofCount)
        let spreads = (root * root * variances / 9 + ofCount).squareRoot()
        let reached = 0.5 * complementaryError(-0.707_106_8 * deviations / spreads)
        return Double((weights * reached.replacing(with: 0, where: rates * exposures .<= 0)).sum())
    }

    /// The instant by which the probability is `share`, to a part in a thousand; nil when that is not by `end`.
    ///
    /// - Parameters:
    ///   - start: an instant that the probability is less by; nil for now.
    ///   - probability: by `end`.
    func instant(
        of share: Double, after start: (instant: Timestamp, share: Double)? = nil, until end: Timestamp,
        where probability: Double
    ) -> Timestamp? {
        guard probability >= share else { return nil }
        let wanted = TripDistribution.logOdds(share)
        // Cube roots of milliseconds, with how far the logarithm of the odds there is from the wanted one: in these the
        // curve is nearly straight, so that few steps along its chord find the place.
        var low = (place: cbrt(1_000.0), error: TripDistribution.logOdds(0) - wanted)
        if let start {
            let place = cbrt(Double(max(start.instant.milliseconds(since: now), 1_000)))
            low = (place, TripDistribution.logOdds(start.share) - wanted)
        }
        var high = (
            place: cbrt(Double(max(end.milliseconds(since: now), 2_000))),
            error: TripDistribution.logOdds(probability) - wanted
        )
        var turn = 0
        var wasBelow: Bool?
        while high.place - low.place > 0.000_15 * high.place {
            // By half when the chord is slow, which no shape of the curve can make worse.
            let along = turn > 5 ? 0.5 : -low.error / (high.error - low.error)
            let place = low.place + (high.place - low.place) * min(max(along, 0.01), 0.99)
            let reached = self.probability(by: now.adding(milliseconds: Int64(place * place * place)))
            if abs(reached - share) <= 0.001 { return now.adding(milliseconds: Int64(place * place * place)) }
            let error = TripDistribution.logOdds(reached) - wanted
            // An end that stays twice counts half, so that the chord turns to it (the Illinois rule).
            if error < 0 {
                low = (place, error)
                if wasBelow == true { high.error /= 2 }
            } else {
                high = (place, error)
                if wasBelow == false { low.error /= 2 }
            }
            wasBelow = error < 0
            turn += 1
        }
        return now.adding(milliseconds: Int64(high.place * high.place * high.place))
    }

    private static func logOdds(_ probability: Double) -> Double {
        let inside = min(max(probability, 1e-6), 1 - 1e-6)
        return log(inside / (1 - inside))
    }

    /// The relative variance of the mean rate of the next hours for a rhythm that may be there and has not been seen: it
    /// matters most for half a day.
    private static func unknownRhythm(in hours: Float) -> Float {
        0.25 * hours * hours / (hours * hours + 16) / (1 + hours / 48)
    }
}

/// erfc, lane by lane, to a few parts in ten million (Abramowitz and Stegun, 7.1.26).
private func complementaryError(_ x: SIMD8<Float>) -> SIMD8<Float> {
    let size = pointwiseMin(x.replacing(with: -x, where: x .< 0), SIMD8(repeating: 9))
    let t = 1 / (1 + 0.327_591_1 * size)
    var sum = SIMD8<Float>(repeating: 1.061_405_43)
    sum = sum * t - 1.453_152_03
    sum = sum * t + 1.421_413_74
    sum = sum * t - 0.284_496_736
    sum = sum * t + 0.254_829_592
    let tail = sum * t * exponential(-size * size)
    return tail.replacing(with: 2 - tail, where: x .< 0)
}

/// e to the power of numbers between -81 and 0, lane by lane.
private func exponential(_ x: SIMD8<Float>) -> SIMD8<Float> {
    // Adding so much leaves the nearest whole number in the lowest bits.
    let shifted = x * 1.442_695_04 + 12_582_912
    let powers = shifted - 12_582_912
    // What is left after the power of two, between -0.35 and 0.35.
    let rest = x - powers * 0.693_359_375 + powers * 2.121_944_4e-4
    var sum = SIMD8<Float>(repeating: 1.987_569_1e-4)
    sum = sum * rest + 1.398_199_95e-3
    sum = sum * rest + 8.333_451_9e-3
    sum = sum * rest + 4.166_579_6e-2
    sum = sum * rest + 1.666_666_55e-1
    sum = sum * rest + 5e-1
    sum = sum * rest * rest + rest + 1
    let exponents = (unsafeBitCast(shifted, to: SIMD8<Int32>.self) &+ 127) &<< 23
    return sum * unsafeBitCast(exponents, to: SIMD8<Float>.self)
}
