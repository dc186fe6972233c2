// Accounts, clocks and syncs for tests, over a fixture server.

import Models
import Synchronization
import Testing

@testable import Upstream

/// 2026-03-10T20:20:41Z.
let tuesday = Timestamp(seconds: 1_773_174_041)

/// A clock that stands until it is set.
final class StandingClock: Sendable {
    private let instant = Mutex(tuesday)

    var now: Timestamp { instant.withLock { $0 } }

    func advance(minutes: Int64) {
        instant.withLock { $0 = $0.adding(seconds: minutes * 60) }
    }
}

extension FixtureServer {
    func account(_ kind: NetworkKind, key: KeySource = .inProcess("sesame")) throws -> NetworkAccount {
        let network = Network(name: kind == .everflow ? "acme" : "leads", kind: kind, environment: .sandbox)
        return try NetworkAccount(network: network, baseURL: base, key: key)
    }

    func client(
        _ kind: NetworkKind, key: KeySource = .inProcess("sesame"), clock: StandingClock = StandingClock(),
        timeout: Int = 600_000
    ) throws -> AccountClient {
        var options = HTTPOptions()
        (options.totalTimeout, options.stallTimeout) = (timeout, timeout)
        return AccountClient(
            account: try account(kind, key: key), client: HTTPClient(options: options), limits: .unhurried,
            now: { clock.now })
    }

    func sync(
        _ kind: NetworkKind, clock: StandingClock = StandingClock(), _ adjust: (inout SyncOptions) -> Void = { _ in }
    ) throws -> NetworkSync {
        var options = SyncOptions()
        options.limits = .unhurried
        options.moneyGrace = nil
        adjust(&options)
        // Nothing here is about time limits, and a sanitizer may take a minute for what takes a moment.
        var http = HTTPOptions()
        (http.totalTimeout, http.stallTimeout) = (600_000, 600_000)
        return NetworkSync(
            account: try account(kind), client: HTTPClient(options: http), options: options, now: { clock.now })
    }
}

extension RateGate.Limits {
    /// Tests do not wait for politeness.
    static let unhurried = RateGate.Limits(perSecond: 10_000, inFlight: 8, reportsInFlight: 4)
}

extension SyncResult {
    func snapshot() throws -> NetworkSnapshot {
        guard case .loaded(let snapshot) = self else {
            Issue.record("not loaded: \(self)")
            throw UpstreamError(.malformed, "not loaded")
        }
        return snapshot
    }

    var error: UpstreamError? {
        guard case .failed(let error, _) = self else { return nil }
        return error
    }
}
