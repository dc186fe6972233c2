// A Dispatch timer on the main queue that fires once each time it is scheduled.
import Dispatch

@MainActor
final class OneShotTimer {
    private let source: any DispatchSourceTimer
    /// Cancelling what is not scheduled would wake Dispatch's own thread for nothing.
    private var isScheduled = false

    init(_ handler: @escaping @MainActor () -> Void) {
        source = DispatchSource.makeTimerSource(queue: .main)
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated {
                self?.isScheduled = false
                handler()
            }
        }
        source.activate()
    }

    /// Replaces whatever was scheduled before.
    func schedule(milliseconds: Int64, leeway: Int = 5) {
        isScheduled = true
        source.schedule(
            deadline: .now() + .milliseconds(Int(max(0, milliseconds))), leeway: .milliseconds(leeway))
    }

    func cancel() {
        guard isScheduled else { return }
        isScheduled = false
        source.schedule(deadline: .distantFuture)
    }
}
