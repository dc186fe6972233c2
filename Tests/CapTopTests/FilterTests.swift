// The filter field: what is typed narrows the lists at once, and what is no query loses nothing.
import Models
import Testing

@testable import CapTop

@Suite struct FilterTests {
    @Test("while the text is no query, the last one stays in force and the place is said; enter keeps the field open")
    func queryError() {
        var desk = Operating()
        desk.press("/")
        desk.type("util >= 98")
        #expect(desk.state.dashboard.caps.count == 2)
        desk.paste(" and (")
        #expect(desk.state.dashboard.caps.count == 2 && desk.state.filterError != nil)
        #expect(desk.screen.last?.contains("col 16") == true, "\(desk.screen.last ?? String())")
        desk.press("enter")
        #expect(desk.state.overlays == [.filter])
        desk.type("soft)")
        #expect(desk.state.filterError == nil && desk.state.cap(onLine: 0)?.id.text == "acme/custom:414/conversion/day")
        desk.press("escape")
        #expect(desk.state.filter.isEmpty && desk.state.overlays.isEmpty)
    }
}
