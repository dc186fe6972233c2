// Where keys come from and where they never go.

import Foundation
import Models
import Testing

@testable import Upstream

@Suite struct KeyTests {
    private func key(_ source: KeySource) async throws -> String {
        try await KeyReader(source).key().expose()
    }

    private func failure(_ source: KeySource) async throws -> String {
        let error = try #require(await #expect(throws: UpstreamError.self) { try await KeyReader(source).key() })
        #expect(error.kind == .keyUnavailable)
        #expect(error.isAuthentication)
        return error.message
    }

    @Test("the first line that is not blank is the key, from a file or a command")
    func firstLine() async throws {
        let file = try TemporaryFile("\n  sesame \nlogin: x\n", mode: 0o600)
        #expect(try await key(.file(path: file.path)) == "sesame")
        #expect(try await key(.command(["printf", "\\nsesame\\nlogin: x\\n"])) == "sesame")
    }

    @Test("a variable is read when the key is needed, and its absence is said by name")
    func variable() async throws {
        let home = try #require(ProcessInfo.processInfo.environment["PATH"])
        #expect(try await key(.env("PATH")) == home)
        #expect(try await failure(.env("CAPTOP_NO_SUCH_KEY")) == "the variable CAPTOP_NO_SUCH_KEY is not set")
    }

    @Test("a key file that others can read is refused with the way out", arguments: [0o644, 0o640, 0o604] as [mode_t])
    func openFile(mode: mode_t) async throws {
        let file = try TemporaryFile("sesame", mode: mode)
        let message = try await failure(.file(path: file.path))
        #expect(message.contains("chmod 600 \(file.path)"))
        #expect(!message.contains("sesame"))
    }

    @Test("a missing file, a directory and an empty file are told apart")
    func unusableFiles() async throws {
        #expect(try await failure(.file(path: "/no/such/file")).contains("No such file"))
        #expect(try await failure(.file(path: "/tmp")).contains("is not a file"))
        let empty = try TemporaryFile("\n \n", mode: 0o600)
        #expect(try await failure(.file(path: empty.path)).contains("holds no key"))
    }

    @Test("a key that no header can carry is refused without showing it")
    func unusableKey() async throws {
        #expect(!(try await failure(.inProcess("se\u{7}same"))).contains("same"))
        #expect(!(try await failure(.inProcess("open sesame"))).contains("sesame"))
    }

    @Test("a command's failure names the program and its exit, not its words or output")
    func failingCommand() async throws {
        let message = try await failure(.command(["sh", "-c", "echo sesame; echo sesame >&2; exit 7"]))
        #expect(message == "the key command sh failed (exit 7)")
        #expect(try await failure(.command(["/no/such/program"])).contains("cannot start: No such file"))
        #expect(try await failure(.command([])).contains("is empty"))
    }

    @Test("a command is run without a shell, with no signal blocked")
    func plainSpawn() async throws {
        #expect(try await key(.command(["printf", "%s", "$(id);*"])) == "$(id);*")
        let command = ["sh", "-c", "grep SigBlk /proc/self/status | tr -d '[:space:]'"]
        #expect(try await key(.command(command)) == "SigBlk:0000000000000000")
    }

    @Test("a command that prints without end or never ends is stopped")
    func boundedCommand() async throws {
        let noisy = KeyCommand(arguments: ["cat", "/dev/zero"])
        let silent = KeyCommand(arguments: ["tail", "-f", "/dev/null"], timeoutMilliseconds: 100)
        let closed = KeyCommand(arguments: ["sh", "-c", "exec >&-; tail -f /dev/null"], timeoutMilliseconds: 100)
        for command in [noisy, silent, closed] {
            let error = await #expect(throws: UpstreamError.self) { try await command.run() }
            #expect(error?.kind == .keyUnavailable)
        }
    }

    @Test("a file's key is read again when it was refused, a variable's is not")
    func replacement() async throws {
        let file = try TemporaryFile("one", mode: 0o600)
        let reader = KeyReader(.file(path: file.path))
        let first = try await reader.key()
        #expect(await reader.replacement(for: first) == nil)
        try file.write("two")
        #expect(await reader.replacement(for: first)?.expose() == "two")
        #expect(try await reader.key().expose() == "two")
        let fixed = KeyReader(.inProcess("one"))
        #expect(await fixed.replacement(for: try await fixed.key()) == nil)
    }

    @Test("who needs the key while its command runs waits for the same one")
    func oneCommand() async throws {
        let log = try TemporaryFile("", mode: 0o600)
        let reader = KeyReader(.command(["sh", "-c", "echo run >> \(log.path); echo sesame"]))
        let keys = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await reader.key().expose() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(keys == Array(repeating: "sesame", count: 20))
        #expect(try String(contentsOfFile: log.path, encoding: .utf8) == "run\n")
    }

    @Test("a text loses the key plain and as Basic credentials, with their padding or without")
    func sentForms() {
        // printf 'API:sesame' | base64
        let echo = "sesame, QVBJOnNlc2FtZQ== or QVBJOnNlc2FtZQ"
        #expect(Secret("sesame").redacted(in: echo) == "[key], [key] or [key]")
    }

    @Test("a key that was refused is taken out of texts as well as the one in its place")
    func refusedKey() async throws {
        let file = try TemporaryFile("one", mode: 0o600)
        let reader = KeyReader(.file(path: file.path))
        let first = try await reader.key()
        try file.write("two")
        _ = await reader.replacement(for: first)
        #expect(await reader.redacted(in: "one is not two") == "[key] is not [key]")
        let fixed = KeyReader(.inProcess("one"))
        _ = await fixed.replacement(for: try await fixed.key())
        #expect(await fixed.redacted(in: "bad key one") == "bad key [key]")
    }

    @Test("no description, mirror or dump of an account shows a key")
    func redaction() throws {
        let network = Network(name: "acme", kind: .everflow, environment: .sandbox)
        let account = try NetworkAccount(network: network, baseURL: "http://localhost:1", key: .inProcess("sesame"))
        var dumped = ""
        dump(account, to: &dumped)
        dump(Secret("sesame"), to: &dumped)
        dump(KeySource.command(["pass", "show sesame"]), to: &dumped)
        for text in [dumped, "\(account)", String(reflecting: account), "\(account.key)", "\(Secret("sesame"))"] {
            #expect(!text.contains("sesame"))
        }
        #expect(Secret("sesame").redacted(in: "bad key sesame!") == "bad key [key]!")
    }
}
