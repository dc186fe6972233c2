// Owns a point of monotonic time by which something has to have happened.
import Glibc

/// A time limit for waiting on a condition. Programs under a sanitizer, which run several times slower, have several times
/// as long.
public struct Deadline: Sendable {
    private let end: Int64

    public init(seconds: Double) { end = Self.now() + Int64(seconds * 1000 * Self.patience) }

    private static let patience: Double = Spawn.sanitizerOptions.isEmpty ? 1 : 6

    public var hasPassed: Bool { Self.now() >= end }

    /// What is left, for poll(2).
    public var milliseconds: Int32 { Int32(clamping: max(0, end - Self.now())) }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
