// The bottom line: which keys it names on which screen, and that what is too long ends in the ellipsis.
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct BottomLineTests {
    @Test("every screen but that of the caps says that esc leads back, and it does")
    func back() {
        for key in ["!", "A", "P", "C", "T", "c"] {
            var desk = Operating()
            desk.press(key)
            #expect(desk.state.screen != .caps)
            #expect(desk.screen.last?.contains("esc back") == true, "\(key): \(desk.screen.last ?? "")")
            desk.press("escape")
            #expect(desk.state.screen == .caps, "\(key)")
        }
    }

    @Test("where esc first shows all of a list again it says that")
    func narrowed() {
        var desk = Operating()
        desk.press("P", "/")
        desk.type("x")
        desk.press("enter")
        #expect(desk.screen.last?.contains("esc all") == true, "\(desk.screen.last ?? "")")
        desk.press("escape")
        #expect(desk.state.screen == .payouts && desk.screen.last?.contains("esc back") == true)
    }

    @Test("a message and a failure that are too long end in the ellipsis")
    func ellipsis() {
        let sentence = Array(repeating: "words", count: 40).joined(separator: " ")
        var desk = Operating()
        desk.act(.resized(width: 80, height: 24))
        // A blank, 78 cells of the sentence and the ellipsis.
        let cut = " \(sentence.prefix(78))~"
        desk.act(.notice(sentence))
        #expect(desk.screen.last == cut)
        desk.act(.notice("short"))
        #expect(desk.screen.last?.hasPrefix(" short  ") == true && desk.screen.last?.contains("~") == false)
        desk.press("home")
        desk.act(.failed(network: "acme", UpstreamError(.refused, sentence), retryAfter: 1000))
        #expect(desk.screen.last?.hasPrefix(" acme for 0s: words") == true && desk.screen.last?.hasSuffix("~") == true)
    }
}
