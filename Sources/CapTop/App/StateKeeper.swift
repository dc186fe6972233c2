// Keeps the last known state on disk without slowing anything down: one write a minute and network at most, off the
// main queue, and the rest at the end.
import Dispatch
import Foundation
import Models
import Store

final class StateKeeper: Sendable {
    private static let pause: Int64 = 60_000
    private static let longestRest = 300

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

    /// - Parameter state: the dashboard that shows it, of which the next start shows the head first.
    func keep(_ snapshot: NetworkSnapshot, shownBy state: AppState) {
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
            save(screenOf: state)
        }
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

    /// Writes what is still waiting, and the screen that is left, unless another process holds the file.
    func close(shownBy state: AppState) {
        store.hurry()
        queue.sync {
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
