// The top line at every width: what is left out first, what stays longest, and that no word is cut.
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct HeaderTests {
    private func header(_ state: AppState) throws -> String {
        let theme = try #require(Theme.named("mono", colors: 0, noColor: true))
        return try #require(view(state, look: Look(theme: theme, glyphs: .ascii)).lines().first)
    }

    /// " captop" takes 7 cells, "  acme PROD locked ok 99s" 6 + 5 + 7 + 7 (an age has three cells also while it needs two),
    /// "  leads sandbox locked ok 99s" 7 + 8 + 7 + 7, "  8 caps" 8, "  1 over" 8, "  1 at limit" 12, "  3 near" 8: 97. A
    /// clock takes 12, with its date 23, and three blanks.
    @Test(
        "one kind of words after the other is left out, the least important first, and none that there is room for",
        arguments: [
            (97 + 26, "Tue 10 Mar 15:20:41 CDT"), (97 + 15, "8 caps"), (97 + 15, "3 near"),
            (97 - 16 + 15, "15:20:41 CDT"), (97 - 16, "ok 0s"), (97 - 16 - 14, "locked"),
            (97 - 16 - 14 - 14, "sandbox"), (97 - 16 - 14 - 14 - 8, "1 at limit"),
        ])
    func order(width: Int, words: String) throws {
        #expect(try header(Sample.state(width: width)).contains(words))
        #expect(try !header(Sample.state(width: width - 1)).contains(words))
    }

    @Test("one locked production network at 80 columns: its state, its age and the time; no date and no counts")
    func oneNetwork() throws {
        var state = AppState(
            networks: [NetworkState(network: Sample.acme, refreshInterval: 15_000)], size: Size(width: 80, height: 24),
            now: Sample.now)
        _ = reduce(&state, .loaded(Sample.acmeSnapshot()), at: Sample.now)
        let header = try header(state)
        #expect(header.hasPrefix(" captop  acme PROD locked ok 0s  1 over  0 at limit "), "\(header)")
        #expect(header.hasSuffix(" 15:20:41 CDT "), "\(header)")
    }

    @Test("PROD, WRITE and trouble stay; what does not fit then is left out whole")
    func trouble() throws {
        // 7 + 6 + 5 + 6 + 19 for acme, 7 + 6 for leads, 8 for what is over: 64, and 12 for what is at its limit.
        var state = Sample.state(width: 75)
        _ = reduce(&state, .command(.write), at: Sample.now)
        _ = reduce(
            &state, .failed(network: "acme", UpstreamError(.refused, "refused"), retryAfter: 1000),
            at: Sample.now.adding(seconds: 7))
        let blanks = String(repeating: " ", count: 75 - 64)
        #expect(try header(state) == " captop  acme PROD WRITE ERROR, data 7s old  leads WRITE  1 over\(blanks)")
    }

    @Test("a change that has no outcome yet is told of on every screen, also on the smallest and after it was left")
    func underWay() throws {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "enter", "y")
        #expect(try header(desk.state).hasPrefix(" 1 change under way  acme "))
        desk.press("escape")
        for key in ["A", "N", "P", "escape"] {
            desk.press(key)
            #expect(try header(desk.state).hasPrefix(" 1 change under way  acme "), "\(key)")
        }
        desk.act(.resized(width: 24, height: 8))
        #expect(try header(desk.state).hasPrefix(" 1 change under way"))
        desk.act(.written(try #require(desk.sent.first), .applied(""), live: nil))
        #expect(try header(desk.state).hasPrefix(" captop"))
    }

    @Test("an age that becomes longer takes nothing else away")
    func longerAge() throws {
        for width in 40...130 {
            var state = Sample.state(width: width)
            let before = try header(state)
            _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 10))
            let after = try header(state).replacing("ok 10s", with: "ok 0s").replacing("15:20:51", with: "15:20:41")
            #expect(after.split(separator: " ") == before.split(separator: " "), "\(width) columns")
        }
    }

    @Test("no width cuts a word")
    func wholeWords() throws {
        let words = Set(try header(Sample.state(width: 200)).split(separator: " "))
        for width in Layout.smallest.width...130 {
            let header = try header(Sample.state(width: width))
            #expect(header.split(separator: " ").allSatisfy { words.contains($0) }, "\(header)")
        }
    }
}
