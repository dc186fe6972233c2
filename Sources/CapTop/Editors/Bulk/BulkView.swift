// The bulk change on screen: the line that is typed, every object with old and new or what came of it, and the tally.
import Models
import TUIKitLite

struct BulkView {
    var bulk: BulkEditor
    var look: Look

    private static let columns = [
        TableColumn("OBJECT", width: .flexible(min: 14, weight: 4), priority: 9),
        TableColumn("CHANGE", width: .flexible(min: 16, weight: 5), priority: 10),
        TableColumn("RESULT", width: .flexible(min: 10, weight: 3), priority: 11),
    ]

    /// Rows of objects on a screen: without header and footer, frame, column titles, the typed line and the tally.
    static func visibleRows(in size: Size) -> Int { max(1, size.height - 2 - 2 - 3) }

    func draw(in body: Rect, on surface: inout Surface) {
        surface.fill(body, style: look[.text])
        surface.box(
            body, glyphs: look.glyphs, style: look[.borderFocused], title: bulk.title, titleStyle: look[.title],
            trailing: nil)
        let inside = body.inset(by: 1)
        guard inside.height > 2 else { return }
        drawInput(in: Rect(x: inside.x + 1, y: inside.y, width: inside.width - 2, height: 1), on: &surface)
        let table = Rect(x: inside.x, y: inside.y + 1, width: inside.width, height: inside.height - 2)
        Table(columns: BulkView.columns, rowCount: bulk.rows.count, firstVisible: bulk.firstRow, cell: cell)
            .draw(in: table, on: &surface, glyphs: look.glyphs, theme: look.theme)
        Scrollbar(first: bulk.firstRow, visible: table.height - 1, count: bulk.rows.count)
            .draw(
                in: Rect(x: body.maxX - 1, y: table.y + 1, width: 1, height: table.height - 1), on: &surface,
                glyphs: look.glyphs, style: look[.borderFocused])
        surface.put(
            "\(keys)   \(tally)", at: Point(x: inside.x + 1, y: inside.maxY - 1),
            style: look[bulk.failed > 0 ? .error : .muted], maxWidth: inside.width - 2)
    }

    private func drawInput(in rect: Rect, on surface: inout Surface) {
        guard bulk.isTyped else {
            surface.put("as one change", at: Point(x: rect.x, y: rect.y), style: look[.muted])
            return
        }
        let hint = BulkProposal.hint(for: bulk.subjects)
        var pen = Pen(x: rect.x, y: rect.y, end: rect.maxX)
        pen.write("change: ", look[.text], on: &surface)
        let room = pen.end - pen.x
        let typed = CellWidth.width(of: bulk.input.text) + 1
        let width = max(1, min(40, room, max(24, typed, room - CellWidth.width(of: hint) - 2)))
        bulk.input.draw(
            in: Rect(x: pen.x, y: pen.y, width: width, height: 1), on: &surface, style: look[.input],
            isFocused: bulk.phase == .typing)
        pen.skip(width + 2)
        pen.write(
            CellText.clipped(hint, to: pen.end - pen.x, ellipsis: look.glyphs.ellipsis), look[.muted], on: &surface)
    }

    private func cell(row: Int, column: Int) -> CellContent {
        let row = bulk.rows[row]
        switch column {
        case 0: return .text(row.title, look[.text])
        case 1: return change(of: row)
        default: return result(of: row)
        }
    }

    private func change(of row: BulkRow) -> CellContent {
        if let edit = row.edit { return .text(edit.summary().joined(separator: ", "), look[.emphasis]) }
        return row.problem.map { .text($0, look[.error]) } ?? .text("as it is already", look[.muted])
    }

    private func result(of row: BulkRow) -> CellContent {
        switch row.status {
        case nil: .text(row.edit == nil ? "left out" : row.isIdle ? "not used" : "", look[.muted])
        case .sending: .text("sending", look[.text])
        case .done(let outcome): .text(outcome.text, look[outcome.role])
        }
    }

    private var tally: String {
        switch bulk.phase {
        case .typing:
            "\(bulk.edits.count) change" + (bulk.leftOut == 0 ? "" : ", \(bulk.leftOut) left out\(firstProblem)")
        case .sending, .finished:
            "\(bulk.applied) applied, \(bulk.failed) not" + (bulk.phase == .sending ? ", sending" : "")
        }
    }

    private var firstProblem: String {
        bulk.rows.first { $0.problem != nil }.map { " (\($0.title): \($0.problem ?? ""))" } ?? ""
    }

    private var keys: String {
        switch bulk.phase {
        case .typing: "enter: confirm   esc: leave, nothing is sent"
        case .sending: "esc: leave, it goes on"
        case .finished: bulk.edits.isEmpty ? "esc: leave" : "r: try those again   esc: leave"
        }
    }
}
