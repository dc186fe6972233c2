// The questions of time travel and their answers, as data: when to go, and the networks as they were then.
import Models

/// Where the operator wants to go.
enum PastWish: Equatable, Codable, Sendable {
    /// To the last sample of any network before the present place.
    case sampleBefore
    case sampleAfter
    /// On the local clock.
    case at(Timestamp)
}

struct PastRequest: Equatable, Codable, Sendable {
    var wish: PastWish
    /// The present place, on the local clock.
    var from: Timestamp
    /// The newest of every network, which says what its objects are called.
    var snapshots: [NetworkSnapshot]
}

struct PastNetwork: Equatable, Codable, Sendable {
    var snapshot: NetworkSnapshot
    /// As they would have been then; of the snapshot's meters, in their order.
    var forecasts: [Forecast?]
}

/// All networks as they were; those without a sample by then are missing.
struct Past: Equatable, Codable, Sendable {
    /// On the local clock.
    var instant: Timestamp
    var networks: [PastNetwork]
}

enum PastAnswer: Equatable, Codable, Sendable {
    case found(Past)
    /// No network was sampled there.
    case nothing(PastWish)
    /// One sentence why.
    case unreadable(String)
}
