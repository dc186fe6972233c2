// The choice of an affiliate, an offer or a tier on screen: what is typed, and what matches, best first.
import Models
import TUIKitLite

struct PickerView {
    private static let width = 64
    private static let rows = 12

    var picker: Picker
    var look: Look

    func draw(on surface: inout Surface) {
        let screen = Rect(surface.size)
        let width = min(PickerView.width, screen.width)
        let height = min(PickerView.rows + 4, screen.height)
        let frame = Rect(
            x: (screen.width - width) / 2, y: (screen.height - height) / 2, width: width, height: height)
        surface.fill(frame, style: look[.dialog])
        surface.box(
            frame, glyphs: look.glyphs, style: look[.dialogBorder], title: picker.title, titleStyle: look[.title],
            trailing: nil)
        let inside = frame.inset(by: 1)
        guard inside.height > 2 else { return }
        let label = picker.chosen.map { "\($0.name), " }.joined() + "\(picker.stage?.label ?? ""): "
        var pen = Pen(x: inside.x + 1, y: inside.y, end: inside.maxX - 1)
        pen.write(CellText.clipped(label, to: 30, ellipsis: look.glyphs.ellipsis), look[.text], on: &surface)
        picker.input.draw(
            in: Rect(x: pen.x, y: inside.y, width: max(1, pen.end - pen.x), height: 1), on: &surface,
            style: look[.input], isFocused: true)
        drawCandidates(
            in: Rect(x: inside.x, y: inside.y + 1, width: inside.width, height: inside.height - 2), on: &surface)
        surface.put(
            "enter: choose   esc: back", at: Point(x: inside.x + 1, y: inside.maxY - 1), style: look[.hintText],
            maxWidth: inside.width - 2)
    }

    private func drawCandidates(in rect: Rect, on surface: inout Surface) {
        let candidates = picker.candidates
        guard !candidates.isEmpty else {
            surface.put("nothing matches", at: Point(x: rect.x + 1, y: rect.y), style: look[.muted], clip: rect)
            return
        }
        let first = Viewport.scroll(
            selected: picker.selected, first: 0, visible: rect.height, count: candidates.count)
        for (row, named) in candidates.dropFirst(first).prefix(rect.height).enumerated() {
            let line = Rect(x: rect.x, y: rect.y + row, width: rect.width, height: 1)
            let isSelected = first + row == picker.selected
            let style = look[isSelected ? .selection : .dialog]
            if isSelected { surface.fill(line, style: style) }
            // The id tells names apart that are alike as far as they are seen.
            let room = max(8, line.width - 3 - CellWidth.width(of: named.id))
            let name = CellText.clipped(named.name, to: room, ellipsis: look.glyphs.ellipsis)
            surface.put(
                "\(isSelected ? look.glyphs.cursorMark : " ")\(name)  \(named.id)",
                at: Point(x: line.x, y: line.y), style: style, maxWidth: line.width)
        }
    }
}
