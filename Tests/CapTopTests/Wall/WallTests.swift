// The wall: figures, pages, banner, staleness, and that nobody at the keyboard can do anything but quit.
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct WallTests {
    /// A wall with `caps` meters of 100 each, of which the first is the fullest: 100 % and one less for each that follows.
    private func wall(caps: Int = 60, width: Int = 120, height: Int = 36) -> AppState {
        var state = AppState(
            networks: [NetworkState(network: Sample.acme, refreshInterval: 15_000)],
            size: Size(width: width, height: height), now: Sample.now)
        state.wall = WallState(pageTime: 10_000)
        _ = reduce(&state, .loaded(snapshot((0..<caps).map { 100 - $0 })), at: Sample.now)
        return state
    }

    private func snapshot(_ counts: [Int], isSoft: Bool = false) -> NetworkSnapshot {
        NetworkSnapshot(
            network: Sample.acme,
            meters: counts.enumerated().map { place, count in
                let object = Sample.custom("\(500 + place)", Sample.harbor, Sample.kettle, isSoftCap: isSoft)
                return Sample.meter(object, .conversion, .daily, count, of: 100)
            }, asOf: Sample.now)
    }

    private func lines(_ state: AppState, glyphs: Glyphs = .ascii) throws -> [String] {
        let theme = try #require(Theme.named("dark", colors: 256, noColor: false))
        return view(state, look: Look(theme: theme, glyphs: glyphs)).lines()
    }

    private func shownIDs(_ state: AppState) -> [String] {
        (state.wall?.rows ?? []).dropFirst(state.wall?.first ?? 0).prefix(state.wallRows).map(\.id.text)
    }

    @Test("the tiles count what is over, at its limit, at 90 % and more, and what resets within the hour")
    func figures() throws {
        var state = AppState(
            networks: [NetworkState(network: Sample.acme, refreshInterval: 15_000)],
            size: Size(width: 120, height: 36), now: Sample.now)
        state.wall = WallState(pageTime: 10_000)
        var data = snapshot([120, 101, 100, 99, 90, 89, 0])
        data.meters[0].expiresAt = Sample.now.adding(seconds: 3599)
        data.meters[1].expiresAt = Sample.now.adding(seconds: 3600)
        // An unused cap's reset changes nothing for anybody.
        data.meters[6].expiresAt = Sample.now.adding(seconds: 60)
        _ = reduce(&state, .loaded(data), at: Sample.now)
        let figures = try #require(state.wall?.figures)
        #expect(figures.caps == 7 && figures.over == 2 && figures.atLimit == 1 && figures.tripped == 3)
        #expect(figures.ninety == 2, "99 and 90, not 89 and not what has tripped")
        #expect(figures.resets == 1)
        let text = try lines(state)
        #expect(text.contains { $0.contains("TRIPPED") && $0.contains("90% OR MORE") && $0.contains("STALE") })
        #expect(text.contains { $0.contains("2 over, 1 at max") && $0.contains("of 7 caps") })
    }

    @Test("pages turn by themselves, worst first, and the cycle begins again after what is near its limit")
    func pages() throws {
        var state = wall()
        let visible = state.wallRows
        #expect(shownIDs(state).first == "acme/custom:500/conversion/day")
        // 100 down to 80 are 21 rows that matter.
        #expect(state.wall?.rows.count == max(21, visible))
        state = wall(width: 80, height: 24)
        let pages = (21 + state.wallRows - 1) / state.wallRows
        #expect(pages > 1 && state.wall?.rows.count == 21)
        for page in 1...pages {
            #expect(try lines(state).contains { $0.contains("\(page)/\(pages)") })
            #expect(shownIDs(state).first == "acme/custom:\(500 + (page - 1) * state.wallRows)/conversion/day")
            _ = reduce(&state, .tick, at: state.now.adding(seconds: 9))
            #expect(try lines(state).contains { $0.contains("\(page)/\(pages)") }, "not before its time")
            _ = reduce(&state, .tick, at: state.now.adding(seconds: 1))
        }
        #expect(try lines(state).contains { $0.contains("1/\(pages)") })
    }

    @Test("new data changes figures in place: no row moves, comes or goes before the cycle is over")
    func order() throws {
        var state = wall(caps: 30, width: 80, height: 24)
        let before = shownIDs(state)
        // The order turned round, and the first meter gone.
        var data = snapshot((0..<30).map { 71 + $0 })
        data.meters.removeFirst()
        _ = reduce(&state, .loaded(data), at: state.now.adding(seconds: 5))
        #expect(shownIDs(state) == before)
        let text = try lines(state)
        #expect(text.contains { $0.contains("acme/cus") && $0.contains("gone") })
        #expect(text.contains { $0.contains("72%") }, "the second row has its new figure")
        for _ in 0..<9 { _ = reduce(&state, .tick, at: state.now.adding(seconds: 10)) }
        #expect(shownIDs(state).first != before.first)
        #expect(state.wall?.rows.first?.id.text == "acme/custom:529/conversion/day", "100 % is the worst now")
    }

    @Test("a clock that is put back holds no page, and one that is put on turns one page, not all")
    func clockJumps() {
        var state = wall(width: 80, height: 14)
        #expect(21 > 3 * state.wallRows, "four pages, so that too many can turn at once")
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: -7200))
        #expect(state.wall?.first == 0, "a page has its time anew")
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: -7190))
        #expect(state.wall?.first == state.wallRows)
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 90_000))
        #expect(state.wall?.first == 2 * state.wallRows)
    }

    @Test(
        "what was stored is in no order and will not trip for certain before it is known what is likely to come of it")
    func restored() throws {
        var state = AppState(
            networks: [NetworkState(network: Sample.acme, refreshInterval: 15_000)],
            size: Size(width: 160, height: 36), now: Sample.now)
        state.wall = WallState(pageTime: 10_000)
        let data = snapshot([60, 50, 40])
        _ = reduce(&state, .restored([data]), at: Sample.now)
        #expect(state.wall?.figures.caps == 3)
        #expect(try lines(state).contains { $0.contains("not known yet") })
        let track = MeterTrack(windowHours: 24, metric: .conversion, maximum: Quantity(100))
        var forecasts: [Forecast?] = [nil, nil, nil]
        forecasts[2] = tripping(track)
        _ = reduce(&state, .recalled(network: "acme", asOf: data.asOf, forecasts), at: Sample.now)
        #expect(state.wall?.figures.trips == 1)
        #expect(shownIDs(state).first == "acme/custom:502/conversion/day", "it trips before the fuller ones")
        _ = reduce(
            &state, .failed(network: "acme", UpstreamError(.refused, "refused"), retryAfter: 1000),
            at: Sample.now.adding(seconds: 1))
        #expect(try lines(state).contains { $0.contains("acme does not answer") })
    }

    /// Forty an hour until now: it trips an hour and a half from now.
    private func tripping(_ empty: MeterTrack) -> Forecast? {
        var track = empty
        let window = CapWindow(
            startedAt: Sample.now.adding(seconds: -3600), endsAt: Sample.now.adding(seconds: 82_800))
        for minute in 0...60 {
            let sample = MeterSample(
                at: window.startedAt.adding(seconds: Int64(minute) * 60), count: Quantity(minute * 40 / 60),
                maximum: Quantity(100))
            track.record(sample, in: window)
        }
        return Forecast(track, maximum: Quantity(100), window: window, at: Sample.now)
    }

    @Test("what trips between two refreshes is announced, a hard cap before a soft one; what was tripped before is not")
    func banner() throws {
        var state = wall(caps: 30)
        #expect(state.wall?.banner == nil, "nothing is known of what was before the first answer")
        var data = snapshot((0..<30).map { 100 - $0 })
        data.meters[3].count = Quantity(104)
        _ = reduce(&state, .loaded(data), at: Sample.now.adding(seconds: 15))
        let text = try lines(state)
        let line = try #require(text.first { $0.contains("TRIPPED 15:20") })
        #expect(line.contains("Harbor Media, Sunrise Kettle CPA") && line.contains("104/100, hard"))
        _ = reduce(&state, .loaded(data), at: Sample.now.adding(seconds: 400))
        #expect(try !lines(state).contains { $0.contains("TRIPPED 15") }, "old after five minutes")
    }

    @Test("data older than three intervals says STALE with its age, and is dim; the last figures stay")
    func stale() throws {
        var state = wall(width: 160)
        _ = reduce(
            &state, .failed(network: "acme", UpstreamError(.refused, "refused"), retryAfter: 1000),
            at: Sample.now.adding(seconds: 40))
        #expect(try lines(state)[0...1].contains { $0.contains("acme PROD ERROR 40s") })
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 252))
        let text = try lines(state)
        #expect(text[0...1].contains { $0.contains("acme PROD STALE 04:12") })
        #expect(text.contains { $0.contains("acme since 15:20") })
        #expect(text.contains { $0.contains("100/100") })
        #expect(text.suffix(2).contains { $0.contains("acme for 3m: refused") })
        let theme = try #require(Theme.named("dark", colors: 256, noColor: false))
        let surface = view(state, look: Look(theme: theme, glyphs: .ascii))
        let row = try #require(text.firstIndex { $0.contains("100/100") })
        let column = try #require(text[row].firstRange(of: "Harbor")).lowerBound
        let x = text[row].distance(from: text[row].startIndex, to: column)
        #expect(surface[x, row].style == theme[.muted])
    }

    @Test("a network that never answered is told like a stale one, with the time that it has been failing")
    func neverAnswered() throws {
        var state = AppState(
            networks: [
                NetworkState(network: Sample.acme, refreshInterval: 60_000),
                NetworkState(network: Sample.leads, refreshInterval: 60_000),
            ], size: Size(width: 120, height: 36), now: Sample.now)
        state.wall = WallState(pageTime: 10_000)
        let theme = try #require(Theme.named("dark", colors: 256, noColor: false))
        /// The style of the last tile's title.
        func titleStyle() throws -> Style {
            let surface = view(state, look: Look(theme: theme, glyphs: .ascii))
            let row = try #require(surface.lines().firstIndex { $0.contains("STALE") && $0.contains("TRIPPED") })
            let line = surface.text(row: row)
            let start = try #require(line.firstRange(of: "STALE")).lowerBound
            return surface[line.distance(from: line.startIndex, to: start), row].style
        }
        _ = reduce(&state, .loaded(snapshot([50])), at: Sample.now)
        #expect(try lines(state).contains { $0.contains("leads is loading") } && titleStyle() == theme[.muted])

        _ = reduce(
            &state, .failed(network: "leads", UpstreamError(.refused, "refused"), retryAfter: 1000),
            at: Sample.now.adding(seconds: 10))
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 82))
        #expect(try lines(state).contains { $0.contains("leads: no data yet") } && titleStyle() == theme[.error])
        state.size = Size(width: 120, height: 18)
        #expect(try lines(state).contains { $0.contains("01:12 stale") }, "82 seconds less 10")

        // 190 seconds are more than three times 60, and longer than the 180 of leads.
        state.size = Size(width: 160, height: 36)
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 190))
        #expect(try lines(state).contains { $0.contains("acme since 15:20, 1 more") })

        _ = reduce(&state, .loaded(snapshot([50])), at: Sample.now.adding(seconds: 191))
        _ = reduce(&state, .loaded(Sample.leadsSnapshot()), at: Sample.now.adding(seconds: 191))
        #expect(try lines(state).contains { $0.contains("all fresh") } && titleStyle() == theme[.muted])
    }

    @Test("what is wrong with a network ends in the ellipsis when it is too long for the line")
    func longFailure() throws {
        var state = wall(width: 80, height: 24)
        let sentence = Array(repeating: "words", count: 40).joined(separator: " ")
        _ = reduce(
            &state, .failed(network: "acme", UpstreamError(.refused, sentence), retryAfter: 1000), at: Sample.now)
        let line = try #require(try lines(state).first { $0.contains("acme for 0s: words") })
        #expect(line.contains("~"), "\(line)")
    }

    @Test("the heartbeat turns every second, and everything moves by one cell each hour and comes back")
    func lifeAndBurnIn() throws {
        var state = wall()
        func heart() throws -> Character? {
            try lines(state)[0].last { !$0.isWhitespace }
        }
        let first = try heart()
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 1))
        #expect(try heart() != first)
        let size = Size(width: 120, height: 36)
        let corners = (0..<5).map { hour in
            let header = WallLayout(size: size, at: Timestamp(seconds: Int64(hour) * 3600)).header
            return [header.x, header.y]
        }
        #expect(corners == [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
    }

    @Test("no key, paste or command does anything to a wall, but ctrl-c twice within two seconds")
    func deaf() {
        var state = wall()
        let start = state
        let keys = (32..<127).compactMap { UnicodeScalar($0).map { Key.character(Character($0)) } }
        let named = ["enter", "tab", "escape", "up", "down", "page-down", "ctrl-z", "ctrl-l", "ctrl-d", "f1"]
        for key in keys + named.compactMap(Key.init(name:)) {
            #expect(state.action(for: .key(key)) == nil, "\(key.name)")
        }
        #expect(state.action(for: .paste("q")) == nil)
        for command in Command.allCases { #expect(reduce(&state, .command(command), at: Sample.now).isEmpty) }
        #expect(reduce(&state, .edit(.key("q")), at: Sample.now).isEmpty)
        #expect(state == start)

        let chord = state.action(for: .key(.character("c", .ctrl)))
        #expect(chord == .quitChord)
        #expect(reduce(&state, .quitChord, at: Sample.now) == [])
        #expect(reduce(&state, .quitChord, at: Sample.now.adding(seconds: 2)) == [], "too late")
        #expect(reduce(&state, .quitChord, at: Sample.now.adding(seconds: 3)) == [.quit])
    }

    @Test("every size draws, as wide as the screen, with and without data, and never an empty screen")
    func everySize() throws {
        for width in stride(from: 24, through: 320, by: 8) {
            for height in [6, 7, 10, 18, 19, 24, 36, 50, 80] {
                for glyphs in [Glyphs.unicode, .ascii] {
                    let text = try lines(wall(width: width, height: height), glyphs: glyphs)
                    #expect(text.count == height && text.contains { $0.contains("captop") })
                    #expect(text.contains { $0.contains("100%") } || height < 10)
                }
            }
        }
    }

    @Test("a resize keeps the first row of the page in view")
    func resize() {
        var state = wall(width: 80, height: 24)
        _ = reduce(&state, .tick, at: state.now.adding(seconds: 10))
        for height in [30, 20, 50, 24] {
            let first = shownIDs(state)[0]
            _ = reduce(&state, .resized(width: 100, height: height), at: state.now)
            #expect(shownIDs(state).contains(first))
        }
    }

    @Test("trouble with alerts stands where networks fail, beside what they say, for five minutes")
    func alertTrouble() throws {
        var state = wall()
        _ = reduce(&state, .alertNews(AlertNews(notices: ["the outbox of 'hot' is full"])), at: Sample.now)
        _ = reduce(
            &state, .failed(network: "acme", UpstreamError(.refused, "refused"), retryAfter: 1000), at: Sample.now)
        let line = try #require(try lines(state).first { $0.contains("the outbox of 'hot' is full") })
        #expect(line.contains("acme for 0s: refused"), "\(line)")
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 299))
        #expect(try lines(state).contains { $0.contains("the outbox") })
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 300))
        #expect(try !lines(state).contains { $0.contains("the outbox") })
    }
}
