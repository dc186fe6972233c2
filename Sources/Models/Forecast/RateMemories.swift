// A meter's rate, estimated over four spans of the past, each with and without the daily rhythm, and how well each has
// predicted lately. Knows counts and exposure; knows no samples, windows or limits.
import Glibc

/// What was counted in one stretch of time.
struct TrafficBlock: Hashable, Sendable {
    var count: Float = 0
    /// Hours observed, and as many by the daily rhythm: hours of mean traffic.
    var hours: Float = 0
    var rhythmHours: Float = 0
    /// Hours that passed, observed or not.
    var passed: Float = 0

    func exposure(of lane: Int) -> Float { RateMemories.followsRhythm(lane) ? rhythmHours : hours }

    /// By how much a lane has aged. With the rhythm, a night in which little was to come leaves the day's rate standing.
    func age(of lane: Int) -> Float { exposure(of: lane) + passed - hours }

    static func += (left: inout TrafficBlock, right: TrafficBlock) {
        left.count += right.count
        left.hours += right.hours
        left.rhythmHours += right.rhythmHours
        left.passed += right.passed
    }
}

/// Eight estimates of one rate. Lanes 0 to 3 take traffic as even, 4 to 7 follow the daily rhythm; in each half the
/// memory grows from lane to lane.
struct RateMemories: Hashable, Sendable {
    static let lanes = 8
    /// Memories as shares of the longest.
    private static let shares: [Float] = [1 / 96, 1 / 24, 1 / 6, 1]

    /// Faded counts, and the exposure that they were counted over.
    private(set) var counts = SIMD8<Float>()
    private(set) var exposures = SIMD8<Float>()
    /// Faded logarithms of how likely each estimate made what then came; the best is 0.
    private(set) var scores = SIMD8<Float>()
    /// What was predicted for the stretch that `pending` gathers: several blocks, because an estimate that knows the
    /// next minutes best need not know the next hours.
    private var predicted = RateEstimates()
    private var pending = TrafficBlock()

    /// What scores count for after one more stretch: they speak of the last ten.
    private static let scoreFading: Float = 0.9

    static func followsRhythm(_ lane: Int) -> Bool { lane >= 4 }

    /// The memory of a lane in hours, when the longest is `span`.
    static func memory(of lane: Int, span: Float) -> Float { span * shares[lane % 4] }

    /// By how much the relative variance of a rate grows within `hours`: one that is best remembered over a span wanders
    /// as much again in three such spans, as a local level model has it.
    static func drift(of lane: Int, span: Float, in hours: Float) -> Float {
        1 + hours / (3 * memory(of: lane, span: span))
    }

    /// By how much the relative variance of each lane's rate grows within an hour, times the longest memory.
    static let drifts: SIMD8<Float> = {
        var drifts = SIMD8<Float>()
        for lane in 0..<lanes { drifts[lane] = 1 / (3 * memory(of: lane, span: 1)) }
        return drifts
    }()

    /// Whether anything has been counted that has not faded.
    var haveCounted: Bool { counts.max() > 0 }

    /// Lets `block` pass.
    ///
    /// - Returns: at the end of a stretch, how wrong what was predicted for it was.
    mutating func note(_ block: TrafficBlock, span: Float, dispersion: Float) -> PredictionError? {
        fade(block, span: span)
        pending += block
        guard pending.passed >= span / 24 || !predicted.isKnown else { return nil }
        let error = PredictionError(of: predicted, in: pending, dispersion: dispersion)
        scorePending(span: span, dispersion: dispersion)
        predicted = RateEstimates(self, span: span, dispersion: dispersion)
        pending = TrafficBlock()
        return error
    }

    /// The estimates after `block`, with what the stretch under way already says of them.
    func estimates(after block: TrafficBlock, span: Float, dispersion: Float) -> RateEstimates {
        var memories = self
        memories.fade(block, span: span)
        memories.pending += block
        memories.scorePending(span: span, dispersion: dispersion)
        return RateEstimates(memories, span: span, dispersion: dispersion)
    }

    private mutating func fade(_ block: TrafficBlock, span: Float) {
        guard block.passed > 0 else { return }
        for lane in 0..<RateMemories.lanes {
            let age = block.age(of: lane) / RateMemories.memory(of: lane, span: span)
            let fading = exp(-age)
            // The block's own older parts have faded by its end.
            let share = age > 0.001 ? (1 - fading) / age : 1
            counts[lane] = counts[lane] * fading + block.count * share
            exposures[lane] = exposures[lane] * fading + block.exposure(of: lane) * share
        }
    }

    private mutating func scorePending(span: Float, dispersion: Float) {
        guard pending.hours > 0, predicted.isKnown else { return }
        for lane in 0..<RateMemories.lanes where predicted.shapes[lane] > 0 {
            let mean = predicted.rates[lane] * pending.exposure(of: lane)
            let shape = predicted.shapes[lane] / RateMemories.drift(of: lane, span: span, in: pending.age(of: lane))
            let score = RateMemories.logLikelihood(pending.count / dispersion, mean: mean / dispersion, shape: shape)
            scores[lane] = scores[lane] * RateMemories.scoreFading + score
        }
        // Only differences matter; an estimate far behind must be able to come back.
        scores = pointwiseMax(scores - scores.max(), SIMD8(repeating: -30))
    }

    /// Of a negative binomial count, without the term that all estimates share.
    private static func logLikelihood(_ count: Float, mean: Float, shape: Float) -> Float {
        let mean = max(mean, 1e-6)
        return lgammaf(count + shape) - lgammaf(shape) + shape * log(shape / (shape + mean))
            + count * log(mean / (shape + mean))
    }
}

/// How wrong a prediction was: the squared error, less what not knowing the rate excuses, and its expectation where
/// events come one by one.
struct PredictionError {
    var squared: Float
    var expected: Float

    /// nil when nothing was predicted or observed.
    init?(of predicted: RateEstimates, in block: TrafficBlock, dispersion: Float) {
        guard block.hours > 0, predicted.isKnown else { return nil }
        var (mean, doubt) = (Float(0), Float(0))
        for lane in 0..<RateMemories.lanes where predicted.weights[lane] > 0 {
            let part = predicted.weights[lane] * predicted.rates[lane] * block.exposure(of: lane)
            mean += part
            doubt += part / (dispersion * predicted.shapes[lane])
        }
        guard mean > 0 else { return nil }
        let error = block.count - mean
        // One stretch that nothing explains, a gap or a correction, must not colour the days to come.
        squared = min(error * error / (1 + doubt), 25 * dispersion * mean)
        expected = mean
    }
}
