// The sandbox's own time: real elapsed time, scaled, from a chosen start. The only place that reads a clock.

import Glibc
import Models

/// A clock that runs `speed` times as fast as the machine's.
struct SandboxClock: Sendable {
    private let start: Timestamp
    private let origin: ContinuousClock.Instant
    private let speed: Double

    /// Begins at `start` now.
    init(start: Timestamp, speed: Double) {
        self.start = start
        self.speed = speed
        origin = ContinuousClock.now
    }

    var now: Timestamp {
        let elapsed = origin.duration(to: ContinuousClock.now)
        let milliseconds =
            Double(elapsed.components.seconds) * 1000 + Double(elapsed.components.attoseconds) / 1e15
        return start.adding(milliseconds: Int64(milliseconds * speed))
    }

    /// The machine's wall clock.
    static var wallTime: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
