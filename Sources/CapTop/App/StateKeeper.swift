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
    private let waiting = Mutex(Waiting())

    /// What is yet to be written, however long a disk hangs: the newest answer of each network.
    private struct Waiting: Sendable {
        var snapshots: [String: NetworkSnapshot] = [:]
        /// The dashboard with them, from when one is due until `queue` comes to it: the screen's next change copies what it
        /// has in common with this one.
        var state: AppState?
        var savedAt: [String: Timestamp] = [:]

        /// A clock that was set back must not hold back what comes.
        func isDue(_ name: String, at now: Timestamp) -> Bool {
            guard let last = savedAt[name] else { return true }
            return !(0..<StateKeeper.pause).contains(now.milliseconds(since: last))
        }

        /// Those that are due, which wait no longer, by name.
        mutating func takeDue(at now: Timestamp) -> [NetworkSnapshot] {
            let names = snapshots.keys.filter { isDue($0, at: now) }.sorted()
            for name in names { savedAt[name] = now }
            return names.compactMap { snapshots.removeValue(forKey: $0) }
        }
    }

    init(store: StateStore) {
        self.store = store
    }

    /// - Parameter state: the dashboard that shows it, of which the next start shows the head first.
    func keep(_ snapshot: NetworkSnapshot, shownBy state: AppState) {
        let wakes = waiting.withLock { waiting in
            waiting.snapshots[snapshot.network.name] = snapshot
            guard waiting.isDue(snapshot.network.name, at: WallClock.now()) else { return false }
            defer { waiting.state = state }
            return waiting.state == nil
        }
        if wakes { queue.async { [self] in saveDue() } }
    }

    private func saveDue() {
        let (due, state) = waiting.withLock { waiting in
            defer { waiting.state = nil }
            return (waiting.takeDue(at: WallClock.now()), waiting.state)
        }
        for snapshot in due { save(snapshot) }
        if let state { save(screenOf: state) }
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
            let left = waiting.withLock { waiting in
                defer { waiting.snapshots = [:] }
                return waiting.snapshots
            }
            for (_, snapshot) in left.sorted(by: { $0.key < $1.key }) { save(snapshot) }
            save(screenOf: state)
        }
    }

    /// A full disk must not end the dashboard; the next write tries again.
    private func save(_ snapshot: NetworkSnapshot) {
        try? store.save(snapshot)
    }

    /// A wall leaves the screen of a dashboard beside it alone, and who ends before there are lists the one that was kept.
    private func save(screenOf state: AppState) {
        guard state.wall == nil, !state.dashboard.caps.isEmpty else { return }
        let screen = FirstScreen(state).flatMap { try? JSONEncoder().encode($0) }
        try? store.save(firstScreen: screen)
    }
}
