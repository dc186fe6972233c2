// The top line: what captop is looking at, how it stands, how old the data is, and the clock of the network's zone.
import Models
import TUIKitLite

struct HeaderView {
    var state: AppState
    var look: Look

    func draw(in rect: Rect, on surface: inout Surface) {
        guard !rect.isEmpty else { return }
        surface.fill(rect, style: look[.header])
        let clock = clockText
        let clockWidth = CellWidth.width(of: clock)
        let showsClock = rect.width >= clockWidth + 30
        let end = rect.maxX - (showsClock ? clockWidth + 1 : 0)
        var pen = Pen(x: rect.x + 1, y: rect.y, end: end)
        pen.write("captop", look[.title], on: &surface)
        for network in state.networks { write(network, with: &pen, on: &surface) }
        writeTotals(with: &pen, on: &surface)
        if showsClock {
            surface.put(clock, at: Point(x: rect.maxX - clockWidth - 1, y: rect.y), style: look[.header])
        }
    }

    private func write(_ network: NetworkState, with pen: inout Pen, on surface: inout Surface) {
        pen.skip(2)
        pen.write(network.network.name + " ", look[.header], on: &surface)
        let environment = network.network.environment
        pen.write(environment.badge, look[environment.role], on: &surface)
        let (text, role) = freshness(of: network)
        pen.write(" " + text, look[role], on: &surface)
    }

    /// The data's age and state in a word; what is wrong in full stands in the footer.
    private func freshness(of network: NetworkState) -> (String, Role) {
        let age = network.age(at: state.now).map { Figures.age(milliseconds: $0) } ?? ""
        switch network.condition(at: state.now) {
        case .ok: return ("ok \(age)", .header)
        case .never: return ("loading", .header)
        case .stale: return ("STALE \(age)", .stale)
        case .error: return (age.isEmpty ? "ERROR" : "ERROR, data \(age) old", .error)
        }
    }

    private func writeTotals(with pen: inout Pen, on surface: inout Surface) {
        let totals = state.dashboard.totals
        pen.skip(2)
        pen.write("\(totals.meters) caps", look[.header], on: &surface)
        for (count, word, role) in [
            (totals.over, "over", Role.over), (totals.atLimit, "at limit", Role.reached),
            (totals.near, "near", Role.near),
        ] {
            pen.skip(2)
            pen.write("\(count) \(word)", look[count > 0 ? role : .header], on: &surface)
        }
    }

    /// The wall clock of the selected cap's network, in that network's zone.
    private var clockText: String {
        let name = state.selectedCap?.object.id.network
        guard let network = state.networks.first(where: { $0.network.name == name }) ?? state.networks.first else {
            return ""
        }
        let calendar = network.network.timeZone.flatMap { CapCalendar(timeZone: $0) } ?? .utc
        return ClockText.text(at: network.serverTime(at: state.now), in: calendar)
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
