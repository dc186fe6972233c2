// Writes the history of all meters, off every queue that anybody waits for: a file that another process holds, or a disk that
// hangs, costs samples and nothing else.
import Dispatch
import Models
import Store
import Synchronization

final class Recorder: Sendable {
    /// How long the history is left alone once nothing in it was due for thinning, in milliseconds.
    private static let thinPause: Int64 = 60_000

    private let history: SampleHistory
    private let queue = DispatchQueue(label: "captop.recorder")
    private let books = Books()
    /// What is yet to be written, by network: a refresh that is overtaken is left out.
    private let waiting = Mutex<[String: NetworkSnapshot]>([:])

    /// Touched on `queue` only.
    private final class Books: @unchecked Sendable {
        /// Until when there is nothing to thin.
        var thinAt: Timestamp?
    }

    init(_ history: SampleHistory) {
        self.history = history
    }

    func record(_ snapshot: NetworkSnapshot) {
        let name = snapshot.network.name
        let isOvertaking = waiting.withLock { $0.updateValue(snapshot, forKey: name) != nil }
        if !isOvertaking { queue.async { [self] in write(name) } }
    }

    func finish() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }

    /// What cannot be written must not cost the dashboard; the next refresh tries again.
    private func write(_ name: String) {
        guard let snapshot = waiting.withLock({ $0.removeValue(forKey: name) }) else { return }
        guard (try? history.record(snapshot)) != nil else { return }
        // Not the network's clock: one that is years ahead would make the histories of all look old.
        let now = WallClock.now()
        if let thinAt = books.thinAt, now < thinAt, thinAt.milliseconds(since: now) <= Recorder.thinPause { return }
        let isMoreDue = (try? history.thin(now: now)) ?? false
        books.thinAt = isMoreDue ? nil : now.adding(milliseconds: Recorder.thinPause)
    }
}
