// How fast captop asks, and how long it waits after failures.

import Models
import Testing

@testable import Upstream

/// A request that is under way behind a gate until it is told to end.
private struct HeldRequest {
    private let release = AsyncStream.makeStream(of: Void.self)
    private let request: Task<HTTPResponse, any Error>

    /// It has passed the gate when this returns.
    init(_ gate: RateGate, isReport: Bool = false) async {
        let begun = AsyncStream.makeStream(of: Void.self)
        request = Task { [release] in
            try await gate.pass(isReport: isReport) { () throws(UpstreamError) in
                begun.continuation.yield()
                for await _ in release.stream { break }
                return HTTPResponse(status: 200)
            }
        }
        for await _ in begun.stream { break }
    }

    func finish() async throws {
        release.continuation.yield()
        _ = try await request.value
    }
}

@Suite struct PaceTests {
    @Test("delays double up to the ceiling, each between half and the whole")
    func doubles() {
        for seed in 0..<50 as Range<UInt64> {
            var backoff = Backoff(base: 1000, ceiling: 15_000, seed: seed)
            for full in [1000, 2000, 4000, 8000, 15_000, 15_000, 15_000] as [Int64] {
                let delay = backoff.next()
                #expect((full / 2...full).contains(delay))
            }
        }
    }

    @Test("the same seed gives the same delays, another seed others")
    func seeded() {
        func delays(_ seed: UInt64) -> [Int64] {
            var backoff = Backoff(seed: seed)
            return (0..<20).map { _ in backoff.next() }
        }
        #expect(delays(1) == delays(1))
        #expect(delays(1) != delays(2))
    }

