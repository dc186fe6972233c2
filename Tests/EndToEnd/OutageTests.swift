// What an operator sees while a network is away, and that it comes back by itself. The sandbox dies by SIGKILL.
import Glibc
import TestSupport
import Testing

@Suite("a network that goes away", .ownThread)
struct OutageTests {
    @Test("the screen says what is wrong and how old the data is, keys answer, and the same counts come back")
    func outage() throws {
        let scratch = try Scratch()
        let options = [
            "--caps", "12", "--traffic", "0", "--speed", "0.0001", "--db", "\(scratch.path)/sandbox.sqlite",
        ]
        let first = try SandboxServer(options)
        let dashboard = try Dashboard(on: first)
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        try #require(terminal.wait(timeout: 30) { bothAreOK(terminal) }, "\(terminal.picture)")
        #expect(terminal.press("s") { terminal.shows("sort utilisation") }, "an order that time does not change")
        let counts = usages(terminal)
        #expect(!counts.isEmpty)

        first.killNow()
        #expect(terminal.wait(timeout: 30) { saysWhatIsWrong(terminal) }, "\(terminal.picture)")
        #expect(usages(terminal) == counts, "the last good data stays")
        #expect(terminal.press("?") { terminal.shows(" Help ") })
        #expect(terminal.press("?") { !terminal.shows(" Help ") })
        #expect(terminal.press("/custom") { terminal.shows("filter: custom") })
        #expect(terminal.press("\r\\") { !terminal.shows("filter: custom") })
        #expect(terminal.wait(timeout: 30) { terminal.lines[0].contains("STALE") }, "\(terminal.picture)")

        let second = try SandboxServer(port: first.port, options)
        #expect(terminal.wait(timeout: 30) { bothAreOK(terminal) }, "\(terminal.picture)")
        #expect(usages(terminal) == counts)
        #expect(terminal.wait(timeout: 30) { terminal.lines.last?.contains("refused") == false }, "\(terminal.picture)")
        second.stop()
    }

    @Test("a dashboard started while the network is away shows the last known state with its age")
    func remembers() throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let dashboard = try Dashboard(on: sandbox)
        defer { dashboard.end() }
        try #require(dashboard.terminal.wait(timeout: 30) { bothAreOK(dashboard.terminal) })
        #expect(dashboard.terminal.press("s") { dashboard.terminal.shows("sort utilisation") })
        let counts = usages(dashboard.terminal)
        dashboard.terminal.send("q")
        #expect(dashboard.terminal.waitExit() == .code(0))
        sandbox.killNow()

        var options = PtyProcess.Options()
        options.columns = 120
        options.rows = 36
        options.environment = dashboard.scratch.environment
        let again = try PtyProcess(TestPaths.captop, ["--config", dashboard.configuration], options: options)
        #expect(again.wait(timeout: 30) { again.shows("sort risk") })
        again.send("s")
        #expect(again.wait(timeout: 30) { usages(again) == counts && again.shows("refused") }, "\(again.picture)")
        #expect(again.lines[0].contains("acme") && again.lines[0].contains(#/ERROR, data \d+s old|STALE \d+s/#))
        again.send("q")
        #expect(again.waitExit() == .code(0))
    }

    /// Fresh data of both.
    private func bothAreOK(_ terminal: PtyProcess) -> Bool {
        terminal.lines[0].matches(of: #/ ok [0-3]s/#).count == 2
    }

    private func saysWhatIsWrong(_ terminal: PtyProcess) -> Bool {
        guard let footer = terminal.lines.last else { return false }
        return footer.contains("acme") && footer.contains("refused")
            && terminal.lines[0].matches(of: #/ERROR, data \d+s old|STALE \d+s/#).count == 2
    }

    /// The counts of the twelve caps with their maxima, top to bottom, after the pane's own; what stands in the detail pane
    /// below them depends on how much has been seen.
    private func usages(_ terminal: PtyProcess) -> [String] {
        let all = terminal.lines.dropFirst().flatMap { line in
            line.matches(of: #/[0-9.kM]+\/[0-9.kM]+/#).map { String($0.output) }
        }
        return Array(all.prefix(13))
    }
}
