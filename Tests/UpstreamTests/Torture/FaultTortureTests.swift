// A sync in every weather, thousands of seeded times: it answers within its time limits, with data or with a reason,
// shows nothing as fresh that is not true, and is right again with the first refresh after the weather has cleared.

import Models
import Synchronization
import TestSupport
import Testing

@testable import Upstream

@Suite("Torture: the upstream's faults")
struct FaultTortureTests {
    @Test(
        "whatever goes wrong on the way, what is shown as fresh is true, and it is whole again at once",
        .timeLimit(.minutes(20)))
    func honest() async throws {
        let storms = try await storms(of: Fault.honest, quick: 12, full: 1500, isFullReload: false)
        // A refresh in four meets no fault at all and brings two counts or six.
        let looks = storms.reduce(0) { $0 + $1.compared }
        #expect(looks >= storms.count, "too few counts claimed to be of now")
    }

    @Test(
        "answers that are well formed and wrong harm nothing that the next right ones do not mend",
        .timeLimit(.minutes(20)))
    func lies() async throws {
        _ = try await storms(of: Fault.lies, quick: 12, full: 1500, isFullReload: true)
    }

    private func storms(of faults: [Fault], quick: Int, full: Int, isFullReload: Bool) async throws -> [Storm] {
        let ended = Mutex<[Storm]>([])
        let seeds = Torture.seeds(quick: quick, full: full)
        let results = await concurrently(seeds, width: 16) { seed -> Result<Bool, UpstreamError> in
            var storm = Storm(of: faults, seed: seed, isFullReload: isFullReload)
            do {
                try await storm.run()
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
            let past = storm
            ended.withLock { $0.append(past) }
            return .success(true)
        }
        #expect(results.count == seeds.count)
        let storms = ended.withLock { $0 }
        let counts = storms.reduce(into: [Fault: Int]()) { $0.merge($1.world.struck, uniquingKeysWith: +) }
        let list = counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
        Torture.report("\(seeds.count) syncs, \(counts.values.reduce(0, +)) faults: \(list.joined(separator: ", "))")
        if Torture.times > 0 { #expect(Set(counts.keys) == Set(faults), "every fault has struck") }
        try expectQuick(storms.flatMap(\.times).sorted())
        return storms
    }

    /// The limit of each refresh allows for a machine that tests everything else meanwhile, and for requests one after
    /// the other. A long run has it to itself: half of its refreshes are far quicker.
    private func expectQuick(_ times: [Duration]) throws {
        let median = try #require(times.dropFirst(times.count / 2).first)
        let late = try #require(times.dropFirst(times.count * 9 / 10).first)
        Torture.report("\(times.count) refreshes, half of them within \(median), nine in ten within \(late)")
        if Torture.times > 0 { #expect(median < .seconds(3)) }
    }
}
