// The help screen over the panes.
import TUIKitLite

struct HelpView {
    var keymap: Keymap
    var firstLine: Int
    var look: Look

    func draw(on surface: inout Surface) {
        let lines = HelpText.lines(for: keymap)
        let size = surface.size
        let width = min(size.width, 88)
        let height = min(size.height - 2, lines.count + 2)
        let frame = Rect(x: (size.width - width) / 2, y: (size.height - height) / 2, width: width, height: height)
        surface.fill(frame, style: look[.dialog])
        let last = min(lines.count, firstLine + height - 2)
        surface.box(
            frame, glyphs: look.glyphs, style: look[.dialogBorder], title: "Help", titleStyle: look[.title],
            trailing: last < lines.count || firstLine > 0 ? " \(firstLine + 1)-\(last) of \(lines.count) " : nil)
        let inside = frame.inset(by: 1)
        for (row, line) in lines[min(firstLine, lines.count)..<max(firstLine, last)].enumerated() {
            draw(line, at: Point(x: inside.x + 1, y: inside.y + row), width: inside.width - 2, on: &surface)
        }
    }

    private func draw(_ line: HelpText.Line, at point: Point, width: Int, on surface: inout Surface) {
        switch line {
        case .blank: break
        case .heading(let text): surface.put(text, at: point, style: look[.title], maxWidth: width)
        case .entry(let keys, let summary):
            let keyWidth = min(24, max(1, width / 3))
            surface.put(keys, at: point, style: look[.hintKey], maxWidth: keyWidth)
            surface.put(
                summary, at: Point(x: point.x + keyWidth + 1, y: point.y), style: look[.dialog],
                maxWidth: width - keyWidth - 1)
        }
    }
}
