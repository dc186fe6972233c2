// Everflow's request budget: a token bucket, and how many reports run at once. Real time, whatever the sandbox's speed.

import Synchronization

/// 30 requests a second with bursts of 50, and ten reporting requests in flight (Everflow reference, 1.2).
final class RateLimiter: Sendable {
    static let perSecond = 30.0
    static let burst = 50
    static let reportsInFlight = 10

    private struct Bucket {
        var tokens = Double(RateLimiter.burst)
        var filledAt: ContinuousClock.Instant
        var reports = 0
    }

    private let bucket: Mutex<Bucket>

    init(now: ContinuousClock.Instant = .now) {
        bucket = Mutex(Bucket(filledAt: now))
    }

    /// Reports in flight.
    var reports: Int { bucket.withLock { $0.reports } }

    /// Takes one request out of the budget.
    func take(at now: ContinuousClock.Instant = .now) -> (isAllowed: Bool, remaining: Int) {
        bucket.withLock { bucket in
            let elapsed = bucket.filledAt.duration(to: now)
            let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
            bucket.tokens = min(Double(RateLimiter.burst), bucket.tokens + max(0, seconds) * RateLimiter.perSecond)
            bucket.filledAt = now
            guard bucket.tokens >= 1 else { return (false, 0) }
            bucket.tokens -= 1
            return (true, Int(bucket.tokens))
        }
    }

    /// False when ten reports are already running.
    func beginReport() -> Bool {
        bucket.withLock { bucket in
            guard bucket.reports < RateLimiter.reportsInFlight else { return false }
            bucket.reports += 1
            return true
        }
    }

    func endReport() {
        bucket.withLock { $0.reports -= 1 }
    }
}
