// The top line: what captop is looking at, how it stands, how old the data is, and the clock of the first network's zone.
// On a narrow screen it says less, but never half a word: PROD, WRITE, trouble and the mark of the past stay longest.
import Models
import TUIKitLite

struct HeaderView {
    var state: AppState
    var look: Look

    /// What a piece says, the least important first: on a narrow screen one kind after the other is left out until the
    /// rest fits.
    private enum Kind: Int, CaseIterable, Comparable {
        /// Of the clock.
        case date
        case counts, clock, age, locked
        /// Of a network that is not production.
        case environment
        /// Never left out as a kind; what still does not fit goes piece by piece, from the right.
        case lasting

        static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    private struct Piece {
        var text: String
        var role: Role = .header
        var kind = Kind.lasting
        /// Cells before it.
        var gap = 2
        /// Cells that are kept for it at least, so that an age of one digit more changes nothing else.
        var room = 0

        var width: Int { CellWidth.width(of: text) }
    }

    func draw(in rect: Rect, on surface: inout Surface) {
        guard !rect.isEmpty else { return }
        surface.fill(rect, style: look[.header])
        let least = Kind.allCases.first { width(from: $0) <= rect.width } ?? .lasting
        let clock = CellText.clipped(clock(from: least), to: rect.width, ellipsis: look.glyphs.ellipsis)
        let clockX = max(rect.x, rect.maxX - CellWidth.width(of: clock) - 1)
        surface.put(clock, at: Point(x: clockX, y: rect.y), style: look[state.isInThePast ? .past : .header])
        var pen = Pen(x: rect.x, y: rect.y, end: clock.isEmpty ? rect.maxX : clockX - 1)
        for piece in pieces(from: least) {
            guard pen.x + piece.gap + piece.width <= pen.end else { break }
            pen.skip(piece.gap)
            pen.write(piece.text, look[piece.role], on: &surface)
        }
    }

    private func width(from least: Kind) -> Int {
        let clock = clock(from: least)
        return pieces(from: least).reduce(clock.isEmpty ? 0 : CellWidth.width(of: clock) + 3) { width, piece in
            width + piece.gap + max(piece.width, piece.room)
        }
    }

    private func pieces(from least: Kind) -> [Piece] {
        return ([title] + state.networks.flatMap { pieces(of: $0) } + totals).filter { $0.kind >= least }
    }

    /// In the place that every screen has, however narrow: what is being written as long as it is.
    private var title: Piece {
        let count = state.present.changesUnderWay
        guard count > 0 else { return Piece(text: "captop", role: .title, gap: 1) }
        return Piece(text: Figures.counted(count, "change", "changes") + " under way", role: .near, gap: 1)
    }

    private func pieces(of network: NetworkState) -> [Piece] {
        let environment = network.network.environment
        return [
            Piece(text: network.network.name),
            Piece(
                text: environment.badge, role: environment.role,
                kind: environment == .production ? .lasting : .environment, gap: 1),
            network.isLocked
                ? Piece(text: "locked", kind: .locked, gap: 1) : Piece(text: "WRITE", role: .near, gap: 1),
            freshness(of: network),
        ]
    }

    /// The data's age and state in a word; what is wrong in full stands in the footer.
    private func freshness(of network: NetworkState) -> Piece {
        let age = network.age(at: state.now).map { Figures.age(milliseconds: $0) } ?? ""
        switch network.condition(at: state.now) {
        case .ok: return Piece(text: "ok \(age)", kind: .age, gap: 1, room: 6)
        case .never where state.isInThePast: return Piece(text: "no data then", role: .stale, gap: 1)
        case .never: return Piece(text: "loading", gap: 1)
        case .stale: return Piece(text: "STALE \(age)", role: .stale, gap: 1)
        case .error: return Piece(text: age.isEmpty ? "ERROR" : "ERROR, data \(age) old", role: .error, gap: 1)
        }
    }

    private var totals: [Piece] {
        let totals = state.dashboard.totals
        return [
            Piece(text: "\(totals.meters) caps", kind: .counts),
            Piece(text: "\(totals.over) over", role: totals.over > 0 ? .over : .header),
            Piece(text: "\(totals.atLimit) at limit", role: totals.atLimit > 0 ? .reached : .header),
            Piece(text: "\(totals.near) near", role: totals.near > 0 ? .near : .header, kind: .counts),
        ]
    }

    /// The wall clock of the first network, in its zone; the instant shown when that is not now.
    private func clock(from least: Kind) -> String {
        let hasDate = least <= .date
        if let mark = TravelMark(state: state, look: look).text(withDate: hasDate) { return " \(mark) " }
        guard least <= .clock, let network = state.clockNetwork else { return "" }
        let calendar = network.network.calendar
        let now = network.serverTime(at: state.now)
        return hasDate ? ClockText.dateAndTime(at: now, in: calendar) : ClockText.time(at: now, in: calendar)
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
