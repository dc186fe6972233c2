// The bulk change on screen: the line that is typed, every object with old and new or what came of it, and the tally.
import Models
import TUIKitLite

struct BulkView {
    var bulk: BulkEditor
    var look: Look

    /// Cells of the columns of a table.
    private struct Widths {
        var object: Int
        var change: Int
        /// 0 where nothing is to be told.
        var result: Int

        var columns: [TableColumn] {
            let always = [
                TableColumn("OBJECT", width: .fixed(object), priority: 1),
                TableColumn("CHANGE", width: .fixed(change), priority: 3),
            ]
            return result == 0 ? always : always + [TableColumn("RESULT", width: .fixed(result), priority: 2)]
        }
    }

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
        let shown = bulk.rows.dropFirst(bulk.firstRow).prefix(Table.visibleRows(in: table))
        let widths = widths(of: Array(shown), in: table.width)
        Table(
            columns: widths.columns, rowCount: bulk.rows.count, firstVisible: bulk.firstRow,
            cell: { cell(of: bulk.rows[$0], column: $1, widths) }
        )
        .draw(in: table, on: &surface, glyphs: look.glyphs, theme: look.theme)
        Scrollbar(first: bulk.firstRow, visible: table.height - 1, count: bulk.rows.count)
            .draw(
                in: Rect(x: body.maxX - 1, y: table.y + 1, width: 1, height: table.height - 1), on: &surface,
                glyphs: look.glyphs, style: look[.borderFocused])
        surface.put(
            CellText.clipped("\(keys)   \(tally)", to: inside.width - 2, ellipsis: look.glyphs.ellipsis),
            at: Point(x: inside.x + 1, y: inside.maxY - 1), style: look[bulk.failed > 0 ? .error : .muted])
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

    // MARK: - One object

    /// As the rows on screen need them: a change is cut last, a result keeps a third, an object's name is what shrinks.
    private func widths(of rows: [BulkRow], in width: Int) -> Widths {
        func widest(_ texts: [String]) -> Int { texts.map { CellWidth.width(of: $0) }.max() ?? 0 }
        let results = widest(rows.map { result(of: $0).text })
        let room = width - 1 - TableLayout.gap * (results == 0 ? 1 : 2)
        let changes = widest(rows.compactMap { $0.edit.map { ChangeText(edit: $0).whole } })
        // Sentences are not worth the names of all objects, unless there is nothing else to read.
        let isRefused = rows.allSatisfy { $0.problem != nil }
        let reasons = min(isRefused ? room : room / 2, widest(rows.filter { $0.edit == nil }.map(reason)))
        let leastObject = min(14, room / 4)
        let leastChange = min(max(changes, reasons), room - leastObject - min(results, room / 3))
        let resultWidth = min(results, room - leastObject - leastChange)
        let object = max(leastObject, min(widest(rows.map(\.title)), room - leastChange - resultWidth))
        return Widths(object: object, change: room - object - resultWidth, result: resultWidth)
    }

    private func cell(of row: BulkRow, column: Int, _ widths: Widths) -> CellContent {
        switch column {
        case 0: return .text(row.title, look[.text])
        case 1: return change(of: row, in: widths.change)
        default:
            let result = result(of: row)
            return .text(result.text, look[result.role])
        }
    }

    private func change(of row: BulkRow, in width: Int) -> CellContent {
        guard let edit = row.edit else { return .text(reason(of: row), look[row.problem == nil ? .muted : .error]) }
        return .text(ChangeText(edit: edit).fitted(to: width, ellipsis: look.glyphs.ellipsis), look[.emphasis])
    }

    /// Why an object is not changed.
    private func reason(of row: BulkRow) -> String { row.problem ?? "as it is already" }

    private func result(of row: BulkRow) -> (text: String, role: Role) {
        switch row.status {
        case nil: (row.edit == nil ? "left out" : row.isIdle ? "not used" : "", .muted)
        case .sending: ("sending", .text)
        case .done(let outcome): (outcome.text, outcome.role)
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
