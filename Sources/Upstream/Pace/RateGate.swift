// Makes requests of one network wait their turn: starts a second, requests in flight, reports in flight. Knows nothing
// of what they ask for.

import Models

/// The gate before one network. First come, first served, but what an operator waits for does not queue up behind a
/// refresh: it goes first, and waits for its like only. A cancelled waiter leaves the queue at once.
public actor RateGate {
    /// How much one network is asked at once.
    public struct Limits: Sendable {
        public var perSecond: Int
        public var inFlight: Int
        public var reportsInFlight: Int
        /// How many urgent ones may be in flight beside the others, of which some may hang.
        public var urgentBeside: Int

        public init(perSecond: Int, inFlight: Int, reportsInFlight: Int, urgentBeside: Int = 0) {
            self.perSecond = perSecond
            self.inFlight = inFlight
            self.reportsInFlight = reportsInFlight
            self.urgentBeside = urgentBeside
        }

        /// Everflow reference 1.2, LeadConduit reference 1.3.
        public static func of(_ kind: NetworkKind) -> Limits {
            switch kind {
            case .everflow: Limits(perSecond: 10, inFlight: 8, reportsInFlight: 4, urgentBeside: 2)
            case .leadconduit: Limits(perSecond: 10, inFlight: 1, reportsInFlight: 1)
            }
        }
    }

    private struct Waiter {
        var ticket: Int
        var isReport: Bool
        var isUrgent: Bool
        var continuation: CheckedContinuation<Bool, Never>
    }

    private let limits: Limits
    private let clock = ContinuousClock()
    private let origin: ContinuousClock.Instant
    private var plan: RatePlan
    private var waiters: [Waiter] = []
    private var nextTicket = 0
    private var inFlight = 0
    private var reportsInFlight = 0

    public init(_ limits: Limits) {
        self.limits = limits
        plan = RatePlan(perSecond: limits.perSecond)
        origin = clock.now
    }

    /// Runs `body` when its turn has come.
    ///
    /// - Parameter isUrgent: true for what an operator waits for.
    /// - Throws: `.cancelled` when the task is cancelled while it waits, or what `body` throws.
    func pass(isReport: Bool, isUrgent: Bool = false, _ body: () async throws(UpstreamError) -> HTTPResponse)
        async throws(UpstreamError) -> HTTPResponse
    {
        guard await enter(isReport: isReport, isUrgent: isUrgent) else { throw RateGate.cancelled }
        defer { leave(isReport: isReport) }
        let now = milliseconds()
        let start = plan.book(now: now, isUrgent: isUrgent)
        if start > now {
            do {
                try await clock.sleep(for: .milliseconds(start - now))
            } catch {
                throw RateGate.cancelled
            }
        }
        let response = try await body()
        plan.note(limit: response.headers.rateLimit, remaining: response.headers.rateRemaining)
        return response
    }

    /// Requests that wait for their turn.
    var waiting: Int { waiters.count }

    private static let cancelled = UpstreamError(.cancelled, "the request was cancelled")

    private func enter(isReport: Bool, isUrgent: Bool) async -> Bool {
        if Task.isCancelled { return false }
        if hasRoom(isReport, isUrgent) && !waiters.contains(where: { hasRoom($0.isReport, $0.isUrgent) }) {
            take(isReport)
            return true
        }
        let ticket = nextTicket
        nextTicket += 1
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(returning: false)
                } else {
                    lineUp(
                        Waiter(
                            ticket: ticket, isReport: isReport, isUrgent: isUrgent, continuation: continuation))
                }
            }
        } onCancel: {
            Task { await self.drop(ticket) }
        }
    }

    private func lineUp(_ waiter: Waiter) {
        let place = waiter.isUrgent ? waiters.firstIndex { !$0.isUrgent } : nil
        waiters.insert(waiter, at: place ?? waiters.endIndex)
    }

    private func drop(_ ticket: Int) {
        guard let index = waiters.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiters.remove(at: index).continuation.resume(returning: false)
    }

    private func hasRoom(_ isReport: Bool, _ isUrgent: Bool) -> Bool {
        inFlight < limits.inFlight + (isUrgent ? limits.urgentBeside : 0)
            && (!isReport || reportsInFlight < limits.reportsInFlight)
    }

    private func take(_ isReport: Bool) {
        inFlight += 1
        if isReport { reportsInFlight += 1 }
    }

    private func leave(isReport: Bool) {
        inFlight -= 1
        if isReport { reportsInFlight -= 1 }
        while let index = waiters.firstIndex(where: { hasRoom($0.isReport, $0.isUrgent) }) {
            let waiter = waiters.remove(at: index)
            take(waiter.isReport)
            waiter.continuation.resume(returning: true)
        }
    }

    private func milliseconds() -> Int64 {
        let passed = (clock.now - origin).components
        return passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
    }
}
