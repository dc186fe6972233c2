// One account's door to its network: address, key, pace, retries inside one call, and the server's clock. What changes
// anything passes it only with the token of a confirmation.

import Models
import Synchronization

/// Performs APIRequests against one account. Every answer it returns is JSON with a status of success, or a 304.
public final class AccountClient: Sendable {
    /// Tries after the first for 429 and 5xx inside one call.
    static let retries = 2
    /// A longer wish than this, in milliseconds, ends the call; the caller's next refresh honours it.
    static let longestWait: Int64 = 5000
    /// Smaller differences between the clocks are noise (LeadConduit reference, 9).
    static let ignoredSkew: Int64 = 2000

    public let account: NetworkAccount
    private let client: HTTPClient
    let gate: RateGate
    let keys: KeyReader
    private let now: @Sendable () -> Timestamp
    private let skew = Mutex<Int64>(0)
    private let seed: Mutex<UInt64>

    public init(
        account: NetworkAccount, client: HTTPClient, limits: RateGate.Limits? = nil, seed: UInt64 = 1,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.account = account
        self.client = client
        self.now = now
        gate = RateGate(limits ?? .of(account.network.kind))
        keys = KeyReader(account.key)
        self.seed = Mutex(seed)
    }

    /// How far the server's clock is ahead, in milliseconds; 0 within two seconds.
    public var clockSkew: Int64 { skew.withLock { $0 } }

    /// The server's time.
    public var serverNow: Timestamp { now().adding(milliseconds: clockSkew) }

    /// Performs a request that only reads: tried again after 429 and 5xx, and once more with a new key after 401.
    ///
    /// - Parameters:
    ///   - isProbe: true to ask once only, as after a failed refresh.
    ///   - isUrgent: true for what an operator waits for: it goes before the requests of a refresh that wait.
    ///   - reader: takes the body of what is returned, which then comes without.
    /// - Throws: also `.badRequest`, without asking, for a request that would change something.
    public func read(
        _ request: APIRequest, isReport: Bool = false, entityTag: String? = nil, isProbe: Bool = false,
        isUrgent: Bool = false, into reader: (any BodyReader)? = nil
    )
        async throws(UpstreamError) -> HTTPResponse
    {
        guard request.isRead else {
            throw UpstreamError(.badRequest, "not sent: \(request.method.rawValue) \(request.path) was not confirmed")
        }
        var delays = Backoff(base: 500, ceiling: AccountClient.longestWait, seed: nextSeed())
        var left = isProbe ? 0 : AccountClient.retries
        let manner = Manner(isReport: isReport, isUrgent: isUrgent, entityTag: entityTag, reader: reader)
        while true {
            do {
                return try await once(request, manner)
            } catch  where error.kind == .rateLimited || error.kind == .serverFault {
                let delay = delays.next(retryAfter: error.retryAfter)
                guard left > 0, delay <= AccountClient.longestWait else { throw error }
                left -= 1
                try await AccountClient.pause(delay)
            }
        }
    }

    /// Sends a step that changes something, once; only after a 401, which says that nothing was changed, once more with a
    /// new key.
    ///
    /// - Parameter token: what the operator's confirmation minted; without the step's edits in it nothing is sent.
    func write(_ step: WriteStep, token: WriteToken) async throws(UpstreamError) -> HTTPResponse {
        guard token.permits(step) else {
            throw UpstreamError(.badRequest, "not sent: \(step.request.method.rawValue) was not confirmed")
        }
        return try await once(step.request, Manner(isUrgent: true))
    }

    private func nextSeed() -> UInt64 {
        seed.withLock { seed in
            seed &+= 1
            return seed
        }
    }

    private static func pause(_ milliseconds: Int64) async throws(UpstreamError) {
        do {
            try await ContinuousClock().sleep(for: .milliseconds(milliseconds))
        } catch {
            throw UpstreamError(.cancelled, "the request was cancelled")
        }
    }

    /// How a request is made, beside what it asks for.
    private struct Manner {
        var isReport = false
        var isUrgent = false
        var entityTag: String?
        var reader: (any BodyReader)?
    }

    private func once(_ request: APIRequest, _ manner: Manner) async throws(UpstreamError) -> HTTPResponse {
        let key = try await keys.key()
        let response = try await exchange(request, key: key, manner)
        guard response.status == 401, let fresh = await keys.replacement(for: key) else {
            return try checked(response, key: key)
        }
        let second = try await exchange(request, key: fresh, manner)
        return try checked(second, key: fresh)
    }

    private func exchange(_ request: APIRequest, key: Secret, _ manner: Manner)
        async throws(UpstreamError) -> HTTPResponse
    {
        let address = try account.address(of: request)
        var headers = [(name: "Accept", value: "application/json"), authorization(key)]
        if request.body != nil { headers.append((name: "Content-Type", value: "application/json")) }
        if let entityTag = manner.entityTag { headers.append((name: "If-None-Match", value: entityTag)) }
        var exchange = HTTPRequest(request.method, address, headers: headers, body: request.body)
        exchange.isSentOnce = !request.isRead
        exchange.reader = manner.reader
        return try await gate.pass(isReport: manner.isReport, isUrgent: manner.isUrgent) {
            [self, exchange] () throws(UpstreamError) in
            let sent = now()
            let response = try await client.send(exchange)
            noteClock(response, sent: sent, received: now())
            return response
        }
    }

    private func authorization(_ key: Secret) -> (name: String, value: String) {
        switch account.network.kind {
        case .everflow: (name: "X-Eflow-API-Key", value: key.expose())
        case .leadconduit: (name: "Authorization", value: "Basic " + key.exposeAsBasic())
        }
    }

    private func checked(_ response: HTTPResponse, key: Secret) throws(UpstreamError) -> HTTPResponse {
        let check = AnswerCheck(
            kind: account.network.kind, profile: account.network.name, key: key, now: now())
        if let problem = check.problem(with: response) { throw problem }
        return response
    }

    /// The answer was stamped at some time between sending and receiving, which a long body keeps far apart: what is
    /// known of the skew is corrected only as far as that demands.
    private func noteClock(_ response: HTTPResponse, sent: Timestamp, received: Timestamp) {
        guard let date = response.headers.date else { return }
        // The header is cut to whole seconds: half a second is its likely error.
        let stamped = date.adding(milliseconds: 500)
        let (least, most) = (stamped.milliseconds(since: received), stamped.milliseconds(since: sent))
        skew.withLock { known in
            let ahead = min(max(known, least), most)
            known = abs(ahead) > AccountClient.ignoredSkew ? ahead : 0
        }
    }
}
