// What captop does where libcurl, which it loads while it runs, is missing or broken.
import Glibc
import TestSupport
import Testing

@Suite("without libcurl", .ownThread)
struct MissingLibraryTests {
    /// Where libcurl is found before the system's, and is none.
    private func broken(_ scratch: Scratch) throws -> [String: String] {
        try scratch.write("this is no library", to: "libcurl.so.4")
        let usual = getenv("LD_LIBRARY_PATH").map { String(cString: $0) } ?? ""
        return scratch.environment.merging(["LD_LIBRARY_PATH": "\(scratch.path):\(usual)"]) { $1 }
    }

    @Test("a script is told for each network what cannot be loaded, and gets 4")
    func script() throws {
        let scratch = try Scratch()
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        let program = try PipedProgram(
            TestPaths.captop, ["once", "--config", configuration], environment: try broken(scratch))
        #expect(program.exitCode(timeout: 60) == 4)
        for name in ["acme", "leads"] {
            #expect(program.messages.contains("captop: \(name): cannot load libcurl"), "\(program.messages)")
        }
        #expect(program.messages.contains("libcurl.so.4"))
    }

    @Test("captop doctor says so first, and ends with a failure")
    func doctor() throws {
        let scratch = try Scratch()
        let program = try PipedProgram(TestPaths.captop, ["doctor"], environment: try broken(scratch))
        #expect(program.exitCode(timeout: 60) != 0)
        let line = program.text.split(separator: "\n").first { $0.contains("captop ") } ?? ""
        #expect(line.hasPrefix("fail") && line.contains("cannot load libcurl"), "\(program.text)")
    }

    @Test("the dashboard opens, says so, and answers keys")
    func dashboard() throws {
        let scratch = try Scratch()
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        var options = PtyProcess.Options()
        (options.columns, options.rows) = (120, 36)
        options.environment = try broken(scratch)
        let terminal = try PtyProcess(TestPaths.captop, ["--config", configuration], options: options)
        defer { terminal.terminate() }
        #expect(terminal.wait(timeout: 30) { terminal.shows("cannot load libcurl") }, "\(terminal.picture)")
        terminal.send("?")
        #expect(terminal.wait(timeout: 30) { terminal.shows("Help") }, "\(terminal.picture)")
        terminal.send("\u{1B}")
        #expect(terminal.wait(timeout: 30) { !terminal.shows("Help") }, "\(terminal.picture)")
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
    }
}
