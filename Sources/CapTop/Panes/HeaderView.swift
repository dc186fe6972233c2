// The top line: what captop is looking at, how it stands, how old the data is, and the clock of the network's zone.
// On a narrow screen it says less, but never half a word: totals and trouble stay longest.
import Models
import TUIKitLite

struct HeaderView {
    var state: AppState
    var look: Look

    private struct Piece {
        var text: String
        var role: Role = .header
        /// Cells before it.
        var gap = 2

        var width: Int { gap + CellWidth.width(of: text) }
    }

    /// From everything to the least.
    private enum Detail: Int, CaseIterable, Comparable {
        case full, noDate, noCalm, noClock

        static func < (left: Detail, right: Detail) -> Bool { left.rawValue < right.rawValue }
    }

    func draw(in rect: Rect, on surface: inout Surface) {
        guard !rect.isEmpty else { return }
        surface.fill(rect, style: look[.header])
        let detail = Detail.allCases.first { width(of: $0) <= rect.width } ?? .noClock
        var pen = Pen(x: rect.x + 1, y: rect.y, end: rect.maxX)
        for (index, piece) in pieces(detail).enumerated() {
            pen.skip(index == 0 ? 0 : piece.gap)
            pen.write(piece.text, look[piece.role], on: &surface)
        }
        let clock = clock(detail)
        surface.put(
            clock, at: Point(x: rect.maxX - CellWidth.width(of: clock) - 1, y: rect.y),
            style: look[state.isInThePast ? .past : .header])
    }

    private func width(of detail: Detail) -> Int {
        let clock = clock(detail)
        return pieces(detail).reduce(0) { $0 + $1.width } + (clock.isEmpty ? 0 : CellWidth.width(of: clock) + 2)
    }

    private func pieces(_ detail: Detail) -> [Piece] {
        [Piece(text: "captop", role: .title)] + state.networks.flatMap { pieces(of: $0, detail) } + totals(detail)
    }

    private func pieces(of network: NetworkState, _ detail: Detail) -> [Piece] {
        let environment = network.network.environment
        var pieces = [
            Piece(text: network.network.name), Piece(text: environment.badge, role: environment.role, gap: 1),
        ]
        if !network.isLocked {
            pieces.append(Piece(text: "WRITE", role: .near, gap: 1))
        } else if detail < .noCalm {
            pieces.append(Piece(text: "locked", gap: 1))
        }
        let freshness = freshness(of: network)
        if freshness.role != .header || detail < .noCalm { pieces.append(freshness) }
        return pieces
    }

    /// The data's age and state in a word; what is wrong in full stands in the footer.
    private func freshness(of network: NetworkState) -> Piece {
        let age = network.age(at: state.now).map { Figures.age(milliseconds: $0) } ?? ""
        switch network.condition(at: state.now) {
        case .ok: return Piece(text: "ok \(age)", gap: 1)
        case .never where state.isInThePast: return Piece(text: "no data then", role: .stale, gap: 1)
        case .never: return Piece(text: "loading", gap: 1)
        case .stale: return Piece(text: "STALE \(age)", role: .stale, gap: 1)
        case .error: return Piece(text: age.isEmpty ? "ERROR" : "ERROR, data \(age) old", role: .error, gap: 1)
        }
    }

    private func totals(_ detail: Detail) -> [Piece] {
        let totals = state.dashboard.totals
        var pieces = [
            Piece(text: "\(totals.over) over", role: totals.over > 0 ? .over : .header),
            Piece(text: "\(totals.atLimit) at limit", role: totals.atLimit > 0 ? .reached : .header),
        ]
        guard detail < .noCalm else { return pieces }
        pieces.insert(Piece(text: "\(totals.meters) caps"), at: 0)
        pieces.append(Piece(text: "\(totals.near) near", role: totals.near > 0 ? .near : .header))
        return pieces
    }

    /// The wall clock of the selected cap's network, in that network's zone; the instant shown when that is not now.
    private func clock(_ detail: Detail) -> String {
        if let mark = TravelMark(state: state, look: look).text(withDate: detail == .full) { return " \(mark) " }
        guard detail < .noClock, let network = state.clockNetwork else { return "" }
        let calendar = network.network.timeZone.flatMap { CapCalendar(timeZone: $0) } ?? .utc
        let now = network.serverTime(at: state.now)
        return detail == .full ? ClockText.dateAndTime(at: now, in: calendar) : ClockText.time(at: now, in: calendar)
    }
}

extension NetworkEnvironment {
    var badge: String {
        switch self {
        case .production: "PROD"
        case .staging: "staging"
        case .sandbox: "sandbox"
        }
    }

    var role: Role {
        switch self {
        case .production: .production
        case .staging: .staging
        case .sandbox: .sandbox
        }
    }
}
