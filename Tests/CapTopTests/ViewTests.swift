// What the screen shows, as cells: every size, both charsets, states without colour, hostile names.
import Foundation
import Models
import TUIKitLite
import TestSupport
import Testing

@testable import CapTop

@Suite struct ViewTests {
    private func look(_ name: String = "dark", colors: Int = 256, glyphs: Glyphs = .unicode) throws -> Look {
        Look(theme: try #require(Theme.named(name, colors: colors, noColor: false)), glyphs: glyphs)
    }

    private func lines(_ state: AppState, glyphs: Glyphs = .unicode) throws -> [String] {
        view(state, look: try look(glyphs: glyphs)).lines()
    }

    @Test("every size from 1x1 to 130x40 draws, and every line is as wide as the screen")
    func everySize() throws {
        let look = try look()
        for width in 1...130 {
            for height in [1, 2, 5, 6, 15, 16, 24, 40] {
                for pane in Pane.allCases {
                    var state = Sample.state(width: width, height: height)
                    state.pane = pane
                    let lines = view(state, look: look).lines()
                    #expect(lines.count == height)
                    #expect(lines.allSatisfy { CellWidth.width(of: $0) == width }, "\(width)x\(height), \(pane)")
                    #expect(lines.contains { $0.contains { $0 != " " } })
                }
            }
        }
    }

    @Test("the caps pane shows names, limit, figures, percentage and countdown of each cap")
    func row() throws {
        let row = try #require(try lines(Sample.state(width: 160)).first { $0.contains("39/40") })
        for part in ["Harbor Media", "Sunrise Kettle CPA", "conv day", "39/40", "^   97%", "08:39:19"] {
            #expect(row.contains(part), "\(part) in \(row)")
        }
    }

    @Test("a cap whose network counts to another maximum as yet has a star, and the detail pane says why")
    func pending() throws {
        var state = Sample.state(width: 160)
        #expect(try !lines(state).contains { $0.contains(" *lead") })
        var leads = Sample.leadsSnapshot()
        leads.pending = [ObjectID(network: "leads", kind: .cap, key: "a2")]
        _ = reduce(&state, .loaded(leads), at: state.now)
        for width in [80, 160] {
            state.size = Size(width: width, height: 36)
            let starred = try lines(state).filter { $0.contains("*") }
            #expect(starred.count == 1 && starred[0].contains(" *lead day ") && starred[0].contains("100%"))
        }
        state.caps.line = try #require((0..<state.capLineCount).first { state.cap(onLine: $0)?.object.id.key == "a2" })
        #expect(state.selectedCap?.object.id.key == "a2")
        #expect(try lines(state).contains { $0.contains("pending: the network counts to another maximum") })
    }

    @Test("columns stand in the order that is asked for, every one of them can be shown, and the sort mark follows")
    func columns() throws {
        var state = Sample.state(width: 160)
        state.columns = [.percent, .zone, .network, .cap, .left, .id]
        let text = try lines(state)
        let titles = try #require(text.first { $0.contains("ZONE") })
        let places = try ["%", "ZONE", "NETWORK", "CAP", "LEFT", " ID"].map {
            try #require(titles.firstRange(of: $0), "\($0) in \(titles)").lowerBound
        }
        #expect(places == places.sorted())
        let row = try #require(text.first { $0.contains("acme/custom:412") && $0.contains("conv day") })
        for part in ["^   97%", "America/Chicago", "acme", "1"] { #expect(row.contains(part), "\(part) in \(row)") }
        state.sort = CapSort(.network)
        #expect(try lines(state).contains { $0.contains("NETWORK▲") })
        for column in CapColumn.allCases {
            state.columns = [column]
            #expect(try lines(state).contains { $0.contains(column.definition.title) }, "\(column.rawValue)")
        }
    }

    @Test("the manual lists every column with what it shows")
    func columnsAreDocumented() throws {
        let manual = try TestFiles.read(TestPaths.repositoryRoot + "/docs/manual.md")
        for column in CapColumn.allCases {
            #expect(manual.contains("| `\(column.rawValue)` | \(column.summary) |"), "\(column.rawValue)")
        }
    }

    @Test("the header shows networks, environment, totals and the zone's clock")
    func header() throws {
        let header = try lines(Sample.state(width: 160))[0]
        for part in [
            "acme PROD", "leads sandbox", "8 caps", "1 over", "1 at limit", "3 near", "Tue 10 Mar 15:20:41 CDT",
        ] {
            #expect(header.contains(part), "\(part) in \(header)")
        }
    }

    @Test("a network that fails says so in one line and its data shows its age")
    func failure() throws {
        var state = Sample.state(width: 160)
        _ = reduce(
            &state,
            .failed(network: "acme", UpstreamError(.refused, "connection refused by 127.0.0.1:9"), retryAfter: 1000),
            at: Sample.now.adding(seconds: 7))
        let text = try lines(state)
        #expect(text[0].contains("ERROR, data 7s old"))
        #expect(text.last?.contains("acme for 0s: connection refused by 127.0.0.1:9") == true)
        #expect(text.contains { $0.contains("39/40") }, "the last good data stays")
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 50))
        #expect(try lines(state)[0].contains("STALE 50s"))
    }

