// A sync in every weather, thousands of seeded times: it answers within its time limits, with data or with a reason, calls
// nothing fresh that is not true, and is right again with the first refresh after the weather has cleared.

import Models
import Synchronization
import TestSupport
import Testing

@testable import Upstream

@Suite("Torture: the upstream's faults")
struct FaultTortureTests {
    private static let stormRefreshes = 4

    private static var options: HTTPOptions {
        var options = HTTPOptions()
        options.connectTimeout = 1000
        options.totalTimeout = 400
        options.maximumBody = 1 << 20
        return options
    }

    @Test(
        "whatever goes wrong on the way, what is shown as fresh is true, and it is whole again at once",
        .timeLimit(.minutes(20)))
    func honest() async throws {
        try await storms(of: Fault.honest, quick: 12, full: 1500, isFullReload: false)
    }

    @Test(
        "answers that are well formed and wrong harm nothing that the next right ones do not mend",
        .timeLimit(.minutes(20)))
    func lies() async throws {
        try await storms(of: Fault.lies, quick: 12, full: 1500, isFullReload: true)
    }

    private func storms(of faults: [Fault], quick: Int, full: Int, isFullReload: Bool) async throws {
        let struck = Mutex<[Fault: Int]>([:])
        let compared = Mutex(0)
        let seeds = Torture.seeds(quick: quick, full: full)
        let results = await concurrently(seeds, width: 16) { seed -> Result<Bool, UpstreamError> in
            let world = FaultyWorld(seed % 3 == 0 ? .leadconduit : .everflow, seed: seed)
            do {
                let counts = try await FaultTortureTests.storm(world, faults, seed: seed, isFullReload: isFullReload)
                compared.withLock { $0 += counts }
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
            struck.withLock { $0.merge(world.struck, uniquingKeysWith: +) }
            return .success(true)
        }
        #expect(results.count == seeds.count)
        let counts = struck.withLock { $0 }
        let list = counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
        Torture.report("\(seeds.count) syncs, \(counts.values.reduce(0, +)) faults: \(list.joined(separator: ", "))")
        if Torture.times > 0 { #expect(Set(counts.keys) == Set(faults), "every fault has struck") }
        // A refresh in four meets no fault at all and brings two counts or six.
        let looks = compared.withLock { $0 }
        if !isFullReload { #expect(looks >= seeds.count, "too few counts claimed to be of now") }
    }

    /// - Returns: how many counts of the storm claimed to be of now, and were looked at.
    private static func storm(
        _ world: FaultyWorld, _ faults: [Fault], seed: UInt64, isFullReload: Bool
    ) async throws -> Int {
        let server = try FaultyServer { world.answer($0) }
        defer { withExtendedLifetime(server) {} }
        let network = Network(
            name: world.kind == .everflow ? "acme" : "leads", kind: world.kind, environment: .sandbox)
        var options = SyncOptions()
        options.limits = .unhurried
        options.pageSize = 2
        options.moneyGrace = .milliseconds(50)
        if isFullReload { options.fullReloadMinutes = 0 }
        let sync = NetworkSync(
            account: try NetworkAccount(network: network, baseURL: server.base, key: .inProcess("sesame")),
            client: HTTPClient(options: FaultTortureTests.options), options: options, now: { world.clock.now })
        var random = SeededRandom(seed: seed ^ 0xC0FFEE)
        var compared = 0
        for _ in 0..<stormRefreshes {
            world.set(.init(share: [0, 0.1, 0.4, 1].randomElement(using: &random) ?? 1, faults: faults))
            try server.listen()
            let result = await refreshed(sync, world, seed: seed)
            if case .loaded(let snapshot) = result, !isFullReload {
                compared += expectTrue(snapshot, world, seed: seed)
            }
        }
        world.set(.init())
        try server.listen()
        let whole = try await refreshed(sync, world, seed: seed).snapshot()
        let shown = Dictionary(
            whole.meters.map {
                ($0.id.text, [Int($0.count?.doubleValue ?? -1), Int($0.limit.maximum?.doubleValue ?? -1)])
            },
            uniquingKeysWith: { first, _ in first })
        #expect(shown == world.truth, "seed \(seed): not whole after the storm; \(whole.notes)")
        #expect(whole.clockSkew == 0 || world.struck[.clock] != nil, "seed \(seed)")
        // Who was refused the account is not asked again at once; who met a fault is.
        let refusals: [Fault] = [.unauthorized, .forbidden, .missing, .circle, .page, .pageAsJSON, .notModified]
        guard refusals.allSatisfy({ world.struck[$0] == nil }) else { return compared }
        let zone = world.kind == .everflow ? "America/New_York" : "America/Chicago"
        #expect(whole.network.timeZone == zone, "seed \(seed): the zone of its windows is lost")
        return compared
    }

    /// A refresh a minute later: it is over in time, with data or with a reason and a time for the next one.
    private static func refreshed(_ sync: NetworkSync, _ world: FaultyWorld, seed: UInt64) async -> SyncResult {
        world.advance()
        let (requests, retries, start) = (world.requests, world.retries, ContinuousClock.now)
        let result = await sync.refresh()
        let took = ContinuousClock.now - start
        let limit = timeLimit(requests: world.requests - requests, retries: world.retries - retries)
        #expect(took <= limit, "seed \(seed): \(took)")
        if case .failed(let error, let delay) = result {
            let isPatient = (1...SyncOptions().retryCeiling).contains(delay)
            #expect(!error.message.isEmpty && isPatient, "seed \(seed): \(error), again in \(delay) ms")
        }
        return result
    }

    /// As if no two requests were under way at once: each is given up after its time, so is what an earlier refresh has left
    /// under way, and what is made again waits for a second at most. A minute is left to a machine on which everything else is
    /// tested meanwhile.
    private static func timeLimit(requests: Int, retries: Int) -> Duration {
        .milliseconds((requests + 1) * options.totalTimeout + retries * 1000) + .seconds(60)
    }

    /// Every count that claims to be of now is the count of now; others say that they are older, or that they do not know.
    ///
    /// - Returns: how many claim to be of now.
    private static func expectTrue(_ snapshot: NetworkSnapshot, _ world: FaultyWorld, seed: UInt64) -> Int {
        let truth = world.truth
        var compared = 0
        for meter in snapshot.meters where meter.asOf == snapshot.asOf {
            guard let count = meter.count else { continue }
            let now = truth[meter.id.text]?.first.map { Double($0) }
            #expect(count.doubleValue == now, "seed \(seed): \(meter.id.text) shows \(count), \(snapshot.notes)")
            compared += 1
        }
        for id in truth.keys where !snapshot.meters.contains(where: { $0.id.text == id }) {
            #expect(!snapshot.notes.isEmpty, "seed \(seed): \(id) is missing and nothing is said")
        }
        return compared
    }
}
