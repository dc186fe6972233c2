// Copying as a terminal sees it: the bytes of OSC 52, decoded by Foundation, and what is in them.
import Foundation
import Models
import TestSupport
import Testing

@Suite("copying to the clipboard", .ownThread)
struct ClipboardTests {
    private static let mark = Array("\u{1B}]52;c;".utf8)

    /// What the last copy put on the clipboard.
    private func clipboard(_ terminal: PtyProcess) -> String? {
        guard let start = terminal.log.lastIndex(of: ClipboardTests.mark) else { return nil }
        let rest = terminal.log[(start + ClipboardTests.mark.count)...]
        guard let end = rest.firstIndex(of: 7) else { return nil }
        return Data(base64Encoded: Data(rest[..<end])).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("JSON and curl arrive whole, and curl run by a shell with the key in its variable answers the same object")
    func copies() throws {
        let dashboard = try Dashboard(on: SandboxServer.frozen())
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        #expect(terminal.press("/custom\r") { terminal.shows("filter: custom") })
        #expect(terminal.press("yj") { terminal.lines.last?.contains("copied JSON: {") == true }, "\(terminal.picture)")
        let json = try #require(clipboard(terminal))
        let id = try #require(try JSONValue.parse(Array(json.utf8))["id"]?.text)
        #expect(id.hasPrefix("acme/custom:"))
        #expect(terminal.press(":copy.curl\r") { terminal.lines.last?.contains("copied curl: curl") == true })
        let curl = try #require(clipboard(terminal))
        #expect(!curl.contains(SandboxServer.key) && curl.contains("$CAPTOP_TEST_KEY"))
        let program = try PipedProgram("/bin/sh", ["-c", curl], environment: dashboard.scratch.environment)
        #expect(program.exitCode() == 0)
        let number = id.split(separator: ":")[1].prefix { $0.isNumber }
        let answer = try JSONValue.parse(program.output)
        #expect(answer["network_custom_cap_setting_id"]?.int64 == Int64(number), "\(program.text)")
    }

    @Test("a terminal without a clipboard is not written to, and says so")
    func unknown() throws {
        let dashboard = try Dashboard(on: SandboxServer.frozen(caps: 12)) { $0.environment["TERM"] = "vt100" }
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        #expect(
            terminal.press("yr") { terminal.lines.last?.contains("has no clipboard") == true }, "\(terminal.picture)")
        #expect(clipboard(terminal) == nil)
    }
}