    @Test("in ASCII nothing but ASCII is drawn")
    func ascii() throws {
        for line in try lines(Sample.state(), glyphs: .ascii) {
            #expect(line.unicodeScalars.allSatisfy { (32..<127).contains($0.value) }, "\(line)")
        }
    }

    @Test("every state has its own mark, so that mono tells them apart")
    func marks() {
        let marks = MeterState.allCases.map(\.mark)
        #expect(Set(marks).count == marks.count)
    }

    @Test("borders of neighbouring panes join")
    func junctions() throws {
        let text = try lines(Sample.state(width: 120, height: 36))
        #expect(text[1].hasPrefix("┌") && text[1].hasSuffix("┐"))
        #expect(text[1].contains("┬"))
        #expect(text[34].contains("┴"))
        #expect(text.contains { $0.hasPrefix("├") })
        #expect(text.contains { $0.hasSuffix("┤") })
    }

    @Test("names with wide characters, accents, escapes and right-to-left text keep every column in place")
    func hostileNames() throws {
        var snapshot = Sample.acmeSnapshot()
        let names = [
            "作者メディア株式会社とても長い名前", "Cafe\u{301} Me\u{301}dia", "a\u{1b}[2Jb\u{7}", "\u{202E}evil", "👩‍👩‍👧 ads", "שלום",
        ]
        snapshot.meters = names.enumerated().map { index, name in
            Sample.meter(
                Sample.custom("\(index)", NamedID(id: "\(index)", name: name), Sample.kettle), .conversion, .daily,
                index + 1,
                of: 40)
        }
        var state = Sample.state(width: 120, loaded: false)
        _ = reduce(&state, .loaded(snapshot), at: Sample.now)
        let surface = view(state, look: try look())
        let rows = surface.lines().indices.filter {
            surface.text(row: $0).contains("conv day") && surface.text(row: $0).contains("08:39:19")
        }
        #expect(rows.count >= 6)
        let edge = try #require((0..<120).last { surface[$0, rows[0]].text == "│" })
        for row in rows { #expect(surface[edge, row].text == "│") }
        #expect(
            !surface.lines().joined().unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{202E}" || $0 == "\u{7}" })
    }

    @Test("the detail pane shows every limit that binds the pair, the offer's too")
    func detail() throws {
        var state = Sample.state(width: 160, height: 50)
        _ = reduce(&state, .command(.filterOpen), at: Sample.now)
        _ = reduce(&state, .edit(.paste("412 conv")), at: Sample.now)
        _ = reduce(&state, .edit(.accept), at: Sample.now)
        let text = try lines(state).joined(separator: "\n")
        #expect(text.contains("Harbor Media, Sunrise Kettle CPA, custom cap 412"))
        #expect(text.contains("custom click day"))
        #expect(text.contains("offer conv day"))
        #expect(text.contains("120/200"))
    }

    @Test("nested caps stand under their parent with their rules")
    func nested() throws {
        var state = Sample.state(width: 160, height: 50)
        _ = reduce(&state, .command(.filterOpen), at: Sample.now)
        _ = reduce(&state, .edit(.paste("texas")), at: Sample.now)
        _ = reduce(&state, .edit(.accept), at: Sample.now)
        let text = try lines(state)
        #expect(text.contains { $0.contains("only if state is equal to TX") })
        let parent = try #require(text.firstIndex { $0.contains("Solar monthly total, lead month") })
        #expect(text[parent + 1].contains("├Texas per day, lead day"))
    }

    @Test("help lists every command with its keys")
    func help() throws {
        var state = Sample.state(width: 100, height: 100)
        _ = reduce(&state, .command(.help), at: Sample.now)
        let text = try lines(state).joined(separator: "\n")
        for command in Command.allCases {
            let isTyped = command.defaultKeys.isEmpty
            let keys = isTyped ? ":\(command.usage)" : command.defaultKeys.joined(separator: ", ")
            let entry = keys.padding(toLength: 24, withPad: " ", startingAt: 0) + " " + command.summary
            #expect(text.contains(" \(entry) "), "\(command.rawValue)")
        }
    }

    @Test("help shows the names of commands whole where they have a column")
    func helpNames() throws {
        var state = Sample.state(width: 120, height: 120)
        _ = reduce(&state, .command(.help), at: Sample.now)
        let text = try lines(state).joined(separator: "\n")
        for command in Command.allCases { #expect(text.contains(" \(command.rawValue)  "), "\(command.rawValue)") }
        #expect(text.contains("alert.acknowledge-all  in the alerts: mark all of them as seen"))
    }

    @Test("the detail pane names limits whole beside a chart; where there is room the bars are back")
    func detailNames() throws {
        for (width, height, hasBars) in [(120, 50, false), (200, 50, true)] {
            var state = Sample.state(width: width, height: height)
            state.history = HistoryState(isKept: true)
            _ = reduce(&state, .command(.filterOpen), at: Sample.now)
            _ = reduce(&state, .edit(.paste("412 conv")), at: Sample.now)
            _ = reduce(&state, .edit(.accept), at: Sample.now)
            let text = try lines(state)
            for (name, figures) in [("custom click day", "3120/5000"), ("custom conv day", "39/40")] {
                let row = try #require(text.first { $0.contains(name) }, "\(name) at \(width) columns")
                for part in [figures, "%", "08:39:19"] { #expect(row.contains(part), "\(part) in \(row)") }
                #expect(row.contains("█") == hasBars, "\(row)")
            }
        }
    }

    @Test("a scroll bar leaves the corners where another pane meets its line, and is always seen")
    func scrollbarCorners() throws {
        var state = Sample.state(width: 120, height: 36, loaded: false)
        let meters = (0..<200).map { number in
            let offer = NamedID(id: "\(number)", name: "Offer \(number)")
            return Sample.meter(Sample.custom("\(number)", Sample.harbor, offer), .conversion, .daily, 10, of: 40)
        }
        _ = reduce(
            &state, .loaded(NetworkSnapshot(network: Sample.acme, meters: meters, asOf: Sample.now)), at: Sample.now)
        let offers = try #require(state.layout.panes[.offers])
        let detail = try #require(state.layout.panes[.detail])
        let line = offers.y + 1..<offers.maxY - 1
        #expect(detail.x == offers.maxX - 1 && line.contains(detail.y))
        for first in stride(from: 0, through: 201 - (offers.height - 2), by: 5) {
            state.offers.first = first
            let surface = view(state, look: try look())
            #expect(surface[detail.x, detail.y].text == "├", "from line \(first)")
            #expect(line.contains { surface[detail.x, $0].text == "┃" }, "from line \(first)")
        }
    }

    @Test("in 80 columns a cap has affiliate, offer, period with its soft mark, bar, percentage and countdown")
    func identity() throws {
        let header = try #require(try lines(Sample.state(width: 80, height: 24)).first { $0.contains("AFFILI") })
        for title in ["OFFER", "CAP", "USED", "%", "RESETS IN"] { #expect(header.contains(title), "\(header)") }
        let widths = TableLayout.widths(columns: CapColumn.usual.map(\.definition), total: 56)
        let cap = try #require(CapColumn.usual.firstIndex(of: .cap))
        #expect(widths[cap] >= "revenue month~".count, "the widest usual one keeps its soft mark")
    }

    @Test("figures are cut, never rounded up to the limit")
    func figures() {
        #expect(Figures.percent(0.9999) == "99%")
        #expect(Figures.percent(1) == "100%")
        #expect(Figures.percent(1.025) == "102%")
        #expect(Figures.percent(-1e18) == "<-999%" && Figures.percent(1e300) == ">9999%", "six cells at most")
        #expect(Figures.compact(Quantity(99_999)) == "99.9k")
        #expect(Figures.compact(Quantity(9_999)) == "9999")
        #expect(Figures.compact(Quantity(12_500)) == "12.5k")
        #expect(Figures.compact(Quantity(1_250_000)) == "1.2M")
        // Above 1.8e12, ten times its millionths are more than 64 bits hold.
        #expect(Figures.compact(Quantity(2_000_000_000_000)) == "2000000M")
        #expect(Quantity(text: "12.5").map(Figures.compact) == "12.5")
    }
}
