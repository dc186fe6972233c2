// What is believed of a meter's rate at one instant, as a mixture of gamma distributions. Knows no time but hours.
import Glibc

/// Eight gamma distributions with their shares, in the lanes of `RateMemories`.
struct RateEstimates: Hashable, Sendable {
    /// Counts an hour of mean traffic.
    private(set) var rates = SIMD8<Float>()
    /// Shapes of the gamma distributions; 0 where nothing is known.
    private(set) var shapes = SIMD8<Float>()
    /// Shares of the mixture: 1 together, or all 0 when nothing is known.
    private(set) var weights = SIMD8<Float>()

    /// So many events' worth of belief in what the next longer memory says.
    private static let belief: Float = 0.5
    /// The share of the longest memory that the belief of the longest counts as seen over, at least.
    private static let leastSeen: Float = 1 / 96
    /// Before anything speaks for one: longer memories are steadier, and a night
    /// without traffic says little against a rhythm.
    private static let preference = SIMD8<Float>(0, 0.6, 1.2, 1.8, 4, 4.6, 5.2, 5.8)

    /// Nothing known.
    init() {}

    /// - Parameter span: hours of the longest memory.
    init(_ memories: RateMemories, span: Float, dispersion: Float) {
        let prior = RateEstimates.belief * dispersion
        let leastSeen = span * RateEstimates.leastSeen
        for half in [0, 4] {
            var longer: Float?
            for lane in stride(from: half + 3, through: half, by: -1) {
                let seen = memories.exposures[lane]
                guard seen > 0 || longer != nil else { continue }
                let count = memories.counts[lane] + prior
                // What nobody has seen must not have come within the seconds that somebody has looked.
                let exposure = seen + (longer.map { prior / $0 } ?? max(leastSeen - seen, 0) * prior / count)
                rates[lane] = count / exposure
                shapes[lane] = count / dispersion
                weights[lane] = exp(memories.scores[lane] + RateEstimates.preference[lane])
                longer = rates[lane]
            }
        }
        let sum = weights.sum()
        if sum > 0 { weights /= sum }
    }

    var isKnown: Bool { weights.sum() > 0 }

    /// The same of a meter that counts nothing: what was believed beforehand is left out.
    var silent: RateEstimates {
        var silent = self
        silent.rates = SIMD8()
        return silent
    }

    /// The mean count of a stretch with so many hours, and hours of mean traffic.
    func count(hours: Double, rhythmHours: Double) -> Double {
        let parts = weights * rates
        return Double(parts.lowHalf.sum()) * hours + Double(parts.highHalf.sum()) * rhythmHours
    }
}
