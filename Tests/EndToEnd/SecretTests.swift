// Where a key may not be: on the screen, in any file that captop writes, in what it says, in what other processes can see of
// it. The key is looked for as it is, in base64, percent-encoded, and as LeadConduit's credentials.
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("secrets", .ownThread)
struct SecretTests {
    /// With characters that each encoding writes in another way.
    private static let key = "s3cret+/K3y=9&%Zq"

    private static let forms: [String] = {
        let base64 = Data(key.utf8).base64EncodedString()
        let basic = Data("API:\(key)".utf8).base64EncodedString()
        let percent = key.utf8.map { String(format: "%%%02X", $0) }.joined()
        let query = key.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? key
        return [key, base64, basic, String(basic.dropLast(4)), percent, query, String(key.reversed())]
    }()

    private func leaks(in bytes: [UInt8]) -> [String] {
        Self.forms.filter { bytes.firstRange(of: Array($0.utf8)) != nil }
    }

    private func leaks(in folder: String) -> [String] {
        var found: [String] = []
        for name in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
            let path = "\(folder)/\(name)"
            guard let bytes = FileManager.default.contents(atPath: path) else { continue }
            if !leaks(in: Array(bytes)).isEmpty { found.append(path) }
        }
        return found
    }

    /// A home whose key is in a file, and the sandbox that wants it, which answers a wrong key by repeating it.
    private func home(_ scratch: Scratch, port: Int, mode: mode_t = 0o600) throws -> String {
        let file = try scratch.write(Self.key + "\n", to: "key")
        chmod(file, mode)
        return try scratch.write(
            """
            [profile.acme]
            kind = "everflow"
            base_url = "http://127.0.0.1:\(port)"
            key = { file = "\(file)" }
            environment = "sandbox"
            refresh = "1s"
            [profile.leads]
            kind = "leadconduit"
            base_url = "http://127.0.0.1:\(port)"
            key = { command = ["cat", "\(file)"] }
            environment = "sandbox"
            refresh = "1s"
            """, to: "captop.toml")
    }

    @Test("a session with a change, an outage and a crash leaves the key nowhere", arguments: [SIGTERM, SIGABRT])
    func session(end: Int32) throws {
        let scratch = try Scratch()
        let sandbox = try SandboxServer(key: Self.key, ["--caps", "20", "--traffic", "0", "--speed", "0.0001"])
        defer { sandbox.stop() }
        let configuration = try home(scratch, port: sandbox.port)
        var options = PtyProcess.Options()
        (options.columns, options.rows) = (160, 40)
        options.environment = scratch.environment
        options.environment["CAPTOP_TEST_KEY"] = ""
        let arguments = ["--config", configuration, "--write", "--log", "\(scratch.path)/log"]
        let terminal = try PtyProcess(TestPaths.captop, arguments, options: options)
        try #require(terminal.wait(timeout: 30) { terminal.hasBothNetworks }, "\(terminal.picture)")
        for (keys, screen) in [("/scope=custom metric=conversion\r", "Caps 3/20"), ("+\r", "Send this change?")] {
            terminal.send(keys)
            try #require(terminal.wait(timeout: 30) { terminal.shows(screen) }, "\(terminal.picture)")
        }
        terminal.send("y")
        #expect(terminal.wait(timeout: 30) { terminal.shows("applied") }, "\(terminal.picture)")
        terminal.send("\r")
        terminal.visit([
            ("A", "Audit: "), ("\u{1B}", "Affiliates"), ("P", "Custom payouts"), ("C", "Tiered commissions"),
            ("T", "Affiliate tiers"), ("\u{1B}", "Affiliates"), ("?", " Help "), ("\u{1B}", "quit"),
        ])
        for name in ["rows.csv", "rows.json"] {
            terminal.send(":export \(scratch.path)/\(name)\r")
            let isWritten = terminal.wait { terminal.lines.last?.contains("exported") == true && terminal.shows(name) }
            #expect(isWritten, "\(terminal.picture)")
        }
        expectNotSeen(of: terminal.pid)
        sandbox.killNow()
        // A key, since what was exported is said until there is one.
        #expect(terminal.press("\u{1B}[B") { terminal.lines.last?.contains("refused") == true }, "\(terminal.picture)")
        terminal.signal(end)
        #expect(terminal.waitExit() == (end == SIGABRT ? .signal(end) : .code(143)))
        let kept = try FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/state/captop")
        try #require(kept.contains { $0.hasPrefix("crash-") } == (end == SIGABRT), "a report to be searched: \(kept)")
        #expect(leaks(in: terminal.log).isEmpty)
        #expect(try String(contentsOfFile: "\(scratch.path)/log", encoding: .utf8).contains("applied"))
        #expect(FileManager.default.fileExists(atPath: JournalFile(in: scratch).path))
        #expect(leaks(in: scratch.path) == ["\(scratch.path)/key"], "it is found where it is, and nowhere else")
        for arguments in [["audit", "--format", "json"], ["audit", "--format", "csv"], ["audit"]] {
            let audit = try PipedProgram(TestPaths.captop, arguments, environment: scratch.environment)
            #expect(audit.exitCode() == 0 && audit.text.contains("applied"))
            #expect(leaks(in: audit.output + audit.errors).isEmpty)
        }
    }

    /// What `ps`, /proc and a core file would show: arguments of the process and its children, and no core at all.
    private func expectNotSeen(of pid: pid_t) {
        var looks = 0
        for process in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] where Int32(process) != nil
        {
            guard let status = FileManager.default.contents(atPath: "/proc/\(process)/status"),
                let arguments = FileManager.default.contents(atPath: "/proc/\(process)/cmdline")
            else { continue }
            let isOurs = process == "\(pid)" || String(decoding: status, as: UTF8.self).contains("PPid:\t\(pid)\n")
            guard isOurs else { continue }
            looks += arguments.isEmpty ? 0 : 1
            #expect(leaks(in: Array(arguments)).isEmpty, "the key is in the process list")
            let environment = FileManager.default.contents(atPath: "/proc/\(process)/environ") ?? Data()
            #expect(leaks(in: Array(environment)).isEmpty, "the key is handed on")
        }
        #expect(looks > 0, "it is in the process list")
        let limits = String(
            decoding: FileManager.default.contents(atPath: "/proc/\(pid)/limits") ?? Data(), as: UTF8.self)
        #expect(limits.contains(#/Max core file size +0 /#), "a core file would hold the key")
    }

    @Test("a server that repeats the key it refuses is not quoted with it", arguments: ["table", "json", "csv"])
    func echo(format: String) throws {
        let scratch = try Scratch()
        let parrot = try Parrot(saying: "{\"error\":\"bad key \(Self.key), API:\(Self.key)\"}")
        let configuration = try home(scratch, port: parrot.port)
        let once = try Once(["--config", configuration, "--format", format], in: scratch)
        #expect(once.code == 4)
        #expect(leaks(in: Array((once.output + once.messages).utf8)).isEmpty, "\(once.messages)")
        #expect(once.messages.contains("401"))
    }

    @Test("a server that repeats the key is quoted without it on the screen, in the log and in what is kept")
    func echoOnScreen() throws {
        let scratch = try Scratch()
        let parrot = try Parrot(saying: "{\"error\":\"bad key \(Self.key), API:\(Self.key)\"}")
        let configuration = try home(scratch, port: parrot.port)
        var options = PtyProcess.Options()
        options.environment = scratch.environment
        options.environment["CAPTOP_TEST_KEY"] = ""
        let terminal = try PtyProcess(
            TestPaths.captop, ["--config", configuration, "--log", "\(scratch.path)/log"], options: options)
        defer { terminal.terminate() }
        // What a line's end breaks is whole without frames and blanks.
        func text() -> String { terminal.lines.joined().filter { !" │".contains($0) } }
        #expect(terminal.wait { text().contains("badkey[key],API:[key]") }, "\(terminal.picture)")
        #expect(leaks(in: Array(text().utf8)).isEmpty, "\(terminal.picture)")
        let isWhole = terminal.press("N") { text().contains("API:[key](checkthekeyofprofileacme)") }
        #expect(isWhole, "\(terminal.picture)")
        #expect(leaks(in: Array(text().utf8)).isEmpty, "\(terminal.picture)")
        #expect(terminal.press("\u{1B}") { !terminal.shows("TROUBLE") }, "\(terminal.picture)")
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
        #expect(leaks(in: terminal.log).isEmpty)
        #expect(try String(contentsOfFile: "\(scratch.path)/log", encoding: .utf8).contains("bad key [key]"))
        #expect(FileManager.default.fileExists(atPath: JournalFile(in: scratch).path))
        #expect(leaks(in: scratch.path) == ["\(scratch.path)/key"], "it is found where it is, and nowhere else")
    }

    @Test(
        "a key file that others can read is refused by name and mode, and its key is not used",
        arguments: [0o644, 0o640, 0o604])
    func openKeyFile(mode: Int) throws {
        let scratch = try Scratch()
        let sandbox = try SandboxServer(key: Self.key, ["--caps", "4", "--traffic", "0"])
        defer { sandbox.stop() }
        let configuration = try home(scratch, port: sandbox.port, mode: mode_t(mode))
        let once = try Once(["--config", configuration, "--profile", "acme"], in: scratch)
        #expect(once.code == 4)
        #expect(once.messages.contains("chmod 600 \(scratch.path)/key"), "\(once.messages)")
        #expect(once.messages.contains("mode \(String(mode, radix: 8))"))
        #expect(leaks(in: Array((once.output + once.messages).utf8)).isEmpty)
    }
}

/// A server that answers everything with 401 and one sentence.
private final class Parrot: Sendable {
    let port: Int
    private let listener: Int32

    init(saying body: String) throws {
        (listener, port) = try Loopback.listener()
        Strand.start { [listener] in
            let head = "HTTP/1.1 401 No\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { break }
                if Loopback.receive(client) != nil { _ = Loopback.pass(Array((head + body).utf8), to: client) }
                close(client)
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }
}
