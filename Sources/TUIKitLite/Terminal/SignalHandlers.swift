// Owns handlers of signals for a while, and gives back those that were found. What was ignored stays ignored. Knows no
// signal's meaning.
import Glibc

struct SignalHandlers {
    private var found: [(signal: Int32, action: sigaction)] = []

    /// From now on `handler`, which must be safe in a signal handler, is called for each of the signals.
    mutating func handle(_ signals: [Int32], flags: Int32, by handler: @escaping @convention(c) (Int32) -> Void) {
        for signal in signals {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = handler
            action.sa_flags = flags
            var before = sigaction()
            sigaction(signal, &action, &before)
            if SignalHandlers.isIgnored(before) {
                sigaction(signal, &before, nil)
            } else {
                found.append((signal, before))
            }
        }
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    mutating func giveBack() {
        for (signal, action) in found {
            var action = action
            sigaction(signal, &action, nil)
        }
        found = []
    }
}
