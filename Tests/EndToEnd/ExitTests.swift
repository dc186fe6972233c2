// Every way out of the dashboard: the process is gone in time, and the terminal is as it was found.
import Glibc
import TestSupport
import Testing

@Suite("leaving the dashboard", .ownThread)
struct ExitTests {
    private func start(_ change: (inout PtyProcess.Options) -> Void = { _ in }) throws -> Dashboard {
        let dashboard = try Dashboard(on: SandboxServer.frozen(caps: 12), waitsForData: false, change)
        try #require(dashboard.terminal.wait { dashboard.terminal.shows("Affiliates") }, "nothing drawn")
        return dashboard
    }

    @Test("a signal to end restores the terminal", arguments: [SIGHUP, SIGTERM, SIGINT])
    func signals(signal: Int32) throws {
        let dashboard = try start()
        defer { dashboard.end() }
        dashboard.terminal.signal(signal)
        #expect(dashboard.terminal.waitExit() == .code(128 + signal))
        dashboard.terminal.expectRestored()
    }

    @Test("Ctrl-C is a key that quits with 0")
    func controlC() throws {
        let dashboard = try start()
        defer { dashboard.end() }
        dashboard.terminal.send("\u{3}")
        #expect(dashboard.terminal.waitExit() == .code(0))
        dashboard.terminal.expectRestored()
    }

    @Test("a crash restores the terminal and still is a crash")
    func crash() throws {
        let dashboard = try start()
        defer { dashboard.end() }
        dashboard.terminal.signal(SIGSEGV)
        #expect(dashboard.terminal.waitExit() == .signal(SIGSEGV))
        dashboard.terminal.expectRestored()
    }

    @Test("a terminal that is closed ends the process within seconds, also when the hang-up is ignored")
    func lostTerminal() throws {
        let dashboard = try start { $0.ignoresHangup = true }
        defer { dashboard.end() }
        dashboard.terminal.closeMaster()
        #expect(dashboard.terminal.waitExit(timeout: 5) == .code(129))
    }

    @Test("a terminal that takes nothing holds no end up for more than a few seconds", arguments: [SIGTERM, SIGSEGV])
    func blockedTerminal(signal: Int32) throws {
        let dashboard = try start {
            $0.columns = 200
            $0.rows = 50
        }
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        terminal.settle()
        terminal.isReading = false
        // Repaints without end: the terminal's buffer is full when it grows no more.
        var (unread, known) = (terminal.unreadBytes, -1)
        let deadline = Deadline(seconds: 10)
        while unread > known || unread == 0, !deadline.hasPassed {
            known = unread
            for _ in 0..<20 { terminal.send("\u{C}") }
            terminal.watch(seconds: 0.2)
            unread = terminal.unreadBytes
        }
        #expect(unread > 0)
        terminal.signal(signal)
        #expect(terminal.waitExit(timeout: 5) == (signal == SIGTERM ? .code(143) : .signal(signal)))
        #expect(terminal.settings() == terminal.foundSettings)
    }

    @Test(
        "with the mouse on a press selects a row, and every way out gives the mouse back",
        arguments: [0, SIGTERM, SIGSEGV])
    func mouse(signal: Int32) throws {
        let dashboard = try Dashboard(on: SandboxServer.frozen(caps: 12), configuration: "[ui]\nmouse = true\n")
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        let row = try #require(terminal.lines.lastIndex { $0.contains("all offers") }) + 1
        #expect(terminal.press("\u{1B}[<0;5;\(row + 1)M\u{1B}[<0;5;\(row + 1)m") { !terminal.shows(" 12/12 ") })
        if signal == 0 {
            terminal.signal(SIGTSTP)
            #expect(terminal.waitStopped(timeout: 20))
            terminal.settle()
            terminal.expectMouseGivenBack()
            terminal.signal(SIGCONT)
            #expect(terminal.wait { terminal.screen.isAlternate && terminal.shows("Affiliates") })
            terminal.send("q")
        } else {
            terminal.signal(signal)
        }
        #expect(terminal.waitExit() != nil)
        terminal.expectRestored()
        terminal.expectMouseGivenBack()
    }

    @Test("asked to stop before anything is on the screen it stops, the terminal as it was, and goes on later")
    func stoppedWhileStarting() throws {
        let dashboard = try Dashboard(on: SandboxServer.frozen(caps: 12), waitsForData: false)
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        // From the moment in which it takes signals itself: a leader of a session has no default for this one.
        #expect(terminal.waitUntilBlocked(SIGTSTP))
        terminal.signal(SIGTSTP)
        #expect(terminal.waitStopped(timeout: 10))
        #expect(terminal.settings() == terminal.foundSettings)
        #expect(!terminal.screen.isAlternate && terminal.screen.isCursorVisible)
        terminal.signal(SIGCONT)
        #expect(terminal.wait { terminal.screen.isAlternate && terminal.shows("Affiliates") }, "\(terminal.picture)")
    }

    @Test(
        "suspending gives the terminal back, continuing takes it again",
        arguments: [SIGTSTP, SIGTTIN, SIGTTOU])
    func suspend(signal: Int32) throws {
        let dashboard = try start()
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        terminal.signal(signal)
        #expect(terminal.waitStopped(timeout: 20))
        terminal.settle()
        terminal.expectRestored()
        terminal.resize(columns: 100, rows: 30)
        terminal.signal(SIGCONT)
        #expect(terminal.wait { terminal.screen.isAlternate && terminal.shows("Affiliates") }, "\(terminal.picture)")
        #expect(terminal.wait { terminal.lines[0].hasPrefix(" captop") && terminal.lines[29].contains("quit") })
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
        terminal.expectRestored()
    }

    @Test("the key goes back to the shell that started captop, and fg continues it", arguments: ["Z", "\u{1A}"])
    func backToTheShell(key: String) throws {
        let dashboard = try Dashboard(on: SandboxServer.frozen(caps: 12), isJobOfShell: true)
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        #expect(terminal.press(key) { !terminal.screen.isAlternate }, "\(terminal.picture)")
        terminal.settle()
        terminal.expectRestored()
        terminal.resize(columns: 100, rows: 30)
        #expect(terminal.press("\n") { terminal.screen.isAlternate && terminal.lines[29].contains("quit") })
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
        terminal.expectRestored()
    }

    @Test("where no shell could continue it, the key stops nothing and says so", arguments: ["Z", "\u{1A}"])
    func noShell(key: String) throws {
        let dashboard = try start()
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        #expect(terminal.press(key) { terminal.shows("not suspended: no shell") }, "\(terminal.picture)")
        #expect(terminal.press("?") { terminal.shows("Help") }, "it goes on:\n\(terminal.picture)")
    }
}
