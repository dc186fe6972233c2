// A Dispatch timer on the main queue that fires once each time it is scheduled.
import Dispatch

@MainActor
final class OneShotTimer {
    private let source: any DispatchSourceTimer

    init(_ handler: @escaping @MainActor () -> Void) {
        source = DispatchSource.makeTimerSource(queue: .main)
        source.setEventHandler { MainActor.assumeIsolated { handler() } }
        source.activate()
    }

    /// Replaces whatever was scheduled before.
    func schedule(milliseconds: Int64, leeway: Int = 5) {
        source.schedule(
            deadline: .now() + .milliseconds(Int(max(0, milliseconds))), leeway: .milliseconds(leeway))
    }

    func cancel() {
        source.schedule(deadline: .distantFuture)
    }
}
