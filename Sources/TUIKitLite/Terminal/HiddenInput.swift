// Owns a terminal that shows nothing of what is typed, for as long as somebody types a key: whatever ends or stops the process
// meanwhile, the terminal is as it was found first. Knows no question and no answer.
import Glibc

/// What a signal handler needs to know, in plain memory.
private struct HiddenTerminal {
    var found = termios()
    var hidden = termios()
}

/// Unsafe but sound: written before the handlers are installed, only read by them.
nonisolated(unsafe) private var terminal = HiddenTerminal()

private func set(_ settings: inout termios) {
    // A job in the background must not touch the terminal.
    if tcgetpgrp(STDIN_FILENO) == getpgrp() { tcsetattr(STDIN_FILENO, TCSANOW, &settings) }
}

private func showAndEnd(_ number: Int32) {
    set(&terminal.found)
    signal(number, SIG_DFL)
    raise(number)
}

private func showAndStop(_ number: Int32) {
    set(&terminal.found)
    kill(getpgrp() == getsid(0) ? getpid() : 0, SIGSTOP)
    set(&terminal.hidden)
}

public enum HiddenInput {
    /// Runs `body`, which reads from standard input byte by byte what no terminal shows; keys that end or stop the process do
    /// so. Without a terminal there is nothing to hide. The signals must not be blocked.
    public static func read<Answer, Failure>(_ body: () throws(Failure) -> Answer) throws(Failure) -> Answer {
        guard tcgetattr(STDIN_FILENO, &terminal.found) == 0 else { return try body() }
        terminal.hidden = terminal.found
        terminal.hidden.c_lflag &= ~tcflag_t(ECHO | ICANON)
        // Where nobody could continue it, Ctrl-Z stops nothing.
        if !Terminal.hasJobControl { terminal.hidden.c_cc.10 = 0 }
        var handlers = SignalHandlers()
        handlers.handle(
            [SIGHUP, SIGINT, SIGQUIT, SIGTERM] + CrashGuard.fatalSignals, flags: SA_RESTART, by: showAndEnd)
        handlers.handle([SIGTSTP, SIGTTIN, SIGTTOU], flags: SA_RESTART, by: showAndStop)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal.hidden)
        defer {
            tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal.found)
            handlers.giveBack()
        }
        return try body()
    }
}
