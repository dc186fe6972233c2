// The help screen over the panes.
import TUIKitLite

struct HelpView {
    var lines: [HelpText.Line]
    var firstLine: Int
    var look: Look

    /// Names of commands have a column of their own where there is room for it: the longest and two blanks.
    private static let nameWidth = (Command.allCases.map(\.rawValue.count).max() ?? 0) + 2

    func draw(on surface: inout Surface) {
        let size = surface.size
        let width = min(size.width, HelpView.nameWidth + 90)
        let height = min(size.height - 2, lines.count + 2)
        let frame = Rect(x: (size.width - width) / 2, y: (size.height - height) / 2, width: width, height: height)
        surface.fill(frame, style: look[.dialog])
        let firstLine = min(firstLine, max(0, lines.count - 1))
        let last = min(lines.count, firstLine + height - 2)
        surface.box(
            frame, glyphs: look.glyphs, style: look[.dialogBorder], title: "Help", titleStyle: look[.title],
            trailing: last < lines.count || firstLine > 0 ? " \(firstLine + 1)-\(last) of \(lines.count) " : nil)
        let inside = frame.inset(by: 1)
        for (row, line) in lines[firstLine..<max(firstLine, last)].enumerated() {
            draw(line, at: Point(x: inside.x + 1, y: inside.y + row), width: inside.width - 2, on: &surface)
        }
    }

    private func draw(_ line: HelpText.Line, at point: Point, width: Int, on surface: inout Surface) {
        switch line {
        case .blank: break
        case .heading(let text): surface.put(text, at: point, style: look[.title], maxWidth: width)
        case .entry(let keys, let name, let summary):
            let keyWidth = min(24, max(1, width / 3))
            let nameWidth = width >= HelpView.nameWidth + 84 ? HelpView.nameWidth : 0
            surface.put(keys, at: point, style: look[.hintKey], maxWidth: keyWidth)
            surface.put(
                name, at: Point(x: point.x + keyWidth + 1, y: point.y), style: look[.muted], maxWidth: nameWidth)
            let used = keyWidth + 1 + nameWidth
            surface.put(
                summary, at: Point(x: point.x + used, y: point.y), style: look[.dialog], maxWidth: width - used)
        }
    }
}
