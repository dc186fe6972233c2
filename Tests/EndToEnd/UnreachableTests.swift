// A network whose name is not found, or whose certificate is not believed, beside one that is well: what the operator sees,
// and that it comes back by itself.
import TestSupport
import Testing

@Suite("a network that cannot be found or believed", .ownThread)
struct UnreachableTests {
    enum Doubt: CaseIterable {
        case expired, unknownAuthority

        var words: String { self == .expired ? "certificate has expired" : "issuer certificate" }
    }

    /// On the machine; the one network is at `address`, the other at the sandbox itself.
    private func start(
        on machine: OtherMachine, in scratch: Scratch, _ sandbox: SandboxServer, at address: String
    ) throws -> PtyProcess {
        var configuration = sandbox.configuration()
        let place = try #require(configuration.firstRange(of: sandbox.address))
        configuration.replaceSubrange(place, with: address)
        let file = try scratch.write(configuration, to: "captop.toml")
        var options = PtyProcess.Options()
        (options.columns, options.rows) = (160, 36)
        options.environment = scratch.environment.merging(machine.environment) { $1 }
        return try PtyProcess(TestPaths.captop, ["--config", file], options: options)
    }

    @Test(
        "a certificate that is over or of nobody known is said, harms no other network, and is forgotten with the next",
        arguments: Doubt.allCases)
    func certificate(doubt: Doubt) throws {
        let scratch = try Scratch()
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let authority = try Authority("believed", in: scratch)
        let machine = try OtherMachine(believing: authority, in: scratch)
        let right = try authority.sign(days: 30)
        let wrong =
            switch doubt {
            case .expired: try authority.sign(days: -1)
            case .unknownAuthority: try Authority("unknown", in: scratch).sign(days: 30)
            }
        let first = try SealedServer(before: sandbox, showing: right)
        let terminal = try start(on: machine, in: scratch, sandbox, at: "https://127.0.0.1:\(first.port)")
        defer { terminal.terminate() }
        try #require(terminal.wait { bothAreFresh(terminal) }, "\(terminal.picture)")

        first.end()
        let second = try SealedServer(before: sandbox, showing: wrong, port: first.port)
        expectTrouble("TLS with 127.0.0.1 failed: ", doubt.words, terminal)
        #expect(terminal.lines[0].contains(#/acme [a-zA-Z ]*(ERROR, data|STALE) \d+s/#), "\(terminal.picture)")

        second.end()
        let third = try SealedServer(before: sandbox, showing: right, port: first.port)
        defer { third.end() }
        expectRecovery(terminal)
    }

    @Test("a name that is not found is said, harms no other network, and is asked for until it is there")
    func name() throws {
        let scratch = try Scratch()
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let authority = try Authority("believed", in: scratch)
        let machine = try OtherMachine(believing: authority, in: scratch)
        let server = try SealedServer(before: sandbox, showing: try authority.sign(days: 30))
        defer { server.end() }
        let terminal = try start(
            on: machine, in: scratch, sandbox, at: "https://\(OtherMachine.name):\(server.port)")
        defer { terminal.terminate() }
        expectTrouble("cannot find the host \(OtherMachine.name) ", "(DNS)", terminal)
        try machine.learnName()
        expectRecovery(terminal)
    }

    /// In the bottom line and in full among the networks, while keys are answered and the other network goes on.
    private func expectTrouble(_ what: String, _ why: String, _ terminal: PtyProcess) {
        func isSaid(_ line: String) -> Bool { line.contains(what) && line.contains(why) }
        let isKnown = terminal.wait { terminal.lines.last.map { $0.contains("acme for ") && isSaid($0) } == true }
        #expect(isKnown, "\(terminal.picture)")
        #expect(terminal.press("?") { terminal.shows(" Help ") }, "\(terminal.picture)")
        #expect(terminal.press("?") { !terminal.shows(" Help ") }, "\(terminal.picture)")
        #expect(terminal.press("N") { terminal.shows("1 failing") }, "\(terminal.picture)")
        #expect(
            terminal.press("g") { terminal.lines.contains { $0.contains("failing for ") && isSaid($0) } },
            "\(terminal.picture)")
        #expect(terminal.press("\u{1B}") { terminal.shows("Affiliates") }, "\(terminal.picture)")
        let isAlone = terminal.wait {
            terminal.lines[0].contains(#/acme [a-zA-Z ]*(ERROR|STALE).*leads [a-zA-Z ]* ok [0-3]s/#)
        }
        #expect(isAlone, "\(terminal.picture)")
    }

    /// By itself; a libcurl may remember for half a minute that there was no such name.
    private func expectRecovery(_ terminal: PtyProcess) {
        #expect(terminal.wait(timeout: 60) { bothAreFresh(terminal) }, "\(terminal.picture)")
        #expect(terminal.wait { terminal.lines.last?.contains("acme for ") == false }, "\(terminal.picture)")
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
    }

    private func bothAreFresh(_ terminal: PtyProcess) -> Bool {
        terminal.lines[0].matches(of: #/ ok [0-3]s/#).count == 2
    }
}
