// Owns which of the requests that change something a proxy holds, and on which side of the network. Knows no sockets.
import Dispatch
import Synchronization

/// Where a change is stopped on its way, for good: whoever sent it never hears of it.
final class WriteGate: Sendable {
    enum Side: String, CaseIterable, Sendable {
        /// The network never gets all of it.
        case request
        /// The network has done it and has answered; its answer does not arrive.
        case answer
    }

    private struct State {
        /// How many go through before the one that is held.
        var before = 0
        var side: Side?
        var isHolding = false
    }

    private let state = Mutex(State())
    private let held = DispatchSemaphore(value: 0)

    /// Holds the `number`th write from now, the first being 1, and no other.
    func hold(_ number: Int, on side: Side) {
        state.withLock { $0 = State(before: number - 1, side: side) }
    }

    /// Whether the one that was to be held is held.
    var isHolding: Bool { state.withLock { $0.isHolding } }

    /// - Returns: the side on which a write that comes now is held; nil when it goes through.
    func arrive() -> Side? {
        state.withLock { state in
            guard state.before == 0 else {
                state.before -= 1
                return nil
            }
            defer { state.side = nil }
            return state.side
        }
    }

    /// Waits until it is.
    ///
    /// - Returns: false when it was not within so many seconds.
    func waitUntilHolding(seconds: Int) -> Bool { held.wait(timeout: .now() + .seconds(seconds)) == .success }

    func noteHolding() {
        state.withLock { $0.isHolding = true }
        held.signal()
    }
}
