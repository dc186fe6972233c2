// What is read of a change on a small screen: old and new stay whole longest, and what is cut says so.
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct NarrowChangeTests {
    private func desk(filter: String, width: Int = 80) -> Operating {
        var desk = Operating(filter: filter)
        desk.act(.resized(width: width, height: 24))
        return desk
    }

    /// The first line of the screen that has a text.
    private func line(_ text: String, _ desk: Operating, _ glyphs: Glyphs = .ascii) throws -> String {
        let theme = try #require(Theme.named("mono", colors: 0, noColor: true))
        let lines = view(desk.state, look: Look(theme: theme, glyphs: glyphs)).lines()
        return try #require(lines.first { $0.contains(text) }, "no \(text) in\n\(lines.joined(separator: "\n"))")
    }

    // MARK: - The editor

    /// An editor with the focus on a monthly revenue cap.
    private func revenueDesk(width: Int) -> Operating {
        var desk = desk(filter: "413", width: width)
        desk.objects["acme/custom:413"] = Sample.live(
            """
            {"network_custom_cap_setting_id":413,"network_affiliate_id":64,"network_offer_id":207,"name":"",
            "is_soft_cap":false,"monthly_payout_cap":1000,"monthly_revenue_cap":29994.43,"time_saved":1}
            """, "acme/custom:413")
        desk.press("e")
        for _ in 0..<20 where desk.state.editor?.focused?.field.name != "monthly_revenue_cap" { desk.press("down") }
        return desk
    }

    @Test("on 80 columns a field's line has its name, old, what is typed, and what that comes to")
    func field() throws {
        var desk = revenueDesk(width: 80)
        desk.type("+10%")
        let line = try line("29994.43", desk)
        // 29994.43 and a tenth of it, in hundredths.
        #expect(line.contains("monthly_revenue_cap 29994.43 -> +10%   = 32993.87  +10 %"), "\(line)")
    }

    @Test("where less fits the name gives way, not the figures")
    func narrowField() throws {
        var desk = revenueDesk(width: 52)
        desk.type("+10%")
        let line = try line("29994.43", desk)
        #expect(line.contains("monthly_r") && !line.contains("monthly_revenue_cap"), "\(line)")
        #expect(line.contains("~ 29994.43 -> +10%   = 32993.87"), "\(line)")
    }

    @Test("names of fields are whole where the figures leave room for them")
    func names() {
        var desk = desk(filter: "412 conv")
        desk.press("e")
        #expect(desk.shows(" monthly_conversion_cap "), "\(desk.screen.joined(separator: "\n"))")
    }

    @Test("what is used of a limit is cut with an ellipsis, if at all")
    func usage() throws {
        let wide = try line("daily_click_cap", opened(width: 80))
        #expect(wide.contains("5000 ") && wide.contains("3120/5000  62%"), "\(wide)")
        let narrow = try line(" daily_cl~ ", opened(width: 30))
        #expect(narrow.hasSuffix("~|") || narrow.hasSuffix("~#"), "\(narrow)")
    }

    private func opened(width: Int) -> Operating {
        var desk = desk(filter: "412 click", width: width)
        desk.press("e", "down")
        return desk
    }

    @Test("hints that do not fit end in an ellipsis")
    func hint() throws {
        var desk = desk(filter: "412 conv")
        desk.press("e")
        for glyphs in [Glyphs.unicode, .ascii] {
            let line = try line("enter: confirm   esc: leave, nothing is sent   +10%", desk, glyphs)
            #expect(line.hasSuffix("\(glyphs.ellipsis) \(glyphs.vertical)"), "\(line)")
        }
    }

    // MARK: - Many objects

    /// All caps of acme, raised by 10 %: 412 (conversions, clicks), 413 (payout), 414 and offer 204 (conversions).
    private func raised(width: Int = 80) -> Operating {
        var desk = desk(filter: "acme", width: width)
        desk.press("M", "+")
        return desk
    }

    @Test("a preview on 80 columns has old and new of every object and no room for results that are not there")
    func preview() {
        let desk = raised()
        for text in [
            "daily_conversion_cap 40 -> 44, daily_click_cap 5000 -> 5500", "monthly_payout_cap 1000 -> 1100 (+10 %)",
            "daily_conversion_cap 40 -> 44 (+10 %)", "daily_conversion_cap 200 -> 220 (+10 %)",
        ] {
            #expect(desk.shows(text), "\(text) in\n\(desk.screen.joined(separator: "\n"))")
        }
        #expect(!desk.shows("RESULT"))
    }

    @Test("where that does not fit the names of fields are cut")
    func narrowPreview() {
        let desk = raised(width: 60)
        #expect(desk.shows(" daily_co~ 40 -> 44, daily_cl~ 5000 -> 5500|"), "\(desk.screen.joined(separator: "\n"))")
    }

    @Test("a change stays whole beside a long result, which is cut with an ellipsis")
    func result() throws {
        var desk = raised()
        desk.press("enter", "y")
        let edit = try #require(desk.sent.first { $0.target.text == "acme/custom:413" })
        desk.act(.bulkWritten(edit, .refused("a month's payouts must not exceed what the offer has been given")))
        let line = try line("refused: ", desk)
        #expect(line.contains("monthly_payout_cap 1000 -> 1100 "), "\(line)")
        #expect(line.hasSuffix("~|"), "\(line)")
        #expect(desk.shows("40 -> 44, daily~ 5000 -> 5500 "), "\(desk.screen.joined(separator: "\n"))")
    }

    @Test("an undo of several shows what each goes back to")
    func undo() throws {
        var desk = desk(filter: "412 conv")
        let live = try #require(Sample.live412(daily: 44))
        let edit = try Edit.proposing([Edit.Assignment("daily_conversion_cap", "40")], on: live)
        var other = edit
        other.target.key = "413"
        let changes = [UndoChange(edit: edit, entry: 7, live: live), UndoChange(edit: other, entry: 8, live: live)]
        desk.act(.undoFound(.changes(changes)))
        let count = desk.screen.count { $0.contains("daily_conversion_cap 44 -> 40 (-9.1 %)") }
        #expect(count == 2, "\(desk.screen.joined(separator: "\n"))")
    }

    @Test("what can be changed for many is said whole on 120 columns")
    func unknownField() {
        var desk = Operating(filter: "412 conv")
        desk.press("m", "e")
        desk.type("nme=x")
        let sentence = "only these can be changed for many at once: 16 limits as daily_conversion_cap, is_soft_cap"
        #expect(desk.shows(sentence), "\(desk.screen.joined(separator: "\n"))")
    }

    @Test("a tally that does not fit ends in an ellipsis, and results have a column as soon as there are any")
    func tally() throws {
        var desk = desk(filter: "acme")
        desk.press("M", "e")
        desk.type("no_such_cap=1")
        #expect(desk.shows("RESULT") && desk.shows("left out"))
        for glyphs in [Glyphs.unicode, .ascii] {
            let line = try line("0 change, 4 left out (", desk, glyphs)
            #expect(line.hasSuffix("\(glyphs.ellipsis) \(glyphs.vertical)"), "\(line)")
        }
    }
}
