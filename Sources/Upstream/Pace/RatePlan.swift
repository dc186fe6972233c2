// When the next request of a network may start. Pure arithmetic on milliseconds; waits for nothing itself.

/// At most so many starts a second, fewer when the server's own budget runs low.
struct RatePlan: Sendable {
    /// Milliseconds between starts while the server has less than a tenth of its budget left.
    static let thriftyInterval: Int64 = 1000

    /// Starts within any second.
    let perSecond: Int
    /// The newest starts, oldest first, at most `perSecond` of them; instants may lie ahead.
    private var starts: [Int64] = []
    /// The urgent ones among them, kept apart as far back.
    private var urgentStarts: [Int64] = []
    private var isThrifty = false

    init(perSecond: Int) {
        self.perSecond = max(1, perSecond)
    }

    /// Books the next start and says when it is, at `now` or later. An urgent one waits for its like only, whatever else has
    /// been booked: what is booked afterwards makes up for it.
    mutating func book(now: Int64, isUrgent: Bool = false) -> Int64 {
        let start = next(after: isUrgent ? urgentStarts : starts, now: now)
        keep(start, in: &starts)
        if isUrgent { keep(start, in: &urgentStarts) }
        return start
    }

    private func next(after starts: [Int64], now: Int64) -> Int64 {
        guard let oldest = starts.first, let last = starts.last else { return now }
        let start = max(now, isThrifty ? last + RatePlan.thriftyInterval : last)
        return starts.count == perSecond ? max(start, oldest + 1000) : start
    }

    private func keep(_ start: Int64, in starts: inout [Int64]) {
        starts.insert(start, at: starts.firstIndex { $0 > start } ?? starts.endIndex)
        if starts.count > perSecond { starts.removeFirst() }
    }

    /// Takes in `X-RateLimit-Limit` and `X-RateLimit-Remaining` of an answer.
    mutating func note(limit: Int?, remaining: Int?) {
        guard let limit, let remaining, limit > 0 else { return }
        // `remaining * 10 < limit`, without the product: any number may stand there.
        isThrifty = remaining <= (limit - 1) / 10
    }
}
