// One seed's storm: a sync over one world in which everything goes wrong, and then nothing any more. Holds each refresh
// to its time limit, and each count that claims to be of now to the truth.

import Models
import TestSupport
import Testing

@testable import Upstream

struct Storm: Sendable {
    private static let refreshes = 4

    private static var options: HTTPOptions {
        var options = HTTPOptions()
        options.connectTimeout = 1000
        options.totalTimeout = 400
        options.maximumBody = 1 << 20
        return options
    }

    let world: FaultyWorld
    let seed: UInt64
    let faults: [Fault]
    /// Whether each refresh loads everything: what a lie has left in a list stands until then, half an hour otherwise.
    let isFullReload: Bool
    /// How many counts claimed to be of now while it lasted, and were looked at.
    private(set) var compared = 0
    /// How long each refresh took.
    private(set) var times: [Duration] = []

    init(of faults: [Fault], seed: UInt64, isFullReload: Bool) {
        world = FaultyWorld(seed % 3 == 0 ? .leadconduit : .everflow, seed: seed)
        self.faults = faults
        self.seed = seed
        self.isFullReload = isFullReload
    }

    mutating func run() async throws {
        let (world, seed) = (world, seed)
        let server = try FaultyServer { world.answer($0) }
        defer { withExtendedLifetime(server) {} }
        let sync = try newSync(at: server.base)
        var random = SeededRandom(seed: seed ^ 0xC0FFEE)
        for _ in 0..<Storm.refreshes {
            world.set(.init(share: [0, 0.1, 0.4, 1].randomElement(using: &random) ?? 1, faults: faults))
            try server.listen()
            let result = await refresh(sync)
            if case .loaded(let snapshot) = result, !isFullReload { compared += look(at: snapshot) }
        }
        world.set(.init())
        try server.listen()
        // What was of another type has been read as missing, and stands so until everything is loaded again.
        if world.struck[.otherType] != nil { world.clock.advance(minutes: 24 * 60) }
        let whole = try await refresh(sync).snapshot()
        expectWhole(whole)
        guard world.struck[.clock] != nil else { return }
        // What asks for days learns of a clock that was set by the answers, and goes by it from the next refresh on.
        let later = try await refresh(sync).snapshot()
        expectWhole(later)
        let apart = later.asOf.milliseconds(since: world.serverTime)
        #expect(abs(apart) <= AccountClient.ignoredSkew, "seed \(seed): \(apart) ms from the server's clock")
    }

    private func newSync(at base: String) throws -> NetworkSync {
        let network = Network(
            name: world.kind == .everflow ? "acme" : "leads", kind: world.kind, environment: .sandbox)
        var options = SyncOptions()
        options.limits = .unhurried
        options.pageSize = 2
        options.moneyGrace = .milliseconds(50)
        if isFullReload { options.fullReloadMinutes = 0 }
        let clock = world.clock
        return NetworkSync(
            account: try NetworkAccount(network: network, baseURL: base, key: .inProcess("sesame")),
            client: HTTPClient(options: Storm.options), options: options, now: { clock.now })
    }

    /// A refresh a minute later: it is over in time, with data or with a reason and a time for the next one.
    private mutating func refresh(_ sync: NetworkSync) async -> SyncResult {
        let (world, seed) = (world, seed)
        world.advance()
        let (requests, retries, start) = (world.requests, world.retries, ContinuousClock.now)
        let result = await sync.refresh()
        let took = ContinuousClock.now - start
        times.append(took)
        let limit = Storm.timeLimit(requests: world.requests - requests, retries: world.retries - retries)
        #expect(took <= limit, "seed \(seed): \(took)")
        if case .failed(let error, let delay) = result {
            let isPatient = (1...SyncOptions().retryCeiling).contains(delay)
            #expect(!error.message.isEmpty && isPatient, "seed \(seed): \(error), again in \(delay) ms")
        }
        return result
    }

    /// As if no two requests were under way at once: each is given up after its time, so is what an earlier refresh has
    /// left under way, and what is made again waits for a second at most. Five minutes are left to a machine on which
    /// everything else is tested meanwhile; a sync that hangs takes more.
    private static func timeLimit(requests: Int, retries: Int) -> Duration {
        .milliseconds((requests + 1) * options.totalTimeout + retries * 1000) + .seconds(300)
    }

    /// Every limit is there, with a count of now.
    private func expectWhole(_ snapshot: NetworkSnapshot) {
        let counted = look(at: snapshot)
        let limits = Dictionary(
            snapshot.meters.map { ($0.id.text, Int($0.limit.maximum?.doubleValue ?? -1)) },
            uniquingKeysWith: { first, _ in first })
        let isWhole = limits == world.limits && counted == limits.count
        #expect(isWhole, "seed \(seed): not whole after the storm: \(counted) of \(limits), \(snapshot.notes)")
        let isSet = world.struck[.clock] != nil
        #expect(snapshot.clockSkew == 0 || isSet, "seed \(seed): \(snapshot.clockSkew) ms of skew")
        // Who was refused the account is not asked again at once; who met a fault is.
        let refusals: [Fault] = [.unauthorized, .forbidden, .missing, .circle, .page, .pageAsJSON, .notModified]
        let struck = world.struck
        guard refusals.allSatisfy({ struck[$0] == nil }) else { return }
        let zone = world.kind == .everflow ? "America/New_York" : "America/Chicago"
        #expect(snapshot.network.timeZone == zone, "seed \(seed): the zone of its windows is lost")
    }

    /// Every count that claims to be of now is shown as what is counted now; others say that they are older, or that
    /// they do not know.
    ///
    /// - Returns: how many claim to be of now.
    private func look(at snapshot: NetworkSnapshot) -> Int {
        let serverTime = world.clock.now.adding(milliseconds: snapshot.clockSkew)
        var compared = 0
        for meter in snapshot.meters where meter.asOf == snapshot.asOf {
            guard let count = meter.shown(at: serverTime).count else { continue }
            let truths = world.truths(of: meter, in: snapshot)
            let isTrue = truths.contains(count.doubleValue)
            #expect(isTrue, "seed \(seed): \(meter.id.text) shows \(count), not \(truths), \(snapshot.notes)")
            compared += 1
        }
        let shown = Set(snapshot.meters.map { $0.id.text })
        let missing = world.limits.keys.filter { !shown.contains($0) }
        // A limit of another type is no limit, as one that is missing.
        let isSaid = missing.isEmpty || !snapshot.notes.isEmpty || world.struck[.otherType] != nil
        #expect(isSaid, "seed \(seed): \(missing) are missing and nothing is said")
        return compared
    }
}
