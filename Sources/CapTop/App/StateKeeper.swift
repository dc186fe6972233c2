// Keeps the last known state on disk without slowing anything down: one write a minute and network at most, off the
// main queue, and the rest at the end.
import Dispatch
import Models
import Store

final class StateKeeper: Sendable {
    private static let pause: Int64 = 60_000

    private let store: StateStore
    private let queue = DispatchQueue(label: "captop.state")
    private let books = Books()

    /// Touched on `queue` only.
    private final class Books: @unchecked Sendable {
        var waiting: [String: NetworkSnapshot] = [:]
        var savedAt: [String: Timestamp] = [:]
    }

    init(store: StateStore) {
        self.store = store
    }

    func keep(_ snapshot: NetworkSnapshot) {
        queue.async { [self] in
            let name = snapshot.network.name
            books.waiting[name] = snapshot
            // A clock that was set back must not hold back what comes.
            if let last = books.savedAt[name],
                (0..<StateKeeper.pause).contains(WallClock.now().milliseconds(since: last))
            {
                return
            }
            save(name)
        }
    }

    /// Hands over what was kept, on the main queue.
    func restore(_ handler: @escaping @MainActor @Sendable ([NetworkSnapshot]) -> Void) {
        queue.async { [self] in
            let kept = (try? store.loadAll()) ?? []
            DispatchQueue.main.async {
                MainActor.assumeIsolated { handler(kept) }
            }
        }
    }

    /// Writes what is still waiting.
    func close() {
        queue.sync {
            for name in books.waiting.keys.sorted() { save(name) }
        }
    }

    private func save(_ name: String) {
        guard let snapshot = books.waiting.removeValue(forKey: name) else { return }
        books.savedAt[name] = WallClock.now()
        // A full disk must not end the dashboard; the next write tries again.
        try? store.save(snapshot)
    }
}
