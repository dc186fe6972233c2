// Answers of a gigabyte, packed and not, one after the other: the real dashboard stays, answers keys, says why there is
// nothing new, and holds no more of them than a few bodies of the size that it takes.
import TestSupport
import Testing

@Suite("Torture: answers without end", .ownThread)
struct BombTortureTests {
    /// In KiB. The lists of a network are asked for at once, six bodies of a gigabyte; what a client holds of all that
    /// come ends at 256 MiB. A body of unknown length is copied when it outgrows its place, for a moment once more its
    /// size. None is parsed here: that would hold it, outside of the budget, beside what is read of it.
    private static let most = 5 * 128 * 1024

    @Test(
        "packed and endless answers are given up, keys answer, and memory stays within limits")
    func answers() throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let proxy = try StormyProxy(to: sandbox.port, bomb: packedGigabyte())
        let dashboard = try Dashboard(on: sandbox, port: proxy.port)
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        let before = try #require(ProcessSample.peakKiB(of: terminal.pid))
        try endure(.bomb, of: proxy, at: terminal)
        try endure(.flood, of: proxy, at: terminal)
        let peak = try #require(ProcessSample.peakKiB(of: terminal.pid))
        #expect(peak - before < Self.most, "\(before) KiB before, \(peak) KiB at most")
        Torture.report("packed and endless answers: \((peak - before) / 1024) MiB more than before")
        proxy.clear()
        let isBack = terminal.wait(timeout: 60) { terminal.lines[0].matches(of: #/ ok [0-3]s/#).count == 2 }
        #expect(isBack, "\(terminal.picture)")
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
        terminal.expectRestored()
    }

    /// Until some connections have met it, the help opened and closed all the while.
    private func endure(_ fate: StormyProxy.Fate, of proxy: StormyProxy, at terminal: PtyProcess) throws {
        let enough = Torture.times == 0 ? 6 : 60
        proxy.storm(seed: 1, of: [fate])
        let end = Deadline(seconds: 180)
        while proxy.fates[fate, default: 0] < enough, !end.hasPassed {
            let isOpen = terminal.press("?", timeout: 10) { terminal.shows(" Help ") }
            let isClosed = terminal.press("?", timeout: 10) { !terminal.shows(" Help ") }
            try #require(isOpen && isClosed, "\(fate): deaf\n\(terminal.picture)")
            terminal.watch(seconds: 0.1)
        }
        #expect(proxy.fates[fate, default: 0] >= enough, "\(fate): \(proxy.fates)")
        // By itself, or together with the others that came.
        let isSaid = terminal.wait(timeout: 60) {
            terminal.lines.last?.contains(#/larger than (128|256) MiB/#) == true
        }
        #expect(isSaid, "\(fate):\n\(terminal.picture)")
    }

    /// A gigabyte of zeros in one megabyte. Its checksum is wrong, for those who get as far.
    private func packedGigabyte() throws -> [UInt8] {
        let script = """
            import sys, zlib
            packer = zlib.compressobj(9, zlib.DEFLATED, 31)
            parts = [packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2)]
            sys.stdout.buffer.write(parts[0] + parts[1] * 1023 + packer.flush())
            """
        let packer = try PipedProgram("python3", ["-c", script])
        let code = packer.exitCode()
        try #require(code == 0 && packer.output.count > 1 << 19, "\(packer.messages)")
        return packer.output
    }
}
