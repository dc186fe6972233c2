// How long to wait before the next try after failures. Pure: no clock, and the same seed gives the same delays.

/// Jittered exponential delays, for ever: about 1 s, 2 s, 4 s ... up to a ceiling that is never left.
public struct Backoff: Sendable, Equatable {
    /// Milliseconds of the first delay before jitter.
    public let base: Int64
    /// Milliseconds that no delay of its own exceeds; a server's own wish may.
    public let ceiling: Int64
    /// The longest wish of a server that is honoured, in milliseconds.
    public let maximumWish: Int64
    /// Failures in a row so far.
    public private(set) var failures = 0
    private var state: UInt64

    public init(base: Int64 = 1000, ceiling: Int64 = 15_000, maximumWish: Int64 = 3_600_000, seed: UInt64) {
        self.base = base
        self.ceiling = max(base, ceiling)
        self.maximumWish = maximumWish
        state = seed
    }

    public mutating func reset() {
        failures = 0
    }

    /// Milliseconds to wait after one more failure: half of the doubled delay plus a random share of the other half,
    /// and never less than what the server asked for.
    public mutating func next(retryAfter seconds: Double? = nil) -> Int64 {
        let doublings = min(failures, 30)
        failures = min(failures + 1, 1 << 20)
        let doubled = base.multipliedReportingOverflow(by: 1 << Int64(doublings))
        let full = doubled.overflow ? ceiling : min(ceiling, doubled.partialValue)
        let half = full / 2
        let delay = half + Int64(random() % UInt64(full - half + 1))
        guard let seconds, seconds > 0 else { return delay }
        return max(delay, Int64(min(Double(maximumWish), (seconds * 1000).rounded(.up))))
    }

    /// SplitMix64.
    private mutating func random() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
