// When the next request of a network may start. Pure arithmetic on milliseconds; waits for nothing itself.

/// At most so many starts a second, fewer when the server's own budget runs low.
struct RatePlan: Sendable {
    /// Milliseconds between starts while the server has less than a tenth of its budget left.
    static let thriftyInterval: Int64 = 1000

    /// Starts within any second.
    let perSecond: Int
    /// The newest starts, oldest first, at most `perSecond` of them; instants may lie ahead.
    private var starts: [Int64] = []
    private var isThrifty = false

    init(perSecond: Int) {
        self.perSecond = max(1, perSecond)
    }

    /// Books the next start and says when it is, at `now` or later. An urgent one is at once, whatever has been booked: those
    /// that are booked afterwards make up for it.
    mutating func book(now: Int64, isUrgent: Bool = false) -> Int64 {
        if isUrgent {
            starts.insert(now, at: starts.firstIndex { $0 > now } ?? starts.endIndex)
            if starts.count > perSecond { starts.removeFirst() }
            return now
        }
        var start = now
        if let last = starts.last {
            start = max(start, isThrifty ? last + RatePlan.thriftyInterval : last)
        }
        if starts.count == perSecond, let oldest = starts.first {
            start = max(start, oldest + 1000)
            starts.removeFirst()
        }
        starts.append(start)
        return start
    }

    /// Takes in `X-RateLimit-Limit` and `X-RateLimit-Remaining` of an answer.
    mutating func note(limit: Int?, remaining: Int?) {
        guard let limit, let remaining, limit > 0 else { return }
        // `remaining * 10 < limit`, without the product: any number may stand there.
        isThrifty = remaining <= (limit - 1) / 10
    }
}
