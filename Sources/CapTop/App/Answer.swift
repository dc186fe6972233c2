// What a network or the store has answered, on its way to the screen: shown together with the lists that were derived from
// it, never before.
import Models

struct Answer: Equatable, Sendable {
    /// Counts answers, so that lists derived from an older one are told apart.
    var number: Int
    var snapshot: NetworkSnapshot
    /// Of the snapshot's meters, in their order; empty when nothing is known yet.
    var forecasts: [Forecast?]
    /// Local time at which the data was current.
    var receivedAt: Timestamp
    /// From the store, not from the network itself.
    var isRestored = false
}

/// Data that nobody looks at any more, handed over to be freed away from the main queue: a hundred thousand objects take
/// their time.
final class Retired: @unchecked Sendable, Equatable {
    /// Touched by one queue at a time.
    private var values: [(NetworkSnapshot?, [Forecast?])]

    init(_ network: NetworkState) {
        values = [(network.snapshot, network.forecasts)]
    }

    func free() {
        values = []
    }

    static func == (left: Retired, right: Retired) -> Bool { left === right }
}
