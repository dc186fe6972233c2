// The mouse: what a press and the wheel do, and that they confirm and change nothing.
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct MouseTests {
    private func mouse(_ desk: inout Operating, _ kind: MouseEvent.Kind, x: Int, y: Int) {
        if let action = desk.state.action(for: .mouse(MouseEvent(kind, at: Point(x: x, y: y)))) { desk.act(action) }
    }

    /// Where a text stands on screen, within its first columns.
    private func place(of text: String, in desk: Operating, columns: Int = 120) throws -> Point {
        for (y, whole) in desk.screen.enumerated() {
            let line = whole.prefix(columns)
            guard let range = line.firstRange(of: text) else { continue }
            return Point(x: line.distance(from: line.startIndex, to: range.lowerBound), y: y)
        }
        throw Missing(text: text)
    }

    private struct Missing: Error { var text: String }

    @Test("a press puts the cursor on the row under the pointer, and the focus on its pane")
    func press() throws {
        var desk = Operating()
        let row = try place(of: "3120/5000", in: desk)
        mouse(&desk, .press, x: row.x, y: row.y)
        #expect(desk.state.pane == .caps && desk.state.selectedCap?.id.text == "acme/custom:412/click/day")
        let affiliate = try place(of: "Northwind", in: desk, columns: 28)
        mouse(&desk, .press, x: affiliate.x, y: affiliate.y)
        #expect(desk.state.pane == .affiliates && desk.state.affiliates.id == SubjectID(network: "acme", id: "64"))
        #expect(desk.state.dashboard.caps.count == 1)
        let all = try place(of: "all affiliates", in: desk)
        mouse(&desk, .press, x: all.x, y: all.y)
        #expect(desk.state.affiliates.id == nil && desk.state.dashboard.caps.count == 8)
    }

    @Test("the wheel moves the cursor three rows and stops at the ends")
    func wheel() throws {
        var desk = Operating()
        let row = try place(of: "3120/5000", in: desk)
        mouse(&desk, .wheelDown, x: row.x, y: row.y)
        #expect(desk.state.caps.line == 3)
        for _ in 0..<5 { mouse(&desk, .wheelDown, x: row.x, y: row.y) }
        #expect(desk.state.caps.line == 7)
        mouse(&desk, .wheelUp, x: row.x, y: row.y)
        #expect(desk.state.caps.line == 4)
        desk.press("?")
        mouse(&desk, .wheelDown, x: 1, y: 1)
        #expect(desk.state.help.firstLine == 3 && desk.state.caps.line == 4)
    }

    @Test("presses on frames, titles, header and bottom line do nothing; beyond the rows of a pane they only focus it")
    func elsewhere() {
        var desk = Operating()
        desk.press("down", "down")
        let before = desk.state
        let panes = before.layout.panes.mapValues { $0.inset(by: 1) }
        let rows = [
            panes[.affiliates]?.splitTop(before.dashboard.affiliates.count + 1).0,
            panes[.offers]?.splitTop(before.dashboard.offers.count + 1).0,
            panes[.caps]?.splitTop(1).1.splitTop(before.dashboard.caps.count).0,
        ].compactMap { $0 }
        var moved: [Point] = []
        for point in (-1...36).flatMap({ y in (-1...120).map { Point(x: $0, y: y) } }) {
            guard !rows.contains(where: { $0.contains(point) }) else { continue }
            mouse(&desk, .press, x: point.x, y: point.y)
            var expected = before
            if let pane = panes.first(where: { $0.value.contains(point) })?.key { expected.pane = pane }
            if desk.state != expected { moved.append(point) }
            desk.state = before
        }
        #expect(rows.count == 3 && moved.isEmpty, "\(moved.prefix(5))")
    }

    @Test("a press and the wheel anywhere on any screen change no network and open nothing")
    func anywhere() {
        for screen in [Screen.caps, .audit, .alerts, .chart, .payouts, .commissions, .tiers] {
            for size in [Size(width: 120, height: 36), Size(width: 40, height: 10), Size(width: 1, height: 1)] {
                var desk = Operating()
                desk.act(.resized(width: size.width, height: size.height))
                desk.state.screen = screen
                for y in -1...40 {
                    for x in stride(from: -1, through: 130, by: 7) {
                        for kind in [MouseEvent.Kind.press, .wheelUp, .wheelDown] { mouse(&desk, kind, x: x, y: y) }
                    }
                }
                #expect(desk.sent.isEmpty && desk.state.overlays.isEmpty && desk.state.screen == screen)
            }
        }
    }

    @Test("nothing is confirmed or closed by the mouse")
    func modal() {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "enter")
        let before = desk.state.overlays
        #expect(before.contains(.confirm))
        for y in 0..<36 {
            for x in 0..<120 { mouse(&desk, .press, x: x, y: y) }
        }
        #expect(desk.state.overlays == before && desk.sent.isEmpty)
    }
}
