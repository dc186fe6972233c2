// The filter field: what is typed narrows the lists at once, and what is no query loses nothing.
import Foundation
import Models
import TUIKitLite
import TestSupport
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

    @Test("at 80 columns what is typed stays in sight beside what is wrong with it")
    func narrowError() throws {
        var desk = Operating()
        desk.act(.resized(width: 80, height: 24))
        desk.press("/")
        let typed = "aff:north util>=95 rate>9 and (resets<2h"
        desk.type(typed)
        let error = try #require(desk.state.filterError)
        let line = try #require(desk.screen.last)
        #expect(line.hasPrefix(" filter: \(typed)"), "\(line)")
        #expect(line.contains("col \(error.column): "), "\(line)")
    }

    /// The queries of docs/query.md, those that are none included.
    private func documented() throws -> [String] {
        let text = try String(contentsOfFile: TestPaths.repositoryRoot + "/docs/query.md", encoding: .utf8)
        let tables = text.components(separatedBy: "\n\n").filter {
            $0.hasPrefix("| query | finds |") || $0.hasPrefix("| not a query |")
        }
        return tables.flatMap { $0.components(separatedBy: "\n").dropFirst(2) }.compactMap { row in
            row.components(separatedBy: "`").dropFirst().first
        }
    }

    /// Numbers of the caps that a query finds by itself.
    private func found(_ query: CapQuery, in state: AppState) -> Set<String> {
        Set(
            state.networks.flatMap { network in
                network.rows(matching: query).map(\.meter.id.text)
            })
    }

    @Test("typed letter by letter, every documented query keeps the last good result and underlines what is wrong")
    func everyPrefix() throws {
        let queries = try documented()
        #expect(queries.count >= 65)
        let theme = try #require(Theme.named("mono", colors: 0, noColor: true))
        var errors = 0
        for query in queries {
            var desk = Operating()
            var good = CapQuery.none
            desk.press("/")
            for length in 1...query.count {
                let prefix = String(query.prefix(length))
                desk.type(String(query.suffix(query.count - length + 1).prefix(1)))
                #expect(desk.state.filterField.text == prefix)
                let surface = view(desk.state, look: Look(theme: theme, glyphs: .ascii))
                if let read = try? CapQuery(prefix) {
                    // Half a word that finds nothing is not meant yet.
                    if !(CapQuery.mayGoOn(prefix) && found(read, in: desk.state).isEmpty) { good = read }
                    #expect(desk.state.filterError == nil, "\(prefix)")
                } else {
                    errors += 1
                    let error = try #require(desk.state.filterError, "\(prefix)")
                    #expect((1...length).contains(error.column), "\(prefix)")
                    #expect(surface.lines().last?.contains("col \(error.column): ") == true, "\(prefix)")
                    // " filter: " comes first.
                    let cell = surface[9 + error.range.lowerBound, surface.size.height - 1]
                    #expect(cell.style == theme[.match], "\(prefix)")
                }
                #expect(desk.state.filter == good, "\(prefix)")
                let shown = Set((0..<desk.state.capLineCount).compactMap { desk.state.cap(onLine: $0)?.id.text })
                #expect(shown == found(good, in: desk.state), "\(prefix)")
            }
            desk.press("escape")
            #expect(desk.state.filter.isEmpty && desk.state.dashboard.caps.count == 8, "\(query)")
        }
        #expect(errors > 100)
    }

    @Test("half a field's name loses no list while it finds nothing; enter means it as a word")
    func beginning() throws {
        var desk = Operating()
        desk.press("/")
        desk.type("projec")
        #expect(!desk.state.dashboard.caps.isEmpty && desk.state.filterError == nil)
        let half = try CapQuery("projec")
        #expect(found(half, in: desk.state).isEmpty)
        desk.press("ctrl-u")
        desk.type("util >= 98")
        #expect(desk.state.dashboard.caps.count == 2)
        desk.type(" precis")
        #expect(desk.state.dashboard.caps.count == 2)
        desk.press("enter")
        #expect(desk.state.filter.text == "util >= 98 precis" && desk.state.overlays.isEmpty)
        #expect(desk.state.dashboard.caps.isEmpty)
    }

    @Test("the cursor is on its row whenever that is found, else on the first, whatever half words have found before")
    func cursorStays() {
        var desk = Operating()
        desk.press("down", "down")
        #expect(desk.state.selectedCap?.id.text == "acme/custom:412/conversion/day")
        desk.press("/")
        desk.type("solar")
        #expect(desk.state.selectedCap?.id.text == "leads/cap:a2" && desk.state.caps.line == 0)
        desk.press("ctrl-u")
        desk.type("scope=custom")
        desk.press("enter")
        #expect(desk.state.selectedCap?.id.text == "acme/custom:412/conversion/day")
        #expect(desk.state.caps.line == 1 && desk.state.caps.first == 0)
    }

    @Test("enter keeps what is shown: from then on the cursor stays on the row that it is on")
    func cursorAccepted() {
        var desk = Operating()
        desk.press("down", "down", "/")
        desk.type("solar")
        desk.press("enter", "S")
        // The worst of three is the last now.
        #expect(desk.state.selectedCap?.id.text == "leads/cap:a2" && desk.state.caps.line == 2)
        desk.press("\\")
        #expect(desk.state.selectedCap?.id.text == "leads/cap:a2")
    }

    /// 200 caps of two affiliates in turn, the cursor in the middle on the fourth row of those seen.
    private func long() -> Operating {
        var desk = Operating()
        var snapshot = Sample.acmeSnapshot()
        snapshot.meters = (0..<200).map { number in
            let affiliate = number % 2 == 0 ? Sample.harbor : Sample.northwind
            let cap = Sample.custom("\(1000 + number)", affiliate, Sample.kettle)
            return Sample.meter(cap, .conversion, .daily, 200 - number, of: 400)
        }
        desk.act(.loaded(snapshot))
        desk.press("end")
        for _ in 0..<100 { desk.press("up") }
        desk.press("down", "down", "down")
        return desk
    }

    @Test("esc brings cursor and scrolling back as they were", arguments: ["harbor", "northwind", "no such name"])
    func cursorBack(text: String) {
        var desk = long()
        desk.state.detailFirst = 1
        let before = desk.state
        #expect(before.caps.line - before.caps.first == 3 && before.caps.first > 50)
        desk.press("/")
        desk.type(text)
        #expect(desk.state.caps != before.caps)
        desk.press("escape")
        #expect(desk.state.caps == before.caps && desk.state.detailFirst == 1)
        #expect(desk.state.affiliates == before.affiliates && desk.state.offers == before.offers)
    }

    @Test("a row that is found stays where it is on screen; where it is not, the list is seen from its first row")
    func scrolling() throws {
        var desk = long()
        let own = try #require(desk.state.selectedCap)
        let words = ["harbor", "northwind"]
        let isHarbor = own.object.affiliate == Sample.harbor
        desk.press("/")
        desk.type(isHarbor ? words[0] : words[1])
        #expect(desk.state.dashboard.caps.count == 100 && desk.state.caps.id == own.id)
        #expect(desk.state.caps.line - desk.state.caps.first == 3)
        desk.press("ctrl-u")
        desk.type(isHarbor ? words[1] : words[0])
        #expect(desk.state.dashboard.caps.count == 100 && desk.state.caps.line == 0 && desk.state.caps.first == 0)
    }

    @Test("a saved query is used by its name, tab completes it, and an unknown name is an error at its column")
    func saved() throws {
        var desk = Operating()
        desk.state.savedQueries = try SavedQueries(["near": "util >= 97 and hard", "quiet": "util < 50"])
        desk.press("/")
        desk.type("@n")
        #expect(desk.state.filterError?.column == 1)
        desk.press("tab")
        #expect(desk.state.filterField.text == "@near" && desk.state.filterError == nil)
        #expect(desk.state.dashboard.caps.count == 2)
        desk.type(" acme")
        #expect(desk.state.dashboard.caps.count == 1)
    }

    @Test("what tab cannot decide between stands beside the field until the next key")
    func choice() throws {
        var desk = Operating()
        desk.state.savedQueries = try SavedQueries(["near": "util >= 97", "nearly": "util >= 90", "quiet": "util < 50"])
        desk.press("/")
        desk.type("@n")
        desk.press("tab")
        #expect(desk.state.filterField.text == "@near")
        let footer = try #require(desk.screen.last)
        #expect(footer.contains("tab: @near  @nearly") && !footer.contains("quiet"), "\(footer)")
        desk.type("l")
        #expect(!desk.shows("tab: "))
        desk.press("tab")
        #expect(desk.state.filterField.text == "@nearly" && !desk.shows("tab: "))
    }
}
