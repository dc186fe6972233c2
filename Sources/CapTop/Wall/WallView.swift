// The wall as a picture: a pure function of state and look. Calm where nothing changes, loud where something is wrong.
import Models
import TUIKitLite

struct WallView {
    var state: AppState
    var wall: WallState
    var look: Look

    func draw(on surface: inout Surface) {
        let layout = WallLayout(size: state.size, at: state.now)
        WallHeader(state: state, look: look).draw(in: layout.header, on: &surface)
        WallTiles(state: state, figures: wall.figures, look: look).draw(layout, on: &surface)
        drawBanner(in: layout.banner, on: &surface)
        WallList(state: state, wall: wall, look: look).draw(in: layout.list, on: &surface)
        drawBottom(in: layout.bottom, on: &surface)
    }

    private func drawBanner(in rect: Rect, on surface: inout Surface) {
        guard let banner = wall.banner,
            (0..<WallState.bannerTime).contains(state.now.milliseconds(since: banner.at))
        else { return }
        let style = look[.production]
        surface.fill(rect, style: style)
        surface.put(
            clipped(text(of: banner), to: rect.width - 2), at: Point(x: rect.x + 1, y: rect.y), style: style)
    }

    private func text(of banner: WallBanner) -> String {
        let meter = banner.meter
        let at = state.networkState(named: meter.object.id.network)?.serverTime(at: banner.at) ?? banner.at
        let others = banner.others > 0 ? "  and \(banner.others) more" : ""
        let what = "\(SubjectText.affiliate(of: meter.object)), \(SubjectText.offer(of: meter.object))"
        let figures = "\(Figures.limit(meter)) \(Figures.usage(meter))"
        let kind = meter.object.isSoftCap ? "soft: traffic passes" : "hard"
        return "TRIPPED \(ClockText.minute(at: at, in: state.wallCalendar))\(others)  \(what)  \(figures), \(kind)"
    }

    private func drawBottom(in rect: Rect, on surface: inout Surface) {
        guard !state.isQuitPressed else {
            surface.put(" ctrl-c again quits", at: Point(x: rect.x, y: rect.y), style: look[.emphasis], clip: rect)
            return
        }
        let troubles = [wall.noticeText(at: state.now), state.failureText].compactMap { $0 }.filter { !$0.isEmpty }
        surface.put(
            clipped(" " + troubles.joined(separator: "   "), to: rect.width), at: Point(x: rect.x, y: rect.y),
            style: look[.error])
    }

    private func clipped(_ text: String, to width: Int) -> String {
        CellText.clipped(text, to: width, ellipsis: look.glyphs.ellipsis)
    }
}

extension AppState {
    /// One zone for every time on the wall, the first network's: a wall has no cursor that could say whose time is meant.
    var wallCalendar: CapCalendar {
        networks.lazy.compactMap(\.network.timeZone).first.flatMap { CapCalendar(timeZone: $0) } ?? .utc
    }

    /// `15:31`, or `29 Mar`: an instant on the network's clock.
    func wallTime(_ instant: Timestamp, of ref: MeterRef) -> String {
        ClockText.short(at: instant, now: networks[ref.network].serverTime(at: now), in: wallCalendar)
    }
}
