// What is left behind: the log of a dashboard, and the report of one that died of a fault. Neither holds a key.
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("log and crash report", .ownThread)
struct LogAndCrashTests {
    @Test("--log tells of refreshes and of a network that went away")
    func log() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "captop-\(UUID().uuidString).log").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let dashboard = try Dashboard(on: SandboxServer.frozen(caps: 12), arguments: ["--log", path])
        defer { dashboard.end() }
        dashboard.sandbox.killNow()
        #expect(dashboard.terminal.wait(timeout: 20) { dashboard.terminal.lines.last?.contains("refused") == true })
        dashboard.terminal.send("q")
        #expect(dashboard.terminal.waitExit() == .code(0))
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.contains { $0.contains(" acme: ") && $0.contains(" caps, ") }, "\(text)")
        #expect(lines.contains { $0.contains("refused; next try in ") }, "\(text)")
        #expect(!text.contains(SandboxServer.key))
    }

    @Test("a log that cannot be written is said before the screen opens")
    func noLog() throws {
        let scratch = try Scratch()
        try scratch.write(
            "[profile.a]\nkind = \"everflow\"\nkey = { env = \"CAPTOP_TEST_KEY\" }\n", to: scratch.usualConfiguration)
        let program = try PipedProgram(
            TestPaths.captop, ["--log", "/nonexistent/captop.log"], environment: scratch.environment)
        #expect(program.exitCode() == 2)
        #expect(program.messages.contains("--log: /nonexistent/captop.log: No such file"))
    }

    @Test(
        "a fault leaves a report with version, signal and backtrace, names it once the terminal is back, and is a fault"
    )
    func crash() throws {
        let dashboard = try Dashboard(on: SandboxServer.frozen(caps: 12))
        defer { dashboard.end() }
        dashboard.terminal.signal(SIGILL)
        #expect(dashboard.terminal.waitExit() == .signal(SIGILL))
        dashboard.terminal.expectRestored()
        #expect(dashboard.terminal.shows("captop: ended by a fault (signal 4)"), "\(dashboard.terminal.picture)")
        let directory = "\(dashboard.scratch.path)/state/captop"
        let reports = try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.hasPrefix("crash-") }
        let name = try #require(reports.first)
        #expect(reports.count == 1)
        let report = try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
        #expect(report.hasPrefix("captop 0."))
        #expect(report.contains("signal: 4\nbacktrace:\n"))
        #expect(report.contains("captop("), "frames of the program:\n\(report)")
        #expect(report.contains("profile: everflow, sandbox"))
        #expect(!report.contains(SandboxServer.key))
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/\(name)")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
}
