// Owns turning a signal into a call on the main queue. Knows no signal's meaning.
import Dispatch
import Glibc

/// Makes a signal arrive again, until Dispatch has it.
private func keepPending(_ signal: Int32) {
    kill(getpid(), signal)
}

/// Calls a handler on the main queue for each arrival of a signal, which must be blocked (`Terminal.blockSignals`). Lives as
/// long as it is kept.
@MainActor
public final class SignalSource {
    private let source: any DispatchSourceSignal

    public init(_ signal: Int32, handler: @escaping @MainActor () -> Void) {
        // Dispatch takes the signal over on another thread, a little later, and `dispatchMain` lets the main thread take
        // signals. What arrives in between must not do its default, which is to kill the process.
        Glibc.signal(signal, keepPending)
        source = DispatchSource.makeSignalSource(signal: signal, queue: .main)
        source.setEventHandler { MainActor.assumeIsolated(handler) }
        source.resume()
    }

    public func cancel() { source.cancel() }

    isolated deinit { source.cancel() }
}
