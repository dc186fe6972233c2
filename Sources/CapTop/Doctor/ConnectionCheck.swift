// One request to a network, and what its answer tells: reachability, the key's worth, the server's clock, the rate budget.
import Models
import Upstream

struct ConnectionCheck: Sendable {
    /// The share of the budget under which other users of the network begin to be felt.
    private static let littleLeft = 0.1

    var profile: Profile
    var client: HTTPClient
    var now: @Sendable () -> Timestamp = WallClock.now

    /// Short enough for somebody who waits.
    static func client() -> HTTPClient {
        var options = HTTPOptions()
        options.connectTimeout = 5000
        options.totalTimeout = 20_000
        return HTTPClient(options: options)
    }

    /// The key first: without one nothing is asked.
    func findings() async -> [Finding] {
        let key = await keyFinding()
        guard key.level == .ok else { return [key] }
        let account = AccountClient(account: profile.account, client: client, now: now)
        let start = ContinuousClock().now
        do {
            let response = try await answer(account)
            let took = (ContinuousClock().now - start).milliseconds
            let text = "\(profile.account.baseURL.text) answered in \(took) ms\(name(in: response))"
            return [key, finding(.ok, text), clock(account.clockSkew)] + budget(response.headers)
        } catch {
            return [key, finding(.unreachable, "\(profile.account.baseURL.text): \(error.message)")]
        }
    }

    private func finding(_ level: Finding.Level, _ message: String) -> Finding {
        Finding(level, "network \(profile.name)", message)
    }

    private func keyFinding() async -> Finding {
        let source = profile.account.key
        do {
            try await source.check()
            return Finding(.ok, "key \(profile.name)", "\(source)")
        } catch {
            var finding = Finding(.fail, "key \(profile.name)", error.message)
            if case .env(let name) = source { finding.advice = "export \(name) before captop starts" }
            return finding
        }
    }

    /// The answer to what both references name as the connection check.
    private func answer(_ account: AccountClient) async throws(UpstreamError) -> HTTPResponse {
        switch profile.account.network.kind {
        case .leadconduit: return try await account.read(LeadConduit.Requests.caps(), isProbe: true)
        case .everflow:
            do {
                return try await account.read(Everflow.Requests.network(), isProbe: true)
            } catch  where error.kind == .notFound {
                return try await account.read(Everflow.Requests.networkInfoFallback(), isProbe: true)
            }
        }
    }

    private func name(in response: HTTPResponse) -> String {
        guard profile.account.network.kind == .everflow, let info = try? Everflow.NetworkInfo.read(response.body) else {
            return ""
        }
        return ": \(info.name), \(info.status)"
    }

    private func clock(_ skew: Int64) -> Finding {
        let check = "clock \(profile.name)"
        guard skew != 0 else { return Finding(.ok, check, ClockText.skew(skew)) }
        return Finding(.warn, check, ClockText.skew(skew), advice: "have this machine's clock set by NTP")
    }

    private func budget(_ headers: HTTPHeaders) -> [Finding] {
        guard let limit = headers.rateLimit, let left = headers.rateRemaining, limit > 0 else { return [] }
        let text = "\(left) of \(limit) requests left in this window"
        guard Double(left) < Double(limit) * ConnectionCheck.littleLeft else {
            return [Finding(.ok, "rate \(profile.name)", text)]
        }
        return [
            Finding(
                .warn, "rate \(profile.name)", text,
                advice: "all keys of a network share it; see who else asks, or raise `refresh`")
        ]
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
