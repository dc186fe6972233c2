// The wall's top line: each network with the age of its data, the clock, and the heartbeat.
import Models
import TUIKitLite

struct WallHeader {
    var state: AppState
    var look: Look

    /// From everything to the least: clock and ages stay longest.
    private enum Detail: CaseIterable {
        case full, noDate, noBadges
    }

    private struct Piece {
        var text: String
        var role: Role
        /// Cells before it.
        var gap = 1
    }

    func draw(in rect: Rect, on surface: inout Surface) {
        guard rect.width > 4 else { return }
        // Turns every second for as long as the process draws: a wall that stands still is dead.
        let isOdd = state.now.milliseconds / 1000 % 2 != 0
        surface.put(
            isOdd ? look.glyphs.dotOn : look.glyphs.dotOff, at: Point(x: rect.maxX - 2, y: rect.y),
            style: look[.calm])
        let detail = Detail.allCases.first { width(of: $0) <= rect.width } ?? .noBadges
        let clock = clock(detail)
        let clockStart = rect.maxX - 4 - CellWidth.width(of: clock)
        surface.put(clock, at: Point(x: clockStart, y: rect.y), style: look[.header], clip: rect)
        var pen = Pen(x: rect.x, y: rect.y, end: clockStart - 1)
        for piece in pieces(detail) {
            pen.skip(piece.gap)
            pen.write(piece.text, look[piece.role], on: &surface)
        }
    }

    private func width(of detail: Detail) -> Int {
        pieces(detail).reduce(CellWidth.width(of: clock(detail)) + 6) { $0 + $1.gap + CellWidth.width(of: $1.text) }
    }

    private func pieces(_ detail: Detail) -> [Piece] {
        var pieces = [Piece(text: "captop", role: .title)]
        for network in state.networks {
            let environment = network.network.environment
            let freshness = WallHeader.freshness(of: network, at: state.now)
            pieces.append(Piece(text: network.network.name, role: .header, gap: detail == .noBadges ? 2 : 3))
            if detail != .noBadges { pieces.append(Piece(text: environment.badge, role: environment.role)) }
            pieces.append(Piece(text: freshness.text, role: freshness.role))
        }
        return pieces
    }

    /// `ok 3s`, `STALE 04:12`, `ERROR 12s`, `loading`.
    static func freshness(of network: NetworkState, at now: Timestamp) -> (text: String, role: Role) {
        let age = network.age(at: now) ?? 0
        switch network.condition(at: now) {
        case .ok: return ("ok \(Figures.age(milliseconds: age))", .header)
        case .never: return ("loading", .header)
        case .stale: return ("STALE \(staleness(age))", .error)
        case .error:
            let rest = network.receivedAt == nil ? ", no data yet" : " \(Figures.age(milliseconds: age))"
            return ("ERROR" + rest, .error)
        }
    }

    /// `04:12`, `2:04:12`, `3d 04h`.
    static func staleness(_ age: Int64) -> String {
        let text = Countdown.text(seconds: Int(age / 1000))
        return text.hasPrefix("00:") ? String(text.dropFirst(3)) : text
    }

    /// To the minute: what the heartbeat proves need not move twice.
    private func clock(_ detail: Detail) -> String {
        let network = state.networks.first { $0.network.timeZone != nil } ?? state.networks.first
        let now = network?.serverTime(at: state.now) ?? state.now
        guard detail == .full else { return ClockText.minute(at: now, in: state.wallCalendar) }
        return ClockText.dateAndMinute(at: now, in: state.wallCalendar)
    }
}
