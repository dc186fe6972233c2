// Owns turning a signal into a call on the main queue. Knows no signal's meaning.
import Dispatch
import Glibc

/// Calls a handler on the main queue for each arrival of a signal, which must be blocked (`Terminal.blockSignals`). Lives as
/// long as it is kept.
@MainActor
public final class SignalSource {
    private let source: any DispatchSourceSignal

    public init(_ signal: Int32, handler: @escaping @MainActor () -> Void) {
        source = DispatchSource.makeSignalSource(signal: signal, queue: .main)
        source.setEventHandler { MainActor.assumeIsolated(handler) }
        source.resume()
    }

    public func cancel() { source.cancel() }

    isolated deinit { source.cancel() }
}
