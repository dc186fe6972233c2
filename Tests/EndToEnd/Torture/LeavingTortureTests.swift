// Every state a dashboard can be in against every way it can be made to leave: within two seconds at most, twice as long where
// other programs run, with the terminal as it was found. A sample of the cells in `make test`, all of them in `make torture`.
import Glibc
import TestSupport
import Testing

@Suite("Torture: leaving from every state", .ownThread)
struct LeavingTortureTests {
    enum Way: Equatable {
        case signal(Int32)
        case stop(Int32)
        case closed, closedWithoutHangup, closedWhileStopped, blocked

        static let ending = [SIGHUP, SIGTERM, SIGINT, SIGQUIT]
        /// Everything else that would end a process and can be caught.
        static let fatal =
            [SIGSEGV, SIGILL, SIGBUS, SIGFPE, SIGABRT, SIGTRAP, SIGSYS, SIGALRM, SIGUSR1, SIGUSR2, SIGPROF]
            + [SIGVTALRM, SIGXCPU, SIGXFSZ, SIGIO, SIGPWR, SIGSTKFLT, 34, 50, 64]
        static let all: [Way] =
            (ending + fatal).map { .signal($0) } + [SIGTSTP, SIGTTIN, SIGTTOU].map { .stop($0) }
            + [.closed, .closedWithoutHangup, .closedWhileStopped, .blocked]
    }

    /// Under `make test` every state once, and the ways that depend most on the state.
    private static func ways(from state: ScreenState) -> [Way] {
        guard Torture.times == 0 else { return Way.all }
        let place = ScreenState.allCases.firstIndex(of: state) ?? 0
        let way = Way.all[(23 + place * 7) % Way.all.count]
        switch state {
        case .confirm: return [way, .blocked]
        case .bulk: return [way, .closedWhileStopped]
        default: return [way]
        }
    }

    @Test(
        "the terminal is as it was found, and the process gone within two seconds at most, twice as long among others",
        arguments: ScreenState.allCases)
    func leaves(from state: ScreenState) throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let proxy = try StormyProxy(to: sandbox.port)
        let ways = Self.ways(from: state)
        for way in ways {
            proxy.clear()
            if state == .loading { proxy.hold() }
            // A debug build's first answers may be slow; nothing is refreshed while a cell is looked at.
            let dashboard = try Dashboard(
                on: sandbox, port: proxy.port, refresh: "60s", configuration: "[ui]\nmouse = true\n",
                arguments: ["--write"], waitsForData: state != .loading
            ) {
                $0.ignoresHangup = way == .closedWithoutHangup
            }
            defer { dashboard.end() }
            try state.enter(dashboard, proxy)
            leave(dashboard.terminal, state, way)
        }
        Torture.report("\(ways.count) ways of leaving \(state)")
    }

    private func leave(_ terminal: PtyProcess, _ state: ScreenState, _ way: Way) {
        let name: Comment = "\(state), \(way)"
        switch way {
        case .signal(let signal):
            terminal.signal(signal)
            let isHandled = Way.ending.contains(signal)
            let exit = terminal.waitExit(timeout: 1.5 * Torture.patience)
            #expect(exit == (isHandled ? .code(128 + signal) : .signal(signal)), name)
            expectRestored(terminal, name)
        case .stop(let signal):
            stop(terminal, signal, name)
            expectRestored(terminal, name)
            terminal.signal(SIGCONT)
            #expect(terminal.wait(timeout: 5 * Torture.patience) { terminal.screen.isAlternate }, name)
            // Ended while it is stopped: the signal waits for the next SIGCONT, as a shell sends it.
            stop(terminal, signal, name)
            terminal.signal(SIGTERM)
            terminal.signal(SIGCONT)
            #expect(terminal.waitExit(timeout: 2 * Torture.patience) == .code(143), name)
            expectRestored(terminal, name)
        case .closed, .closedWithoutHangup:
            terminal.closeMaster()
            #expect(terminal.waitExit(timeout: 2 * Torture.patience) == .code(129), name)
        case .closedWhileStopped:
            stop(terminal, SIGTSTP, name)
            terminal.closeMaster()
            terminal.signal(SIGCONT)
            #expect(terminal.waitExit(timeout: 2 * Torture.patience) == .code(129), name)
        case .blocked:
            block(terminal, state, name)
            terminal.signal(SIGTERM)
            #expect(terminal.waitExit(timeout: 1.5 * Torture.patience) == .code(143), name)
            #expect(terminal.settings() == terminal.foundSettings, name)
        }
    }

    private func stop(_ terminal: PtyProcess, _ signal: Int32, _ name: Comment) {
        terminal.signal(signal)
        #expect(terminal.waitStopped(timeout: 2 * Torture.patience), name)
        terminal.settle()
    }

    private func block(_ terminal: PtyProcess, _ state: ScreenState, _ name: Comment) {
        #expect(terminal.block(columns: 120, rows: 36), "it was not blocked: \(name)")
        guard state == .tooSmall else { return }
        // Filled from the panes: a word alone fills nothing.
        terminal.resize(columns: 3, rows: 2)
        terminal.watch(seconds: 0.2)
    }

    private func expectRestored(_ terminal: PtyProcess, _ name: Comment) {
        #expect(terminal.settings() == terminal.foundSettings, name)
        #expect(!terminal.screen.isAlternate && terminal.screen.isCursorVisible, name)
        let paste = [
            terminal.log.lastIndex(of: Array("\u{1B}[?2004h".utf8)),
            terminal.log.lastIndex(of: Array("\u{1B}[?2004l".utf8)),
        ]
        #expect((paste[0] ?? 0) < (paste[1] ?? -1), name)
        for mode in ["1000", "1002", "1003", "1006"] {
            let on = terminal.log.lastIndex(of: Array("\u{1B}[?\(mode)h".utf8))
            let off = terminal.log.lastIndex(of: Array("\u{1B}[?\(mode)l".utf8))
            #expect((on == nil) == (off == nil) && (on ?? -1) <= (off ?? -1), name)
        }
    }
}
