// How a command ends while its client's thread may be anywhere in a library: without destroying what that is using.
import Dispatch
import Glibc
import Synchronization
import TestSupport
import Testing

@Suite("the end of a command", .ownThread)
struct LeavingTests {
    /// Preloaded, it tells when the libraries of a process are destroyed.
    private static let witness = """
        #include <unistd.h>
        __attribute__((destructor)) static void end(void) { (void)!write(2, "destroyed", 9); }
        """

    private func environment(in scratch: Scratch) throws -> [String: String] {
        let source = try scratch.write(LeavingTests.witness, to: "witness.c")
        let library = scratch.path + "/witness.so"
        let compiler = try PipedProgram("cc", ["-shared", "-fPIC", "-o", library, source])
        try #require(compiler.exitCode() == 0, "\(compiler.messages)")
        return scratch.environment.merging(["LD_PRELOAD": library]) { $1 }
    }

    @Test("it destroys no library, whether it is done, is refused or has failed")
    func commands() throws {
        let scratch = try Scratch()
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        let environment = try environment(in: scratch)
        let usual = try PipedProgram("/bin/true", environment: environment)
        #expect(usual.exitCode() == 0 && usual.messages == "destroyed", "other programs do")

        let rows: [([String], Int32)] = [
            (["--version"], 0), (["--nonsense"], 2), (["once", "--config", configuration], 0),
            (["once", "--config", "/nonexistent"], 2),
            (["set", "acme/payout:new", "name=x", "--yes", "--config", configuration], 2),
            (["set", "acme/tier:999999", "payout_margin=1", "--yes", "--config", configuration], 1),
        ]
        for (arguments, code) in rows {
            let program = try PipedProgram(TestPaths.captop, arguments, environment: environment)
            #expect(program.exitCode() == code, "\(arguments)")
            #expect(!program.messages.contains("destroyed"), "\(arguments): \(program.messages)")
        }
    }

    @Test("nor does a server that a signal ends")
    func server() throws {
        let scratch = try Scratch()
        let program = try PipedProgram(
            TestPaths.captop, ["sandbox", "--port", "0", "--caps", "12"], environment: try environment(in: scratch))
        try #require(program.wait(timeout: 60) { program.text.contains("[profile.leads]") }, "\(program.messages)")
        #expect(program.end(SIGTERM) == 0)
        #expect(!program.messages.contains("destroyed"), "\(program.messages)")
    }

    @Test("nor does one end otherwise while connections come that nobody has taken up")
    func connections() throws {
        for round in 1...4 {
            let sandbox = try SandboxServer.frozen(caps: 12)
            let port = sandbox.port
            let open = Mutex<[Int32]>([])
            defer { for end in open.withLock({ $0 }) { close(end) } }
            let callers = DispatchGroup()
            for _ in 0..<6 {
                callers.enter()
                Strand.start {
                    defer { callers.leave() }
                    for _ in 0..<40 {
                        let end = Loopback.connected(to: port)
                        if end >= 0 { open.withLock { $0.append(end) } }
                    }
                }
            }
            #expect(sandbox.stop() == 0, "round \(round)")
            callers.wait()
        }
    }
}
