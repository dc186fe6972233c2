// How a command that is not a dashboard waits: for one asynchronous answer, or for a signal to stop.
import Dispatch
import Glibc
import Synchronization
import TUIKitLite

/// Runs `work` to its end while the main thread waits. For commands without a screen.
func waitFor<Answer: Sendable>(_ work: @escaping @Sendable () async throws -> Answer) throws -> Answer {
    let box = Mutex<Result<Answer, any Error>?>(nil)
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        let result: Result<Answer, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        box.withLock { $0 = result }
        done.signal()
    }
    done.wait()
    guard let result = box.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
}

/// Lets signals end the process as they end any other, for a command that has nothing to put back. Call it before the first
/// thread: threads take the mask from the one that starts them.
func letSignalsEnd() {
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
}

/// Serves until SIGTERM, SIGINT, SIGHUP or SIGQUIT, then finishes with `stop` and exits with 0.
func runUntilSignal(_ stop: @escaping @Sendable () async -> Void) -> Never {
    MainActor.assumeIsolated {
        let sources = [SIGTERM, SIGINT, SIGHUP, SIGQUIT].map { signal in
            SignalSource(signal) {
                Task {
                    await stop()
                    leave(0)
                }
            }
        }
        serve(keeping: sources)
    }
}

/// Hands the main thread to Dispatch. What lives as long as the process has to be given away: the optimiser lets go of what
/// a function holds that never returns, `withExtendedLifetime` or not.
func serve(keeping objects: [AnyObject]) -> Never {
    for object in objects { _ = Unmanaged.passRetained(object) }
    dispatchMain()
}
