// What a start on many caps shows before it has read them: the screen that the last run left.
import Glibc
import TestSupport
import Testing

@Suite("a warm start", .ownThread)
struct WarmStartTests {
    private func start(_ configuration: String, in scratch: Scratch) throws -> PtyProcess {
        var options = PtyProcess.Options()
        options.columns = 120
        options.rows = 36
        options.environment = scratch.environment
        return try PtyProcess(TestPaths.captop, ["--config", configuration], options: options)
    }

    /// How many caps there are, and whose stand in the rows.
    private func caps(_ terminal: PtyProcess) -> [String] {
        let count = terminal.lines[1].firstMatch(of: #/Caps (\d{4,})\/\d+/#).map { String($0.output.1) } ?? "-"
        let rows = terminal.lines[3..<20].map { $0.split(separator: "│").dropFirst().joined().prefix(30) }
        return [count] + rows.map(String.init)
    }

    @Test("shows the last screen, though what is stored cannot be read and no network answers; keys work")
    func firstScreen() throws {
        let sandbox = try SandboxServer.frozen(caps: 6000)
        defer { sandbox.stop() }
        let scratch = try Scratch()
        let first = try start(
            try scratch.write(sandbox.configuration(refresh: "600s"), to: "captop.toml"), in: scratch)
        #expect(first.wait(timeout: 120) { first.hasBothNetworks && caps(first)[0] != "-" }, "\(first.picture)")
        // Forecasts, and the order that follows from them, come a moment after the rows.
        #expect(first.wait(timeout: 60) { first.lines[3].contains(" now") }, "\(first.picture)")
        let left = caps(first)
        first.send("q")
        #expect(first.waitExit() == .code(0))

        let sqlite = try PipedProgram(
            "sqlite3", ["\(scratch.path)/state/captop/captop.sqlite", "DELETE FROM snapshot_piece"])
        #expect(sqlite.exitCode() == 0, "\(sqlite.messages)")
        let silent = try Loopback.listener()
        defer { close(silent.socket) }
        let second = try start(
            try scratch.write(sandbox.configuration(refresh: "600s", through: silent.port), to: "silent.toml"),
            in: scratch)
        #expect(second.wait(timeout: 30) { caps(second) == left }, "\(left)\n\(second.picture)")
        second.send("?")
        #expect(second.wait(timeout: 10) { second.lines.contains { $0.contains("Help") } }, "\(second.picture)")
        second.send("qq")
        #expect(second.waitExit() == .code(0))
    }
}
