// `captop demo` on a terminal: what a newcomer sees first, and what is left when it is closed.
import TestSupport
import Testing

@Suite("captop demo")
struct DemoTests {
    @Test("the demo draws live caps whose counts and countdowns move, and q gives the terminal back as it was")
    func demo() throws {
        let scratch = try Scratch()
        var options = PtyProcess.Options()
        options.columns = 140
        options.rows = 44
        options.environment = scratch.environment
        let terminal = try PtyProcess(TestPaths.captop, ["demo"], options: options)
        try #require(terminal.wait(timeout: 30) { terminal.hasBothNetworks }, "\(terminal.picture)")
        #expect(terminal.screen.isAlternate)
        #expect(terminal.settings() != terminal.foundSettings, "the terminal is in raw mode")
        for title in ["Affiliates", "Offers", "Caps", "AFFILIATE", "OFFER", "RESETS IN"] {
            #expect(terminal.shows(title), "\(title) is missing:\n\(terminal.picture)")
        }
        #expect(terminal.shows("██"), "no bars:\n\(terminal.picture)")
        // Which of them have room follows from the time of day; that both panes name some does not.
        let named = terminal.lines.filter { $0.prefix(40).contains(#/\p{L}{3,}.* \d+%/#) }
        #expect(named.count > 6, "\(terminal.picture)")

        let countdowns = cells(of: terminal, #/\d\d:\d\d:\d\d/#)
        #expect(!countdowns.isEmpty)
        #expect(terminal.wait(timeout: 20) { cells(of: terminal, #/\d\d:\d\d:\d\d/#) != countdowns })
        let counts = cells(of: terminal, #/[0-9.k]+\/[0-9.kM]+/#)
        #expect(terminal.wait(timeout: 30) { cells(of: terminal, #/[0-9.k]+\/[0-9.kM]+/#) != counts }, "counts stand")

        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
        terminal.expectRestored()
    }

    /// Everything in the caps pane that looks like `pattern`, below the header with its clock.
    private func cells(of terminal: PtyProcess, _ pattern: Regex<Substring>) -> [String] {
        terminal.lines.dropFirst().flatMap { line in line.matches(of: pattern).map { String($0.output) } }
    }
}
