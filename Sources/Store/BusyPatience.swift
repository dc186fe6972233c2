// How long a call waits for the process that holds the state file: seconds, and at the end of this process hardly at all.
import Glibc
import Synchronization

/// Shared by all connections of one store.
final class BusyPatience: Sendable {
    /// Milliseconds, as all here.
    private static let last = 300
    private static let pause = 10

    private let usual: Int
    private let isEnding = Atomic(false)

    init(milliseconds: Int) {
        usual = milliseconds
    }

    func endSoon() { isEnding.store(true, ordering: .relaxed) }

    /// Waits a moment.
    ///
    /// - Parameter tries: how often one call has waited already.
    /// - Returns: false when that was long enough.
    func waits(after tries: Int) -> Bool {
        let most = isEnding.load(ordering: .relaxed) ? BusyPatience.last : usual
        guard tries < most / BusyPatience.pause else { return false }
        poll(nil, 0, Int32(BusyPatience.pause))
        return true
    }
}
