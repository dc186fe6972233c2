// The ways out of the wall: the chord, signals, a stop, a blocked or lost terminal. No key but the chord does anything.
import Glibc
import TestSupport
import Testing

@Suite("leaving the wall", .ownThread)
struct WallExitTests {
    private func start(_ change: (inout PtyProcess.Options) -> Void = { _ in }) throws -> (PtyProcess, Scratch) {
        let sandbox = try SandboxServer.frozen(caps: 12)
        let scratch = try Scratch()
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        var options = PtyProcess.Options()
        options.environment = scratch.environment
        change(&options)
        let wall = try PtyProcess(TestPaths.captop, ["wall", "--config", configuration], options: options)
        let isUp = wall.wait(timeout: 30) { wall.shows("TRIPPED") && wall.shows("Worst first") && wall.shows("%") }
        try #require(isUp, "\(wall.picture)")
        // The sandbox ends here: the wall keeps what it has.
        return (wall, scratch)
    }

    @Test("everything that can be typed is passed over; Ctrl-C twice quits and restores the terminal")
    func chord() throws {
        let (wall, scratch) = try start()
        defer { withExtendedLifetime(scratch) { _ = wall.terminate() } }
        wall.send(String(decoding: (32..<127).map { UInt8($0) }, as: UTF8.self) + "\r\u{1A}\u{4}\u{1B}[A\u{1B}:quit\r")
        wall.settle(quiet: 0.3)
        #expect(wall.shows("Worst first") && !wall.screen.isCursorVisible)
        #expect(wall.press("\u{3}") { wall.shows("ctrl-c again quits") }, "\(wall.picture)")
        #expect(wall.wait(timeout: 20) { !wall.shows("ctrl-c again") }, "one alone does nothing")
        wall.send("\u{3}\u{3}")
        #expect(wall.waitExit() == .code(0))
        wall.expectRestored()
    }

    @Test("a signal to end restores the terminal", arguments: [SIGHUP, SIGTERM, SIGINT, SIGQUIT])
    func signals(signal: Int32) throws {
        let (wall, scratch) = try start()
        defer { withExtendedLifetime(scratch) { _ = wall.terminate() } }
        wall.signal(signal)
        #expect(wall.waitExit() == .code(128 + signal))
        wall.expectRestored()
    }

    @Test("a terminal that is closed ends the wall within seconds, also when the hang-up is ignored")
    func lostTerminal() throws {
        let (wall, scratch) = try start { $0.ignoresHangup = true }
        defer { withExtendedLifetime(scratch) { _ = wall.terminate() } }
        wall.closeMaster()
        #expect(wall.waitExit(timeout: 5) == .code(129))
    }

    @Test("a stop gives the terminal back, and going on takes it again")
    func stopped() throws {
        let (wall, scratch) = try start()
        defer { withExtendedLifetime(scratch) { _ = wall.terminate() } }
        wall.signal(SIGTSTP)
        #expect(wall.waitStopped(timeout: 20))
        wall.settle()
        wall.expectRestored()
        wall.signal(SIGCONT)
        #expect(wall.wait { wall.screen.isAlternate && wall.shows("Worst first") }, "\(wall.picture)")
        wall.signal(SIGTERM)
        #expect(wall.waitExit() == .code(143))
        wall.expectRestored()
    }

    @Test("a terminal that is closed while the wall is stopped ends it as it goes on", arguments: [false, true])
    func lostWhileStopped(ignoresHangup: Bool) throws {
        let (wall, scratch) = try start { $0.ignoresHangup = ignoresHangup }
        defer { withExtendedLifetime(scratch) { _ = wall.terminate() } }
        wall.signal(SIGTSTP)
        #expect(wall.waitStopped(timeout: 20))
        wall.closeMaster()
        wall.signal(SIGCONT)
        #expect(wall.waitExit(timeout: 5) == .code(129))
    }

    @Test("a terminal that takes nothing holds no end up for more than a few seconds")
    func blockedTerminal() throws {
        let (wall, scratch) = try start()
        defer { withExtendedLifetime(scratch) { _ = wall.terminate() } }
        #expect(wall.block(columns: 80, rows: 24), "the terminal still takes frames")
        wall.signal(SIGTERM)
        #expect(wall.waitExit(timeout: 5) == .code(143))
        #expect(wall.settings() == wall.foundSettings)
    }
}
