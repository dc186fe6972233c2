// `captop doctor` as it is run: on a sandbox, without configuration, with wrong keys, and never with a key in its output.
import Foundation
import TestSupport
import Testing

@Suite("captop doctor", .ownThread)
struct DoctorCommandTests {
    private func run(
        _ scratch: Scratch, _ arguments: [String] = [], _ variables: [String: String] = [:]
    ) throws -> (code: Int32?, lines: [String]) {
        let program = try PipedProgram(
            TestPaths.captop, ["doctor"] + arguments, environment: scratch.environment.merging(variables) { $1 })
        let code = program.exitCode()
        #expect(!(program.text + program.messages).contains(SandboxServer.key), "a key is printed")
        return (code, program.text.split(separator: "\n").map(String.init))
    }

    private func line(_ check: String, in lines: [String]) -> String {
        lines.first { $0.dropFirst(6).hasPrefix(check + " ") } ?? "nothing about \(check)"
    }

    @Test("without configuration and network it says what is there, and that nothing fails")
    func bare() throws {
        let (code, lines) = try run(Scratch())
        #expect(code == 0)
        #expect(line("configuration", in: lines).hasPrefix("warn"))
        #expect(line("configuration", in: lines).contains("captop init"))
        #expect(line("time zones", in: lines).hasPrefix("ok"), "\(lines)")
        let asked = try run(Scratch(), ["--profile", "nope"])
        #expect(asked.code == 1 && asked.lines.contains { $0.hasPrefix("fail") && $0.contains("profile nope") })
    }

    @Test("on a sound account every check is ok, and the state file is opened")
    func sound() throws {
        // Its clock runs, unlike a frozen one's.
        let (sandbox, scratch) = (try SandboxServer(["--caps", "12", "--traffic", "0"]), try Scratch())
        try scratch.write(sandbox.configuration(), to: scratch.usualConfiguration)
        #expect(try Once(["--limit", "1"], in: scratch).code == 0)
        let (code, lines) = try run(scratch)
        #expect(code == 0, "\(lines)")
        for check in ["key acme", "network acme", "clock acme", "rate acme", "network leads", "state", "journal"] {
            #expect(line(check, in: lines).hasPrefix("ok"), "\(line(check, in: lines))")
        }
    }

    @Test("a refused key exits with 4, a variable that is not set and a readable key file with 1")
    func keys() throws {
        let (sandbox, scratch) = (try SandboxServer.frozen(caps: 12), try Scratch())
        try scratch.write(sandbox.configuration(), to: scratch.usualConfiguration)
        let refused = try run(scratch, ["--profile", "acme"], ["CAPTOP_TEST_KEY": "wr0ng-key-1"])
        #expect(refused.code == 4)
        #expect(line("network acme", in: refused.lines).contains("401"))
        #expect(!refused.lines.joined().contains("wr0ng-key-1"))
        let unset = try run(scratch, ["--profile", "acme"], ["CAPTOP_TEST_KEY": ""])
        #expect(unset.code == 1)
        #expect(line("key acme", in: unset.lines).contains("export CAPTOP_TEST_KEY"))

        let file = try scratch.write(SandboxServer.key, to: "key")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        let text = sandbox.configuration().replacing("{ env = \"CAPTOP_TEST_KEY\" }", with: "{ file = \"\(file)\" }")
        try scratch.write(text, to: scratch.usualConfiguration)
        let readable = try run(scratch, ["--profile", "acme"])
        #expect(readable.code == 1)
        #expect(line("key acme", in: readable.lines).contains("chmod 600"))
    }

    @Test("nobody at the address exits with 4, and the other network is still looked at")
    func unreachable() throws {
        let (sandbox, scratch) = (try SandboxServer.frozen(caps: 12), try Scratch())
        let dead = sandbox.configuration() + "[profile.gone]\nkind = \"everflow\"\nbase_url = \"http://127.0.0.1:1\"\n"
        try scratch.write(
            dead.replacing("\"leads\"]", with: "\"gone\", \"leads\"]") + "key = { env = \"CAPTOP_TEST_KEY\" }\n",
            to: scratch.usualConfiguration)
        let (code, lines) = try run(scratch)
        #expect(code == 4, "\(lines)")
        #expect(line("network gone", in: lines).hasPrefix("fail"))
        #expect(line("network leads", in: lines).hasPrefix("ok"))
    }

    @Test("a server whose clock is a day ahead is noticed")
    func skew() throws {
        let tomorrow = Date(timeIntervalSinceNow: 86_400).formatted(.iso8601)
        let (sandbox, scratch) = (try SandboxServer.frozen(caps: 12, ["--start", tomorrow]), try Scratch())
        try scratch.write(sandbox.configuration(), to: scratch.usualConfiguration)
        let (code, lines) = try run(scratch, ["--profile", "acme"])
        #expect(code == 0, "a warning only")
        #expect(line("clock acme", in: lines).hasPrefix("warn"))
        #expect(line("clock acme", in: lines).contains("behind the server's"))
    }

    @Test("every error of the configuration is printed, and a foreign state file is left where it is")
    func wrongFiles() throws {
        let scratch = try Scratch()
        try scratch.write("[profile.a]\nkind = \"x\"\ncolour = 1\n", to: scratch.usualConfiguration)
        try FileManager.default.createDirectory(
            atPath: "\(scratch.path)/state/captop", withIntermediateDirectories: true)
        let state = try scratch.write("my shopping list, longer than a header\n", to: "state/captop/captop.sqlite")
        let (code, lines) = try run(scratch)
        #expect(code == 1)
        #expect(lines.filter { $0.hasPrefix("fail  configuration") }.count == 3, "kind, colour and the missing key")
        #expect(line("state", in: lines).hasPrefix("warn"))
        #expect(try String(contentsOfFile: state, encoding: .utf8).hasPrefix("my shopping list"))
    }
}
