// The dashboard inside tmux and screen, which stand between it and the terminal with a terminal type of their own.
import TestSupport
import Testing

@Suite("Torture: inside another terminal program", .enabled(if: Torture.times > 0))
struct MultiplexerTortureTests {
    @Test("it draws, answers keys, resizes and leaves the shell's screen behind", arguments: ["tmux", "screen"])
    func inside(program: String) throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let scratch = try Scratch()
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        let shell = "\(TestPaths.captop) --config \(configuration); echo left with $?; cat"
        // Without it, what any program drew stays on the screen that screen shows.
        let settings = try scratch.write("altscreen on\n", to: "screenrc")
        let command =
            program == "tmux"
            ? ["-S", "\(scratch.path)/socket", "-f", "/dev/null", "new-session", shell]
            : ["-c", settings, "-S", "captop", "-U", "/bin/sh", "-c", shell]
        var options = PtyProcess.Options()
        (options.columns, options.rows) = (120, 36)
        options.environment = scratch.environment.merging(["SCREENDIR": "\(scratch.path)/home"]) { $1 }
        let terminal = try PtyProcess("/usr/bin/" + program, command, options: options)
        defer { terminal.terminate() }
        try #require(terminal.wait(timeout: 20) { terminal.hasBothNetworks }, "\(terminal.picture)")
        #expect(terminal.shows("┌") || terminal.shows("─"), "\(terminal.picture)")
        #expect(terminal.press("?") { terminal.shows(" Help ") }, "\(terminal.picture)")
        #expect(terminal.press("?") { !terminal.shows(" Help ") })
        #expect(terminal.press("\u{1B}[B\t\t") { terminal.shows("Affiliates") })
        terminal.resize(columns: 90, rows: 28)
        #expect(
            terminal.wait(timeout: 5) { terminal.shows("Affiliates") && terminal.shows("quit") }, "\(terminal.picture)")
        #expect(terminal.press("q") { terminal.shows("left with 0") }, "\(terminal.picture)")
        #expect(!terminal.shows("Affiliates"), "the shell's screen is back")
    }
}
