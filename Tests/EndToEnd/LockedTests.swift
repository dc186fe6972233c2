// A locked dashboard under a hundred thousand random keys: nothing but reads leaves the machine.
import Models
import TestSupport
import Testing

@Suite("a locked dashboard", .ownThread)
struct LockedTests {
    /// Neither quit nor suspend are among the keys: they are bound elsewhere for this test.
    private static let bindings = "[keys]\n\"quit\" = [\"f12\"]\n\"suspend\" = []\n\"redraw\" = [\"f11\"]\n"

    private static let keys: [String] = {
        // Without the q: typed behind `:`, it would end the dashboard.
        let printable = (0x20...0x7E).filter { $0 != 0x71 }.compactMap { Unicode.Scalar($0).map(String.init) }
        let named = [
            "\r", "\t", "\u{7F}", "\u{1B}", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[5~", "\u{1B}[Z",
        ]
        // The keys that would change something, more often than others.
        let dangerous = ["e", "+", "-", "n", "D", "u", "A", "m", "M", "y", "\r", "\u{15}"]
        return printable + named + Array(repeating: dangerous, count: 4).flatMap { $0 }
    }()

    @Test("100,000 random keys send nothing but reads, and leave journal and objects as they were")
    func randomKeys() throws {
        let desk = try Desk(configuration: LockedTests.bindings, arguments: [])
        defer { desk.end() }
        let terminal = desk.terminal
        let before = try objects(desk)
        var random = SeededRandom(seed: 5)
        let stream = (0..<100_000).map { _ in
            LockedTests.keys[Int.random(in: LockedTests.keys.indices, using: &random)]
        }
        // Typed behind `:`, this would unlock; nothing else does.
        #expect(!stream.joined().contains("write"))
        for start in stride(from: 0, to: stream.count, by: 500) {
            terminal.send(stream[start..<(start + 500)].joined())
            terminal.watch(seconds: 0.01)
        }
        // Whatever was opened is closed, and keys still work: all of them have been taken.
        for _ in 0..<6 {
            terminal.send("\u{1B}")
            terminal.settle(quiet: 0.2)
        }
        // On a machine that is busy an escape and what follows it may be read as one key.
        let hasHelp = (0..<6).contains { _ in terminal.press("?", timeout: 10) { terminal.shows(" Help ") } }
        #expect(hasHelp, "\(terminal.picture)")
        #expect(terminal.press("\u{1B}") { !terminal.shows(" Help ") })
        #expect(!terminal.shows("WRITE"), "\(terminal.picture)")
        #expect(desk.proxy.writes.isEmpty)
        #expect(desk.proxy.requests.count > 20, "the recording sees what is asked")
        #expect(try desk.journal.outcomes().isEmpty)
        #expect(try objects(desk) == before)
        terminal.send("\u{1B}[24~")
        #expect(terminal.waitExit() == .code(0))
    }

    /// Everything that could have been changed, as the sandbox answers it.
    private func objects(_ desk: Desk) throws -> [[UInt8]] {
        try [
            "/v1/networks/custom/caps", "/v1/networks/offers", "/v1/networks/offergroups", "/v1/networks/affiliates",
            "/flows",
        ].map(desk.somebody.raw)
    }
}
