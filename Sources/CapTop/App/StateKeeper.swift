// Keeps the last known state on disk without slowing anything down: one write a minute and network at most, off the
// main queue, and the rest at the end.
import Dispatch
import Foundation
import Models
import Store
import Synchronization

final class StateKeeper: Sendable {
    private static let pause: Int64 = 60_000
    private static let longestRest = 300

    private let store: StateStore
    private let queue = DispatchQueue(label: "captop.state")
    private let books = Books()
    private let arrivals = Mutex(Arrivals())

    /// What `queue` has not come to, as a disk may hang: the newest answer of each network, and the dashboard with them.
    private struct Arrivals: Sendable {
        var snapshots: [String: NetworkSnapshot] = [:]
        var state: AppState?
    }

    /// Touched on `queue` only.
    private final class Books: @unchecked Sendable {
        /// What is yet to be written.
        var waiting: [String: NetworkSnapshot] = [:]
        var savedAt: [String: Timestamp] = [:]
    }

    init(store: StateStore) {
        self.store = store
    }

    /// - Parameter state: the dashboard that shows it, of which the next start shows the head first.
    func keep(_ snapshot: NetworkSnapshot, shownBy state: AppState) {
        let isFirst = arrivals.withLock { arrivals in
            let isFirst = arrivals.state == nil
            arrivals.snapshots[snapshot.network.name] = snapshot
            arrivals.state = state
            return isFirst
        }
        if isFirst { queue.async { [self] in takeArrivals() } }
    }

    private func takeArrivals() {
        let new = arrivals.withLock { arrivals -> Arrivals in
            let new = arrivals
            arrivals = Arrivals()
            return new
        }
        books.waiting.merge(new.snapshots) { $1 }
        let due = books.waiting.keys.filter(isDue).sorted()
        guard !due.isEmpty, let state = new.state else { return }
        for name in due { save(name) }
        save(screenOf: state)
    }

    /// A clock that was set back must not hold back what comes.
    private func isDue(_ name: String) -> Bool {
        guard let last = books.savedAt[name] else { return true }
        return !(0..<StateKeeper.pause).contains(WallClock.now().milliseconds(since: last))
    }

    /// Hands over what was kept, on the main queue: the screen first, if there is one, then the rest.
    func restore(
        screen: @escaping @MainActor @Sendable (FirstScreen) -> Void,
        snapshots: @escaping @MainActor @Sendable ([NetworkSnapshot]) -> Void
    ) {
        queue.async { [self] in
            if let bytes = try? store.firstScreen(),
                let first = try? JSONDecoder().decode(FirstScreen.self, from: bytes)
            {
                DispatchQueue.main.async {
                    MainActor.assumeIsolated { screen(first) }
                }
            }
            let kept = (try? store.loadAll()) ?? []
            DispatchQueue.main.async {
                MainActor.assumeIsolated { snapshots(kept) }
            }
        }
    }

    /// To be called before the process stands still: no other captop can write while this one is in the middle of it.
    func rest() { store.rest(milliseconds: StateKeeper.longestRest) }

    /// Writes what is still waiting, and the screen that is left, unless another process holds the file. Who waits for
    /// `group` does so for a while only: the disk may hang.
    func close(shownBy state: AppState, in group: DispatchGroup) {
        store.hurry()
        queue.async(group: group) { [self] in
            for name in books.waiting.keys.sorted() { save(name) }
            save(screenOf: state)
        }
    }

    /// A full disk must not end the dashboard; the next write tries again.
    private func save(_ name: String) {
        guard let snapshot = books.waiting.removeValue(forKey: name) else { return }
        books.savedAt[name] = WallClock.now()
        try? store.save(snapshot)
    }

    /// A wall leaves the screen of a dashboard beside it alone, and who ends before there are lists the one that was kept.
    private func save(screenOf state: AppState) {
        guard state.wall == nil, !state.dashboard.caps.isEmpty else { return }
        let screen = FirstScreen(state).flatMap { try? JSONEncoder().encode($0) }
        try? store.save(firstScreen: screen)
    }
}
