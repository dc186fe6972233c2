// The right end of the bottom line: how many alerts nobody has seen, and what the newest says.
import Models
import TUIKitLite

struct AlertsHint {
    var state: AppState
    var look: Look

    /// - Returns: what is left of the line.
    func draw(in rect: Rect, on surface: inout Surface) -> Rect {
        guard state.screen != .alerts, let newest = state.alerts.newestUnseen else { return rect }
        let count = state.alerts.unseen == 1 ? "1 alert" : "\(state.alerts.unseen) alerts"
        let clock = ClockText.short(
            at: state.clockTime(newest.at), now: state.clockTime(state.now), in: state.clockCalendar)
        let mostWidth = rect.width / 2
        let tail = " at \(clock) "
        let room = mostWidth - CellWidth.width(of: count) - CellWidth.width(of: tail) - 4
        let sentence = room < 16 ? "" : CellText.clipped(newest.message, to: room, ellipsis: look.glyphs.ellipsis)
        let text = sentence.isEmpty ? "\(count) " : "\(count)  ! \(sentence)\(tail)"
        let width = CellWidth.width(of: text)
        guard width + 8 <= rect.width else { return rect }
        surface.put(text, at: Point(x: rect.maxX - width, y: rect.y), style: look[.near], maxWidth: width)
        return Rect(x: rect.x, y: rect.y, width: rect.width - width - 1, height: rect.height)
    }
}
