// What windows and cats do to a dashboard: sizes and bytes at random, from seeds.
import TestSupport
import Testing

@Suite("a dashboard under strain", .ownThread)
struct SturdinessTests {
    @Test("after a hundred random sizes down to 1x1 the screen is that of a fresh start", arguments: [1, 2])
    func resizes(seed: UInt64) throws {
        let dashboard = try Dashboard(on: SandboxServer.frozen())
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        var random = SeededRandom(seed: seed)
        terminal.resize(columns: 1, rows: 1)
        terminal.settle(quiet: 0.02)
        for turn in 0..<100 {
            terminal.resize(columns: .random(in: 1...500, using: &random), rows: .random(in: 1...200, using: &random))
            if turn % 3 == 0 { terminal.settle(quiet: 0.01) }
        }
        terminal.resize(columns: 120, rows: 36)

        var options = PtyProcess.Options()
        options.columns = 120
        options.rows = 36
        options.environment = dashboard.scratch.environment
        let fresh = try PtyProcess(TestPaths.captop, ["--config", dashboard.configuration], options: options)
        try #require(fresh.wait(timeout: 60) { fresh.hasBothNetworks })
        // Sorted by what is, because of what is to come the two have not seen the same.
        for program in [terminal, fresh] { program.send("s") }
        // The first row of each: which network answered first decides where the cursor stood.
        for program in [terminal, fresh] { program.send("G") }
        for program in [terminal, fresh] { program.send("g") }
        let areEqual = terminal.wait(timeout: 60) {
            fresh.watch(seconds: 0.05)
            return ScreenMask.masked(terminal.lines) == ScreenMask.masked(fresh.lines)
        }
        #expect(areEqual, "\(ScreenMask.differences(terminal.lines, fresh.lines))")
        for program in [terminal, fresh] { program.send("q") }
        #expect(terminal.waitExit() == .code(0))
        #expect(fresh.waitExit() == .code(0))
    }

    @Test("100 kB of random bytes leave it alive, drawing, and rightly drawn", arguments: [3, 4])
    func input(seed: UInt64) throws {
        let dashboard = try Dashboard(
            on: SandboxServer.frozen(),
            configuration: "[keys]\n\"quit\" = [\"f12\"]\n\"suspend\" = []\n\"sort.next\" = [\"s\", \">\"]\n")
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        var random = SeededRandom(seed: seed)
        let noise = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        for start in stride(from: 0, to: noise.count, by: 2000) {
            terminal.send(Array(noise[start..<(start + 2000)]))
            terminal.watch(seconds: 0.01)
        }
        // Whatever was begun is ended: a sequence, a paste, a field, an overlay.
        terminal.send("\u{18}\u{1B}[201~")
        terminal.settle(quiet: 0.2)
        for _ in 0..<6 {
            terminal.send("\u{1B}")
            terminal.settle(quiet: 0.2)
        }
        #expect(terminal.wait(timeout: 20) { terminal.lines[0].contains("captop") }, "\(terminal.picture)")
        let clock = terminal.lines[0]
        #expect(terminal.wait(timeout: 20) { terminal.lines[0] != clock }, "it no longer draws")

        let isSame = terminal.wait(timeout: 20) {
            let before = ScreenMask.masked(terminal.lines)
            let seen = terminal.log.count
            terminal.send("\u{C}")
            _ = terminal.wait(timeout: 2) { terminal.log.count > seen + 2000 }
            terminal.settle(quiet: 0.05)
            return ScreenMask.masked(terminal.lines) == before
        }
        #expect(isSame, "a full repaint draws something else:\n\(terminal.picture)")
        // Behind an escape, which is no key of its own where both are read at once, the first one is another key.
        let hasHelp = (0..<6).contains { _ in terminal.press("?", timeout: 10) { terminal.shows(" Help ") } }
        #expect(hasHelp, "keys still work\n\(terminal.picture)")
        #expect(terminal.press("\u{1B}") { !terminal.shows(" Help ") }, "\(terminal.picture)")
        terminal.send("\u{1B}[24~")
        #expect(terminal.waitExit() == .code(0))
        terminal.expectRestored()
    }
}
