// The help screen over the panes.
import TUIKitLite

struct HelpView {
    /// As `wrapped` gives them.
    var lines: [HelpText.Line]
    var firstLine: Int
    var look: Look

    /// Names of commands have a column of their own where there is room for it: the longest and two blanks.
    private static let nameWidth = (Command.allCases.map(\.rawValue.count).max() ?? 0) + 2

    /// Cells of the frame and of what stands in a line inside of it.
    private struct Columns {
        let frame: Int
        let line: Int
        let keys: Int
        /// 0 where there is no room for it.
        let name: Int
        let summary: Int

        init(screenWidth: Int) {
            frame = min(screenWidth, HelpView.nameWidth + 90)
            line = max(1, frame - 4)
            keys = min(24, max(1, line / 3))
            name = line >= HelpView.nameWidth + 84 ? HelpView.nameWidth : 0
            summary = max(1, line - keys - 1 - name)
        }
    }

    /// What is longer than its column goes on in the line below.
    static func wrapped(_ lines: [HelpText.Line], screenWidth: Int) -> [HelpText.Line] {
        let columns = Columns(screenWidth: screenWidth)
        return lines.flatMap { wrapped($0, columns) }
    }

    private static func wrapped(_ line: HelpText.Line, _ columns: Columns) -> [HelpText.Line] {
        switch line {
        case .blank: return [.blank]
        case .heading(let text): return TextWrap.lines(text, width: columns.line).map { .heading($0) }
        case .entry(let keys, let name, let summary):
            let keyLines = TextWrap.lines(keys, width: columns.keys)
            let texts = TextWrap.lines(summary, width: columns.summary)
            return (0..<max(keyLines.count, texts.count)).map { row in
                .entry(
                    keys: row < keyLines.count ? keyLines[row] : "", name: row == 0 ? name : "",
                    summary: row < texts.count ? texts[row] : "")
            }
        }
    }

    func draw(on surface: inout Surface) {
        let size = surface.size
        let columns = Columns(screenWidth: size.width)
        let height = min(size.height - 2, lines.count + 2)
        let frame = Rect(
            x: (size.width - columns.frame) / 2, y: (size.height - height) / 2, width: columns.frame, height: height)
        surface.fill(frame, style: look[.dialog])
        let firstLine = min(firstLine, max(0, lines.count - 1))
        let last = min(lines.count, firstLine + height - 2)
        surface.box(
            frame, glyphs: look.glyphs, style: look[.dialogBorder], title: "Help", titleStyle: look[.title],
            trailing: last < lines.count || firstLine > 0 ? " \(firstLine + 1)-\(last) of \(lines.count) " : nil)
        let inside = frame.inset(by: 1)
        for (row, line) in lines[firstLine..<max(firstLine, last)].enumerated() {
            draw(line, at: Point(x: inside.x + 1, y: inside.y + row), columns, on: &surface)
        }
    }

    private func draw(_ line: HelpText.Line, at point: Point, _ columns: Columns, on surface: inout Surface) {
        switch line {
        case .blank: break
        case .heading(let text): surface.put(text, at: point, style: look[.title], maxWidth: columns.line)
        case .entry(let keys, let name, let summary):
            let nameX = point.x + columns.keys + 1
            surface.put(keys, at: point, style: look[.hintKey], maxWidth: columns.keys)
            surface.put(name, at: Point(x: nameX, y: point.y), style: look[.muted], maxWidth: columns.name)
            surface.put(
                summary, at: Point(x: nameX + columns.name, y: point.y), style: look[.dialog],
                maxWidth: columns.summary)
        }
    }
}
