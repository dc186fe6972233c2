// Says that the past is on screen, which past, and how to get out: in the header and in the frame.
import Models
import TUIKitLite

struct TravelMark {
    var state: AppState
    var look: Look

    /// `AS OF Tue 10 Mar 14:05:02 CDT, 1h ago`, or shorter; nil for now.
    func text(withDate: Bool) -> String? {
        guard let travel = state.travel else { return nil }
        let calendar = state.clockCalendar
        let instant = state.clockNetwork?.serverTime(at: travel.instant) ?? travel.instant
        let ago = Figures.age(milliseconds: travel.present.now.milliseconds(since: travel.instant))
        let time =
            withDate ? ClockText.dateAndTime(at: instant, in: calendar) : ClockText.time(at: instant, in: calendar)
        return "AS OF \(time), \(ago) ago"
    }

    /// On the lower edge of the frame.
    func draw(onEdgeOf body: Rect, on surface: inout Surface) {
        guard let text = text(withDate: true) else { return }
        let key = state.keymap.keyName(of: .timeNow).map { ", \($0) is now" } ?? ""
        surface.put(
            " \(text), read only\(key) ", at: Point(x: body.x + 2, y: body.maxY - 1), style: look[.past],
            maxWidth: body.width - 4)
    }
}
