// The headline tiles: what is wrong, in figures that are read from across the room. Says what each figure is about in its
// frame, and what comes next below it.
import Models
import TUIKitLite

struct WallTiles {
    var state: AppState
    var figures: WallFigures
    var look: Look

    private struct Tile {
        var title: String
        var figure: String
        var caption: String
        var role: Role
        /// Of two tiles the one with the lower number goes first on a narrow screen.
        var priority: Int
    }

    func draw(_ layout: WallLayout, on surface: inout Surface) {
        let rect = layout.tiles
        guard layout.hasTiles else {
            drawLine(in: rect, on: &surface)
            return
        }
        let tiles = tiles(for: rect.width)
        for (place, tile) in tiles.enumerated() {
            let left = rect.x + rect.width * place / tiles.count
            let right = rect.x + rect.width * (place + 1) / tiles.count
            draw(tile, in: Rect(x: left, y: rect.y, width: right - left, height: rect.height), on: &surface)
        }
    }

    private func tiles(for width: Int) -> [Tile] {
        width >= 100 ? tiles : tiles.filter { $0.priority > 0 }
    }

    private func draw(_ tile: Tile, in rect: Rect, on surface: inout Surface) {
        let isCalm = tile.role == .calm
        surface.box(
            rect, glyphs: look.glyphs, style: look[isCalm ? .border : tile.role], title: tile.title,
            titleStyle: look[isCalm ? .muted : tile.role])
        let (digits, caption) = rect.inset(by: 1).splitBottom(1)
        BigDigits(tile.figure, style: look[tile.role]).draw(
            in: digits.splitLeft(1).rest.splitRight(1).rest, on: &surface, glyphs: look.glyphs)
        let text = CellText.clipped(tile.caption, to: caption.width, ellipsis: look.glyphs.ellipsis)
        let before = (caption.width - CellWidth.width(of: text)) / 2
        surface.put(text, at: Point(x: caption.x + before, y: caption.y), style: look[.muted], clip: caption)
    }

    /// `3 at limit or over  9 at 90%  ...`, where there is no room for tiles.
    private func drawLine(in rect: Rect, on surface: inout Surface) {
        var pen = Pen(x: rect.x + 1, y: rect.y, end: rect.maxX)
        for tile in tiles where tile.priority > 0 {
            pen.write("\(tile.figure) \(tile.title.lowercased())", look[tile.role], on: &surface)
            pen.skip(2)
        }
    }

    private var tiles: [Tile] {
        let isKnown = state.networks.contains { $0.snapshot != nil }
        func figure(_ number: Int) -> String { isKnown ? "\(number)" : "-" }
        return [
            Tile(
                title: "TRIPPED", figure: figure(figures.tripped),
                caption: "\(figures.over) over, \(figures.atLimit) at max", role: figures.tripped > 0 ? .over : .calm,
                priority: 4),
            Tile(
                title: "WILL TRIP", figure: isForecast ? figure(figures.trips) : "-", caption: nextTrip,
                role: figures.trips > 0 ? .reached : .calm, priority: 3),
            Tile(
                title: "90% OR MORE", figure: figure(figures.ninety), caption: "of \(figures.caps) caps",
                role: figures.ninety > 0 ? .near : .calm, priority: 2),
            Tile(
                title: "RESET WITHIN 1H", figure: figure(figures.resets), caption: nextReset, role: .calm, priority: 0),
            staleTile,
        ]
    }

    /// Before anything is known of what is to come, none is not the same as nothing.
    private var isForecast: Bool { state.networks.contains { $0.snapshot != nil && $0.isForecast } }

    private var nextTrip: String {
        guard isForecast else { return "not known yet" }
        guard let instant = figures.nextTrip, let ref = figures.nextTripping, let meter = state.meter(ref) else {
            return "none before its reset"
        }
        return "\(state.wallTime(instant, of: ref)) \(SubjectText.offer(of: meter.object))"
    }

    private var nextReset: String {
        guard let instant = figures.nextReset, let ref = figures.nextResetting else { return "none" }
        return "next at \(state.wallTime(instant, of: ref))"
    }

    /// How long the longest silent network has been silent; 0 while all are fresh.
    private var staleTile: Tile {
        let silent = state.networks.compactMap { network in silence(of: network).map { (network: network, time: $0) } }
        guard let longest = silent.max(by: { $0.time < $1.time }) else { return freshTile }
        let others = silent.count > 1 ? ", \(silent.count - 1) more" : ""
        return Tile(
            title: "STALE", figure: WallHeader.staleness(longest.time),
            caption: "\(longest.network.network.name)\(lastAnswer(of: longest.network))\(others)", role: .error,
            priority: 1)
    }

    /// Milliseconds: of stale data its age, without any since the first question failed; nil for a network that is fresh or
    /// being asked for the first time.
    private func silence(of network: NetworkState) -> Int64? {
        switch network.condition(at: state.now) {
        case .stale: network.age(at: state.now)
        case .error where network.receivedAt == nil:
            network.failingSince.map { max(0, state.now.milliseconds(since: $0)) }
        case .ok, .error, .never: nil
        }
    }

    private func lastAnswer(of network: NetworkState) -> String {
        guard let since = network.receivedAt else { return ": no data yet" }
        return " since \(ClockText.minute(at: network.serverTime(at: since), in: state.wallCalendar))"
    }

    private var freshTile: Tile {
        let loading = state.networks.first { $0.condition(at: state.now) == .never }
        let silent = state.networks.first { $0.failure != nil }
        let caption =
            loading.map { "\($0.network.name) is loading" } ?? silent.map { "\($0.network.name) does not answer" }
            ?? "all fresh"
        return Tile(
            title: "STALE", figure: loading == nil ? "0" : "-", caption: caption, role: silent == nil ? .calm : .error,
            priority: 1)
    }
}
