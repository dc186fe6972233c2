// The rows of a list field on screen, over the editor that they belong to.
import Models
import TUIKitLite

struct EntriesView {
    private static let size = Size(width: 72, height: 18)

    var entries: EntriesEditor
    var state: AppState
    var look: Look

    func draw(on surface: inout Surface) {
        let screen = Rect(surface.size)
        let width = min(EntriesView.size.width, screen.width)
        let height = min(EntriesView.size.height, screen.height)
        let frame = Rect(
            x: (screen.width - width) / 2, y: (screen.height - height) / 2, width: width, height: height)
        surface.fill(frame, style: look[.dialog])
        surface.box(
            frame, glyphs: look.glyphs, style: look[.dialogBorder], title: entries.field.name,
            titleStyle: look[.title],
            trailing: Figures.counted(entries.rows.count - 1, "entry", "entries"))
        let inside = frame.inset(by: 1)
        guard inside.height > 3 else { return }
        let (rows, notes) = inside.splitBottom(2)
        drawRows(in: rows, on: &surface)
        let note = suggestion ?? entries.problem(of: entries.focus) ?? "such as \(entries.field.entryExample)"
        let isProblem = suggestion == nil && entries.problem(of: entries.focus) != nil
        surface.put(
            CellText.clipped(note, to: notes.width - 2, ellipsis: look.glyphs.ellipsis),
            at: Point(x: notes.x + 1, y: notes.y), style: look[isProblem ? .error : .muted])
        surface.put(
            "enter: done   esc: as it was   an emptied row goes", at: Point(x: notes.x + 1, y: notes.y + 1),
            style: look[.hintText], maxWidth: notes.width - 2)
    }

    private var suggestion: String? {
        let names = state.namesForEntry.prefix(3).map { "\($0.name) (\($0.id))" }
        return names.isEmpty ? nil : "tab: \(names.joined(separator: ", "))"
    }

    private func drawRows(in rect: Rect, on surface: inout Surface) {
        let first = Viewport.scroll(
            selected: entries.focus, first: 0, visible: rect.height, count: entries.rows.count)
        let names = Dictionary(
            state.names(for: entries.field.name, of: state.editor?.target.network ?? "").map { ($0.id, $0.name) },
            uniquingKeysWith: { first, _ in first })
        for (offset, row) in entries.rows.dropFirst(first).prefix(rect.height).enumerated() {
            let index = first + offset
            let y = rect.y + offset
            let isFocused = index == entries.focus
            let mark = isFocused ? look.glyphs.cursorMark : entries.problem(of: index) == nil ? " " : "?"
            surface.put(mark, at: Point(x: rect.x, y: y), style: look[.emphasis], maxWidth: 1)
            let name = names[row.text].map { "  \($0)" } ?? ""
            let nameWidth = names.isEmpty ? 0 : rect.width / 2
            let field = Rect(x: rect.x + 1, y: y, width: max(1, rect.width - 2 - nameWidth), height: 1)
            row.draw(in: field, on: &surface, style: look[isFocused ? .input : .dialog], isFocused: isFocused)
            surface.put(name, at: Point(x: field.maxX, y: y), style: look[.muted], maxWidth: nameWidth)
        }
    }
}
