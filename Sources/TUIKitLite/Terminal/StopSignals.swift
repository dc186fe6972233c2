// Owns the signals that stop a process beside the SIGTSTP of Ctrl-Z. Knows no terminal.
import Glibc

/// Safe in a signal handler.
private func stopAsByKey(_ signal: Int32) {
    kill(getpid(), SIGTSTP)
}

/// While the terminal is in use, SIGTTIN and SIGTTOU, from whomever they come, are a SIGTSTP, upon which the terminal is given
/// back first. They are not blocked as SIGTSTP is: then the kernel would let a job in the background change the terminal.
@MainActor
enum StopSignals {
    private static var handlers: SignalHandlers?

    static func take() {
        guard handlers == nil else { return }
        var handlers = SignalHandlers()
        handlers.handle([SIGTTIN, SIGTTOU], flags: SA_RESTART, by: stopAsByKey)
        self.handlers = handlers
    }

    static func giveBack() {
        handlers?.giveBack()
        handlers = nil
    }
}
