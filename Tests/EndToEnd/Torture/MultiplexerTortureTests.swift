// The dashboard inside tmux and screen, which stand between it and the terminal with a terminal type of their own.
import TestSupport
import Testing

@Suite("Torture: inside another terminal program", .ownThread, .enabled(if: Torture.times > 0))
struct MultiplexerTortureTests {
    /// The terminal's own type, and the one that the program between calls itself.
    struct Types: CustomTestStringConvertible {
        var outer: String
        var inner: String
        /// These have one screen only: what was drawn stays above what the shell says next.
        var hasOneScreen: Bool { ["linux", "vt100"].contains(inner) }
        var testDescription: String { "\(inner) in \(outer)" }
    }

    private static let types = [
        Types(outer: "xterm-256color", inner: "screen-256color"),
        Types(outer: "xterm-256color", inner: "xterm-256color"),
        Types(outer: "xterm", inner: "screen"), Types(outer: "rxvt-unicode-256color", inner: "screen-256color"),
        Types(outer: "linux", inner: "linux"), Types(outer: "screen-256color", inner: "screen"),
        Types(outer: "tmux-256color", inner: "tmux-256color"), Types(outer: "vt220", inner: "vt100"),
    ]

    @Test(
        "it draws, answers keys, resizes and leaves the shell's screen behind", arguments: ["tmux", "screen"],
        MultiplexerTortureTests.types)
    func inside(program: String, types: Types) throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let scratch = try Scratch()
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        let shell = "\(TestPaths.captop) --config \(configuration); echo left with $?; cat"
        // Without it, what any program drew stays on the screen that screen shows.
        let settings = try scratch.write(
            program == "tmux"
                ? "set -g default-terminal \(types.inner)\n" : "altscreen on\nterm \(types.inner)\n", to: "settings")
        let (command, ending) =
            program == "tmux"
            ? (
                ["-S", "\(scratch.path)/socket", "-f", settings, "new-session", shell],
                ["-S", "\(scratch.path)/socket", "kill-server"]
            ) : (["-c", settings, "-S", "captop", "-U", "/bin/sh", "-c", shell], ["-S", "captop", "-X", "quit"])
        var options = PtyProcess.Options()
        (options.columns, options.rows) = (120, 36)
        options.environment = scratch.environment.merging([
            "SCREENDIR": "\(scratch.path)/home", "TERM": types.outer,
        ]) { $1 }
        let terminal = try PtyProcess("/usr/bin/" + program, command, options: options)
        // It is a server of its own, which outlives its terminal.
        defer {
            _ = try? PipedProgram("/usr/bin/" + program, ending, environment: options.environment).exitCode()
            terminal.terminate()
        }
        try #require(terminal.wait(timeout: 20) { terminal.hasBothNetworks }, "\(terminal.picture)")
        #expect(terminal.shows("┌") || terminal.shows("─"), "\(terminal.picture)")
        #expect(terminal.press("?") { terminal.shows(" Help ") }, "\(terminal.picture)")
        #expect(terminal.press("?") { !terminal.shows(" Help ") })
        #expect(terminal.press("\u{1B}[B\t\t") { terminal.shows("Affiliates") })
        terminal.resize(columns: 90, rows: 28)
        #expect(
            terminal.wait(timeout: 20) { terminal.shows("Affiliates") && terminal.shows("quit") }, "\(terminal.picture)"
        )
        #expect(terminal.press("q") { terminal.shows("left with 0") }, "\(terminal.picture)")
        #expect(terminal.shows("Affiliates") == types.hasOneScreen, "\(terminal.picture)")
    }
}
