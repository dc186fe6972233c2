// What a first start does: with no state file there is nothing to be read before the networks are asked.
import Glibc
import TestSupport
import Testing

@Suite("a first start", .ownThread)
struct FirstStartTests {
    @Test("asks both networks while the state file is not there yet, each of them once")
    func asksAtOnce() throws {
        let sandbox = try SandboxServer.frozen()
        defer { sandbox.stop() }
        let proxy = try RecordingProxy(to: sandbox.port)
        let scratch = try Scratch()
        let folder = try HeldFolder("\(scratch.path)/state/captop")
        let configuration = try scratch.write(
            sandbox.configuration(refresh: "600s", through: proxy.port), to: "captop.toml")
        var options = PtyProcess.Options()
        options.columns = 120
        options.rows = 36
        options.environment = scratch.environment
        let terminal = try PtyProcess(TestPaths.captop, ["--config", configuration], options: options)
        defer { terminal.terminate() }

        // The screen says nothing meanwhile.
        let deadline = Deadline(seconds: 30)
        while firstRequests(proxy) != [1, 1], !deadline.hasPassed { terminal.watch(seconds: 0.02) }
        #expect(firstRequests(proxy) == [1, 1], "\(proxy.requests.map(\.line))")
        #expect(access("\(folder.path)/captop.sqlite", F_OK) != 0, "the state file was opened first")

        folder.letGo()
        #expect(terminal.wait(timeout: 30) { terminal.hasBothNetworks }, "\(terminal.picture)")
        #expect(firstRequests(proxy) == [1, 1], "\(proxy.requests.map(\.line))")
        #expect(
            terminal.wait(timeout: 30) { access("\(folder.path)/captop.sqlite", F_OK) == 0 },
            "it gave up on the state file before it asked")
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
    }

    /// How often each network was asked for its caps: the lists of custom caps and of counters.
    private func firstRequests(_ proxy: RecordingProxy) -> [Int] {
        ["GET /v1/networks/custom/caps", "GET /caps"].map { wanted in
            proxy.requests.count { $0.line.prefix { $0 != "?" } == wanted }
        }
    }
}
