// Owns what wakes the terminal: readable, writable, the wait after ESC, and signals. Knows no meaning.
import Dispatch
import Glibc

/// The Dispatch sources of a running terminal. They call it on the main queue.
@MainActor
final class TerminalSources {
    private weak var terminal: Terminal?
    private let device: TerminalDevice
    private let reader: any DispatchSourceRead
    private var writer: (any DispatchSourceWrite)?
    private let escapeTimer: any DispatchSourceTimer
    private var isWaitingForEscape = false
    private var signals: [SignalSource] = []

    init(device: TerminalDevice, terminal: Terminal) throws(TerminalError) {
        // Descriptors of their own: a source's file may be closed only when the source is done with it.
        let input = fcntl(device.input, F_DUPFD_CLOEXEC, 3)
        guard input >= 0 else { throw .system(errno) }
        self.device = device
        self.terminal = terminal
        reader = DispatchSource.makeReadSource(fileDescriptor: input, queue: .main)
        escapeTimer = DispatchSource.makeTimerSource(queue: .main)
        reader.setEventHandler { [weak terminal] in MainActor.assumeIsolated { terminal?.readInput() } }
        reader.setCancelHandler { Glibc.close(input) }
        escapeTimer.setEventHandler { [weak terminal] in MainActor.assumeIsolated { terminal?.escapeTimeout() } }
        escapeTimer.schedule(deadline: .distantFuture)
        reader.resume()
        escapeTimer.resume()
        signals = [
            SignalSource(SIGWINCH) { [weak terminal] in terminal?.windowChanged() },
            SignalSource(SIGTSTP) { [weak terminal] in terminal?.suspend() },
            SignalSource(SIGCONT) { [weak terminal] in terminal?.continued() },
        ]
    }

    /// Calls `escapeTimeout` in so many milliseconds; nil for not at all.
    func wait(forEscape milliseconds: Int?) {
        // Most keys come whole, and setting a timer wakes Dispatch's own thread.
        guard milliseconds != nil || isWaitingForEscape else { return }
        isWaitingForEscape = milliseconds != nil
        escapeTimer.schedule(deadline: milliseconds.map { .now() + .milliseconds($0) } ?? .distantFuture)
    }

    /// Calls `catchUp` when the terminal takes bytes again.
    func waitUntilWritable() {
        guard writer == nil else { return }
        let output = fcntl(device.output, F_DUPFD_CLOEXEC, 3)
        guard output >= 0 else { return }
        let source = DispatchSource.makeWriteSource(fileDescriptor: output, queue: .main)
        source.setEventHandler { [weak terminal] in MainActor.assumeIsolated { terminal?.catchUp() } }
        source.setCancelHandler { Glibc.close(output) }
        source.resume()
        writer = source
    }

    func stopWaiting() {
        writer?.cancel()
        writer = nil
    }

    /// The terminal is gone: nothing about it is worth waking up for.
    func silence() {
        reader.cancel()
        stopWaiting()
        wait(forEscape: nil)
    }

    func cancel() {
        reader.cancel()
        escapeTimer.cancel()
        stopWaiting()
        for signal in signals { signal.cancel() }
        signals = []
    }
}
