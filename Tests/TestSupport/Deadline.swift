// Owns a point of monotonic time by which something has to have happened.
import Glibc

/// A time limit for waiting on a condition.
public struct Deadline: Sendable {
    private let end: Int64

    public init(seconds: Double) { end = Self.now() + Int64(seconds * 1000) }

    /// For what another program has to do. Under a sanitizer it is several times slower and has several times as long; less
    /// than two seconds are no patience but a pause, and stay what they are.
    init(patience seconds: Double) {
        self.init(seconds: seconds < 2 || !Sanitizers.isAny ? seconds : 6 * seconds)
    }

    public var hasPassed: Bool { Self.now() >= end }

    /// What is left, for poll(2).
    public var milliseconds: Int32 { Int32(clamping: max(0, end - Self.now())) }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
