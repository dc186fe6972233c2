// One network as the dashboard knows it: last good data, how old it is, and what is wrong now.
import Models
import Upstream

struct NetworkState: Equatable, Sendable {
    /// The words of the JSON output's `state`.
    enum Condition: String, Codable, Sendable {
        case ok, stale, error, never
    }

    var network: Network
    /// Milliseconds between refreshes.
    var refreshInterval: Int64
    var snapshot: NetworkSnapshot?
    /// Of the snapshot's meters, in their order; empty before the first refresh.
    var forecasts: [Forecast?] = []
    /// Local time at which the data on screen was current.
    var receivedAt: Timestamp?
    var failure: UpstreamError?
    /// When the present run of failures began.
    var failingSince: Timestamp?
    var isFetching = false
    /// When the refresh under way began.
    var askedAt: Timestamp?
    /// Milliseconds from the last question to its answer on screen.
    var answerTook: Int64?
    /// What has come and is shown as soon as the lists are derived from it.
    var next: Answer?
    /// A change was made while a refresh was under way, whose answer may be older: ask again at once.
    var isRefetchDue = false
    /// The next refresh reads also what is believed to be as it was.
    var isWholeDue = false
    /// Locked networks are read only; `write` unlocks, ten idle minutes lock again.
    var isLocked = true

    /// How a request to it is written for curl; nil when nothing says where the network is.
    var curl: CurlForm?

    init(network: Network, refreshInterval: Int64) {
        self.network = network
        self.refreshInterval = refreshInterval
    }

    /// What is likely to come of a meter of the snapshot; nil also once the window that it is about has ended.
    ///
    /// - Parameter serverTime: on the network's own clock.
    func forecast(at place: Int, on serverTime: Timestamp) -> Forecast? {
        forecasts.indices.contains(place) ? forecasts[place]?.current(at: serverTime) : nil
    }

    /// Whether it is known what is likely to come of its meters.
    var isForecast: Bool { snapshot?.meters.isEmpty != false || !forecasts.isEmpty }

    /// Milliseconds until the next refresh is due, after one has been answered: refreshes begin one interval apart, with a
    /// pause of at least a quarter of it.
    func untilRefresh(at now: Timestamp) -> Int64 {
        let passed = askedAt.map { max(0, now.milliseconds(since: $0)) } ?? 0
        return max(refreshInterval / 4, refreshInterval - passed)
    }

    /// Milliseconds since the data was current; nil before any.
    func age(at now: Timestamp) -> Int64? {
        receivedAt.map { max(0, now.milliseconds(since: $0)) }
    }

    /// Data is stale, whatever the reason, when three intervals have passed since it came, which was as old then as its answer
    /// took; a minute of that at most counts.
    func condition(at now: Timestamp) -> Condition {
        guard let age = age(at: now) else { return failure == nil ? .never : .error }
        if age > 3 * refreshInterval + min(60_000, answerTook ?? 0) { return .stale }
        return failure == nil ? .ok : .error
    }

    /// Whether the network counts to another maximum as yet.
    func isPending(_ meter: CapMeter) -> Bool { snapshot?.pending.contains(meter.object.id) == true }

    /// The network's own time: local time corrected by the skew seen in its last answer.
    func serverTime(at now: Timestamp) -> Timestamp {
        now.adding(milliseconds: snapshot?.clockSkew ?? 0)
    }
}
