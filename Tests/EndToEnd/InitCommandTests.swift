// `captop init` answered from a pipe and at a terminal: what is written, what is kept, and that no key is ever seen.
import Foundation
import TestSupport
import Testing

@Suite("captop init", .ownThread)
struct InitCommandTests {
    private func run(_ scratch: Scratch, answers: [String]) throws -> (code: Int32?, output: String, messages: String) {
        let script = "printf '%s\\n' \"$@\" | \"$CAPTOP\" init"
        let program = try PipedProgram(
            "/bin/sh", ["-c", script, "sh"] + answers,
            environment: scratch.environment.merging(["CAPTOP": TestPaths.captop]) { $1 })
        return (program.exitCode(), program.text, program.messages)
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func configuration(_ scratch: Scratch) throws -> String {
        try String(contentsOfFile: scratch.usualConfiguration, encoding: .utf8)
    }

    @Test("the answers make a configuration for its owner alone, with which once works")
    func writes() throws {
        let (sandbox, scratch) = (try SandboxServer.frozen(caps: 12), try Scratch())
        let result = try run(
            scratch,
            answers: ["everflow", "acme", sandbox.address, "env", "CAPTOP_TEST_KEY", "sandbox", "y"])
        #expect(result.code == 0, "\(result)")
        #expect(result.output == "wrote \(scratch.usualConfiguration)\n")
        #expect(result.messages.contains("ok    network acme"), "the connection was tried")
        #expect(try mode(scratch.usualConfiguration) == 0o600)
        #expect(try Once(["--format", "json"], in: scratch).ids.isEmpty == false)
    }

    @Test("a profile is added to a file without changing a byte of what is there, also through a link")
    func adds() throws {
        let scratch = try Scratch()
        let before = "# mine\nprofiles = [\"acme\"]\n[profile.acme]\nkind = \"everflow\"  # ours\nkey = {env=\"K\"}"
        let real = try scratch.write(before, to: "dotfile.toml")
        try FileManager.default.createSymbolicLink(atPath: scratch.usualConfiguration, withDestinationPath: real)
        let result = try run(
            scratch, answers: ["y", "leadconduit", "", "", "command", "pass show 'my leads'", "", "n"])
        #expect(result.code == 0, "\(result)")
        let expected = """
            \(before)

            [profile.leadconduit]
            kind = "leadconduit"
            key = { command = ["pass", "show", "my leads"] }
            environment = "production"

            """
        #expect(try String(contentsOfFile: real, encoding: .utf8) == expected)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.usualConfiguration) == real)
        #expect(result.messages.contains("config.toml:2: profiles lists what is shown together"))
    }

    @Test("a file that cannot be read as a configuration is named by line and left alone")
    func broken() throws {
        let scratch = try Scratch()
        let before = "[profile.acme]\nkind = \"evrflow\"\n"
        try scratch.write(before, to: scratch.usualConfiguration)
        let result = try run(scratch, answers: ["y"])
        #expect(result.code == 2)
        #expect(result.messages.contains("config.toml:2: profile.acme.kind"))
        #expect(try configuration(scratch) == before)
    }

    @Test("without answers, and with a wrong one, nothing is written")
    func unanswered() throws {
        let scratch = try Scratch()
        let mute = try PipedProgram(TestPaths.captop, ["init"], environment: scratch.environment)
        #expect(mute.exitCode() == 2)
        #expect(mute.messages.contains("Run it in a terminal"))
        let literal = try run(scratch, answers: ["everflow", "acme", "", "env", "9f8e7d6c-5b4a"])
        #expect(literal.code == 2)
        #expect(literal.messages.contains("not a variable's name"), "a key typed as the variable's name")
        #expect(try run(scratch, answers: ["everflow", "acme", "http://example.com"]).code == 2, "plain http")
        #expect(!FileManager.default.fileExists(atPath: scratch.usualConfiguration))
    }

    /// Up to the question for a key, whose answer no terminal shows.
    private func askForKey(_ scratch: Scratch) throws -> PtyProcess {
        var options = PtyProcess.Options()
        options.environment = scratch.environment
        let terminal = try PtyProcess(TestPaths.captop, ["init"], options: options)
        for answer in ["", "acme", "", "file", "", "y"] { terminal.send(answer + "\r") }
        #expect(terminal.waitForScreen { $0.contains { $0.contains("it is not shown") } }, "\(terminal.picture)")
        // What is typed before the terminal is silent is thrown away: wait until it is.
        #expect(terminal.wait { terminal.settings() != terminal.foundSettings })
        return terminal
    }

    @Test(
        "whatever ends it while a key is typed, the terminal shows again what is typed",
        arguments: [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGSEGV, SIGXCPU, 34, 0])
    func endedWhileHidden(signal: Int32) throws {
        let terminal = try askForKey(Scratch())
        defer { terminal.terminate() }
        if signal == 0 { terminal.send("s3cr\u{3}") } else { terminal.signal(signal) }
        #expect(terminal.waitExit(timeout: 5) == .signal(signal == 0 ? SIGINT : signal))
        #expect(terminal.settings() == terminal.foundSettings)
    }

    @Test(
        "stopped while a key is typed the terminal is as it was, and continued it hides the rest",
        arguments: [SIGTSTP, SIGTTIN, SIGTTOU])
    func stoppedWhileHidden(signal: Int32) throws {
        let terminal = try askForKey(Scratch())
        defer { terminal.terminate() }
        let hidden = terminal.settings()
        terminal.send("s3cr")
        terminal.signal(signal)
        #expect(terminal.waitStopped(timeout: 5))
        #expect(terminal.settings() == terminal.foundSettings)
        terminal.signal(SIGCONT)
        #expect(terminal.wait(timeout: 5) { terminal.settings() == hidden })
        terminal.send("et-typed\r")
        #expect(terminal.waitForScreen { $0.contains { $0.contains("Which environment") } }, "\(terminal.picture)")
        #expect(terminal.settings() == terminal.foundSettings)
        #expect(terminal.log.occurrences(of: Array("et-typed".utf8)) == 0)
    }

    @Test("a key typed at a terminal is not shown, and is kept in a file for its owner alone")
    func secret() throws {
        let scratch = try Scratch()
        let terminal = try askForKey(scratch)
        defer { terminal.terminate() }
        terminal.send("s3cret-typed\r")
        #expect(terminal.waitForScreen { $0.contains { $0.contains("Which environment") } }, "\(terminal.picture)")
        #expect(terminal.settings() == terminal.foundSettings)
        for answer in ["", "n"] { terminal.send(answer + "\r") }
        #expect(terminal.waitExit() == .code(0), "\(terminal.picture)")
        #expect(terminal.log.occurrences(of: Array("s3cret-typed".utf8)) == 0)
        let file = "\(scratch.path)/config/captop/acme.key"
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "s3cret-typed\n")
        #expect(try mode(file) == 0o600)
        #expect(try configuration(scratch).contains("key = { file = \"\(file)\" }"))
    }
}
