// A running child process, ended in time and reaped once.

import Dispatch
import Glibc
import Synchronization

/// A running child that may be killed until it is reaped, and never after: its id could be another's by then.
final class ChildWatch: Sendable {
    private let child: pid_t
    private let isReaped = Mutex(false)

    init(_ child: pid_t) {
        self.child = child
    }

    func kill(afterMilliseconds delay: Int) {
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(delay)) { self.kill() }
    }

    func kill() {
        isReaped.withLock { isReaped in
            if !isReaped { _ = Glibc.kill(-child, SIGKILL) }
        }
    }

    func waitForExit() -> Int32 {
        var info = siginfo_t()
        while waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        return isReaped.withLock { isReaped in
            isReaped = true
            var status: Int32 = 0
            waitpid(child, &status, 0)
            return status
        }
    }
}