    @Test("it never gives up, never overflows, and starts small again after a success")
    func forEver() {
        var backoff = Backoff(base: 1000, ceiling: 15_000, seed: 3)
        for _ in 0..<10_000 { #expect((500...15_000).contains(backoff.next())) }
        backoff.reset()
        #expect(backoff.next() <= 1000)
        var huge = Backoff(base: .max / 2, ceiling: .max, seed: 1)
        for _ in 0..<100 { #expect(huge.next() > 0) }
    }

    @Test("a server's wish is honoured beyond the ceiling, within reason")
    func wish() {
        var backoff = Backoff(base: 1000, ceiling: 15_000, seed: 1)
        #expect(backoff.next(retryAfter: 120) == 120_000)
        #expect(backoff.next(retryAfter: 0) <= 2000)
        #expect(backoff.next(retryAfter: 1e300) == 3_600_000)
    }

    @Test("never more than ten starts within any second, and none held back without need")
    func tenASecond() {
        var plan = RatePlan(perSecond: 10)
        let asked: [Int64] = (0..<200).map { $0 * 37 % 5000 }.sorted()
        let starts = asked.map { plan.book(now: $0) }
        #expect(zip(asked, starts).allSatisfy { $0 <= $1 })
        for first in starts.indices where first + 10 < starts.count {
            #expect(starts[first + 10] - starts[first] >= 1000)
        }
        let soonest = asked.indices.map { $0 < 10 ? asked[$0] : max(asked[$0], starts[$0 - 10] + 1000) }
        #expect(starts == soonest)
    }

    @Test("with less than a tenth of the server's budget left, one start a second")
    func thrifty() {
        var plan = RatePlan(perSecond: 10)
        #expect(plan.book(now: 0) == 0)
        plan.note(limit: 900, remaining: 89)
        #expect(plan.book(now: 10) == 1000)
        #expect(plan.book(now: 20) == 2000)
        plan.note(limit: 900, remaining: 90)
        #expect(plan.book(now: 2030) == 2030)
        plan.note(limit: nil, remaining: 0)
        #expect(plan.book(now: 2040) == 2040)
    }

    @Test("any number may stand in the server's budget")
    func hugeBudget() {
        var plan = RatePlan(perSecond: 10)
        #expect(plan.book(now: 0) == 0)
        plan.note(limit: .max, remaining: .max)
        #expect(plan.book(now: 10) == 10)
        plan.note(limit: 1, remaining: .max)
        #expect(plan.book(now: 20) == 20)
        plan.note(limit: .max, remaining: .min)
        #expect(plan.book(now: 30) == 1020)
        // A tenth of 895 is 89.5.
        plan.note(limit: 895, remaining: 90)
        #expect(plan.book(now: 1030) == 1030)
        plan.note(limit: 895, remaining: 89)
        #expect(plan.book(now: 1040) == 2030)
    }

    @Test("what is urgent starts at once, and what is booked afterwards makes up for it")
    func urgentStart() {
        var plan = RatePlan(perSecond: 4)
        #expect((0..<7).map { _ in plan.book(now: 0) } == [0, 0, 0, 0, 1000, 1000, 1000])
        #expect(plan.book(now: 100, isUrgent: true) == 100)
        // One has started within the second before 1100 already.
        #expect((0..<2).map { _ in plan.book(now: 200) } == [1100, 2000])
    }

    @Test("many urgent ones keep the pace of any other, and so they do when the server's budget runs low")
    func urgentPace() {
        var plan = RatePlan(perSecond: 4)
        let starts = (0..<9).map { _ in plan.book(now: 50, isUrgent: true) }
        #expect(starts == [50, 50, 50, 50, 1050, 1050, 1050, 1050, 2050])
        plan.note(limit: 100, remaining: 9)
        #expect((0..<2).map { _ in plan.book(now: 5000, isUrgent: true) } == [5000, 6000])
    }

    @Test("what is urgent does not wait for a place where some are kept for it")
    func urgentBeside() async throws {
        let gate = RateGate(.init(perSecond: 1000, inFlight: 1, reportsInFlight: 1, urgentBeside: 1))
        let held = await HeldRequest(gate)
        let urgent = try await gate.pass(isReport: false, isUrgent: true) { () throws(UpstreamError) in
            HTTPResponse(status: 201)
        }
        #expect(urgent.status == 201, "the other is still under way")
        try await held.finish()
    }

    @Test("what an operator waits for goes before what does not hurry, each kind in its order")
    func urgent() async throws {
        let gate = RateGate(.init(perSecond: 1000, inFlight: 1, reportsInFlight: 1))
        let begun = AsyncStream.makeStream(of: Int.self)
        let held = await HeldRequest(gate)
        for (number, isUrgent) in [false, false, true, true].enumerated() {
            Task {
                _ = try? await gate.pass(isReport: false, isUrgent: isUrgent) { () throws(UpstreamError) in
                    begun.continuation.yield(number)
                    return HTTPResponse(status: 200)
                }
            }
            while await gate.waiting <= number { await Task.yield() }
        }
        try await held.finish()
        var order: [Int] = []
        for await number in begun.stream.prefix(4) { order.append(number) }
        #expect(order == [2, 3, 0, 1])
    }

    @Test("no more reports are in flight than allowed, and lists pass them by")
    func reportsInFlight() async throws {
        let gate = RateGate(.init(perSecond: 1000, inFlight: 8, reportsInFlight: 4))
        var held: [HeldRequest] = []
        for _ in 0..<4 { held.append(await HeldRequest(gate, isReport: true)) }
        let fifth = Task {
            try await gate.pass(isReport: true) { () throws(UpstreamError) in HTTPResponse(status: 201) }
        }
        while await gate.waiting < 1 { await Task.yield() }
        let list = try await gate.pass(isReport: false) { () throws(UpstreamError) in HTTPResponse(status: 200) }
        #expect(list.status == 200)
        #expect(await gate.waiting == 1, "the fifth report waits for one of the four")
        for request in held { try await request.finish() }
        #expect(try await fifth.value.status == 201)
    }

    @Test("a waiter that is cancelled leaves at once while another holds the gate")
    func cancelledWaiter() async throws {
        let gate = RateGate(.init(perSecond: 1000, inFlight: 1, reportsInFlight: 1))
        let (held, release) = (AsyncStream.makeStream(of: Void.self), AsyncStream.makeStream(of: Void.self))
        let holder = Task {
            try await gate.pass(isReport: false) { () throws(UpstreamError) in
                held.continuation.yield()
                for await _ in release.stream { break }
                return HTTPResponse(status: 200)
            }
        }
        for await _ in held.stream { break }
        let waiter = Task { try await gate.pass(isReport: false) { HTTPResponse(status: 201) } }
        while await gate.waiting == 0 { await Task.yield() }
        waiter.cancel()
        let error = await #expect(throws: UpstreamError.self) { try await waiter.value }
        #expect(error?.kind == .cancelled)
        release.continuation.yield()
        #expect(try await holder.value.status == 200)
        #expect(try await gate.pass(isReport: false) { HTTPResponse(status: 202) }.status == 202)
    }
}
