// Owns giving the terminal back when the process dies: the handlers of fatal signals and of exit. Everything they touch is
// plain memory prepared beforehand, since a signal handler may neither allocate nor lock.
import Glibc

/// What a dying process needs to know, in plain memory.
private struct CrashRecord {
    var isArmed = false
    var input: Int32 = -1
    var output: Int32 = -1
    var settings = termios()
    var bytes: UnsafeMutablePointer<UInt8>
    var count = 0
    var standardError: Int32 = -1
    var heldErrors: Int32 = -1
    /// The signal that the process is dying of.
    var dying: Int32 = 0
}

private let mostBytes = 256
private let mostSignals = 65
private let chunkSize = 512
private let handlerStackSize = 65_536
/// Seconds that a report may take.
private let longestReport: UInt32 = 3
/// Allocated once and kept for ever; only the kernel and the handler use it.
nonisolated(unsafe) private let handlerStack = UnsafeMutableRawPointer.allocate(
    byteCount: handlerStackSize, alignment: 16)

/// Allocated once and kept for ever. Unsafe but sound: written on the main queue before the handlers are installed, read by
/// a handler of a process that is about to end.
nonisolated(unsafe) private let record: UnsafeMutablePointer<CrashRecord> = {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: mostBytes + chunkSize)
    bytes.initialize(repeating: 0, count: mostBytes + chunkSize)
    let record = UnsafeMutablePointer<CrashRecord>.allocate(capacity: 1)
    record.initialize(to: CrashRecord(bytes: bytes))
    atexit { restoreTerminal() }
    return record
}()

/// Restores the terminal with calls that are safe in a signal handler.
private func restoreTerminal() {
    guard record.pointee.isArmed else { return }
    record.pointee.isArmed = false
    send(record.pointee.bytes, record.pointee.count, to: record.pointee.output)
    tcflush(record.pointee.input, TCIFLUSH)
    tcsetattr(record.pointee.input, TCSANOW, &record.pointee.settings)
    let original = record.pointee.standardError
    guard original >= 0 else { return }
    dup2(original, STDERR_FILENO)
    let chunk = record.pointee.bytes + mostBytes
    var offset: off_t = 0
    while true {
        let length = pread(record.pointee.heldErrors, chunk, chunkSize, offset)
        guard length > 0 else { return }
        send(chunk, length, to: original)
        offset += off_t(length)
    }
}

/// Writes all, waiting a moment for a terminal that is busy.
private func send(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, to file: Int32) {
    var sent = 0
    while sent < count {
        let written = write(file, bytes + sent, count - sent)
        if written > 0 {
            sent += written
        } else {
            guard errno == EAGAIN || errno == EINTR else { return }
            var wait = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
            guard poll(&wait, 1, 200) > 0 else { return }
        }
    }
}

/// Restores the terminal, reports, then dies of the signal. Not by way of the handler found before: Swift's own backtracer would hold
/// the dead process on the terminal and ask for a key.
private func handleFatalSignal(_ number: Int32) {
    let isOwn = record.pointee.isArmed
    record.pointee.dying = number
    // What is broken may hang in its own report.
    signal(SIGALRM, dieAtOnce)
    alarm(longestReport)
    restoreTerminal()
    if isOwn { CrashReport.write(signal: number, heldErrors: record.pointee.heldErrors) }
    signal(number, SIG_DFL)
    raise(number)
}

private func dieAtOnce(_: Int32) {
    signal(record.pointee.dying, SIG_DFL)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, record.pointee.dying)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(record.pointee.dying)
}

@MainActor
enum CrashGuard {
    /// Crashes, and every other signal that ends a process which does not handle it: an alarm, a limit of the shell's, a
    /// signal of somebody's script. Those that captop handles are blocked and never come here.
    nonisolated static let fatalSignals =
        [SIGSEGV, SIGILL, SIGBUS, SIGFPE, SIGABRT, SIGTRAP, SIGSYS, SIGALRM, SIGUSR1, SIGUSR2, SIGPROF, SIGVTALRM]
        + [SIGXCPU, SIGXFSZ, SIGIO, SIGPWR, SIGSTKFLT] + Array(firstRealTimeSignal..<Int32(mostSignals))
    /// glibc keeps the two before it.
    nonisolated private static let firstRealTimeSignal: Int32 = 34
    private static var handlers: SignalHandlers?

    /// From now on a fatal signal or `exit` writes `bytes` to the terminal and restores its settings.
    static func arm(device: TerminalDevice, bytes: [UInt8], capture: StandardErrorCapture?) {
        let bytes = bytes.prefix(mostBytes)
        for (index, byte) in bytes.enumerated() { record.pointee.bytes[index] = byte }
        record.pointee.count = bytes.count
        record.pointee.input = device.input
        record.pointee.output = device.output
        record.pointee.settings = device.foundSettings
        record.pointee.standardError = capture?.original ?? -1
        record.pointee.heldErrors = capture?.file ?? -1
        install()
        record.pointee.isArmed = true
    }

    /// The terminal is restored; the handlers go with it.
    static func disarm() {
        record.pointee.isArmed = false
        handlers?.giveBack()
        handlers = nil
    }

    /// A handler on a stack of its own can run even when the program's has overflowed.
    private static func useOwnStack() {
        var stack = stack_t()
        stack.ss_size = handlerStackSize
        stack.ss_sp = handlerStack
        sigaltstack(&stack, nil)
    }

    private static func install() {
        guard handlers == nil else { return }
        useOwnStack()
        var handlers = SignalHandlers()
        handlers.handle(fatalSignals, flags: SA_ONSTACK, by: handleFatalSignal)
        self.handlers = handlers
    }
}
