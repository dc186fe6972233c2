// `captop demo` on a terminal: what a newcomer sees first, and what is left when it is closed.
import Foundation
import TestSupport
import Testing

@Suite("captop demo", .ownThread)
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

    @Test("two demos at once have a file each, and the next one removes those of demos that have ended")
    func two() throws {
        let scratch = try Scratch()
        let folder = "\(scratch.path)/state/captop"
        func files() -> Set<String> {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return Set(names.filter { $0.hasPrefix("demo.") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") })
        }
        func start() throws -> PtyProcess {
            var options = PtyProcess.Options()
            options.columns = 140
            options.rows = 44
            options.environment = scratch.environment
            return try PtyProcess(TestPaths.captop, ["demo"], options: options)
        }
        func name(_ terminal: PtyProcess) -> String { "demo.sqlite.\(terminal.pid)" }
        let (first, second) = (try start(), try start())
        for terminal in [first, second] {
            try #require(terminal.wait(timeout: 30) { terminal.hasBothNetworks }, "\(terminal.picture)")
            #expect(terminal.wait(timeout: 30) { files().contains(name(terminal)) }, "\(files())")
        }
        #expect(files() == [name(first), name(second)])
        first.send("q")
        #expect(first.waitExit() == .code(0))
        let third = try start()
        try #require(third.wait(timeout: 30) { third.hasBothNetworks }, "\(third.picture)")
        #expect(third.wait(timeout: 30) { files() == [name(second), name(third)] }, "\(files())")
        for terminal in [second, third] {
            #expect(!terminal.shows("readonly"), "\(terminal.picture)")
            terminal.send("q")
            #expect(terminal.waitExit() == .code(0))
        }
    }

    /// Everything in the caps pane that looks like `pattern`, below the header with its clock.
    private func cells(of terminal: PtyProcess, _ pattern: Regex<Substring>) -> [String] {
        terminal.lines.dropFirst().flatMap { line in line.matches(of: pattern).map { String($0.output) } }
    }
}
