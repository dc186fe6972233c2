// What other processes do to captop while it runs: they stop it where it cannot notice, and hold its state file.
import Glibc
import TestSupport
import Testing

@Suite("stopped and held up by others", .ownThread)
struct StoppedTests {
    @Test(
        "after a stop that it cannot notice it asks for pastes and the mouse again, which a shell may have switched off"
    )
    func inputModes() throws {
        let dashboard = try Dashboard(on: SandboxServer.frozen(), configuration: "[ui]\nmouse = true\n")
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        let asked = { ["2004", "1000", "1006"].map { terminal.log.occurrences(of: Array("\u{1B}[?\($0)h".utf8)) } }
        #expect(asked() == [1, 1, 1])
        terminal.signal(SIGSTOP)
        try #require(terminal.waitStopped())
        terminal.signal(SIGCONT)
        #expect(terminal.wait(timeout: 30) { asked() == [2, 2, 2] }, "\(asked())")
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
        terminal.expectRestored()
        terminal.expectMouseGivenBack()
    }

    @Test(
        "while another process holds the state file refreshes go on, and it ends long before it would give up waiting")
    func heldFile() throws {
        let desk = try Desk()
        defer { desk.end() }
        let file = "\(desk.dashboard.scratch.path)/state/captop/captop.sqlite"
        let script = """
            import sqlite3, sys, time
            connection = sqlite3.connect(sys.argv[1], isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
            print("held", flush=True)
            time.sleep(600)
            """
        let holder = try PipedProgram("python3", ["-c", script, file])
        defer { holder.end(SIGKILL) }
        try #require(holder.wait(timeout: 30) { holder.text.contains("held") })
        let asked = desk.proxy.requests.count
        #expect(desk.terminal.wait(timeout: 60) { desk.proxy.requests.count > asked + 40 }, "refreshes stand still")
        #expect(desk.terminal.shows(" ok "))
        desk.terminal.send("q")
        // Each of three writes would wait for five seconds.
        #expect(desk.terminal.waitExit(timeout: 5) == .code(0))
    }
}
