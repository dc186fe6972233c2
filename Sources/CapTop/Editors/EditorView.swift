// The editor on screen: the detail pane turned into fields, one a line, and under them what the change would do.
import Models
import TUIKitLite

struct EditorView {
    var editor: ObjectEditor
    var state: AppState
    var look: Look

    /// Rows that an editor would like to have between the borders of its pane.
    static func wantedHeight(_ editor: ObjectEditor) -> Int { editor.fields.count + 5 }

    func draw(in rect: Rect, on surface: inout Surface) {
        let inside = rect.inset(by: 1)
        guard !inside.isEmpty else { return }
        PaneTitle(text: title, trailing: counts, isFocused: true, look: look).draw(in: rect, on: &surface)
        let width = max(1, inside.width - 2)
        let meters = state.meters(of: editor.target)
        let notes = EditorNotes(editor: editor, state: state, meters: meters, width: width).lines
        // The field in focus is seen whatever there is to say about it, and so is the last note: what the keys do.
        let noteCount = min(notes.count, max(1, inside.height - min(3, editor.fields.count)))
        let fieldRows = max(1, inside.height - noteCount)
        let first = Viewport.scroll(
            selected: min(editor.fields.count - 1, editor.focus + fieldRows / 2), first: 0, visible: fieldRows,
            count: editor.fields.count)
        for (row, index) in editor.fields.indices.dropFirst(first).prefix(fieldRows).enumerated() {
            draw(
                index, meter: meters[editor.fields[index].field.name],
                in: Rect(x: inside.x, y: inside.y + row, width: inside.width, height: 1), on: &surface)
        }
        Scrollbar(first: first, visible: fieldRows, count: editor.fields.count)
            .draw(
                in: Rect(x: rect.maxX - 1, y: inside.y, width: 1, height: fieldRows), on: &surface,
                glyphs: look.glyphs, style: look[.borderFocused])
        let shown = notes.prefix(noteCount - 1) + notes.suffix(1)
        for (row, note) in shown.enumerated() {
            surface.put(
                note.text, at: Point(x: inside.x + 1, y: inside.maxY - noteCount + row), style: look[note.role],
                maxWidth: width)
        }
    }

    private var title: String {
        switch editor.purpose {
        case .change: "Edit \(editor.title)"
        case .create: "Create \(editor.title)"
        case .delete: "Delete \(editor.title)"
        }
    }

    private var counts: String {
        let changed = editor.touched.count
        return changed == 0 ? "" : "\(changed) changed"
    }

    // MARK: - One field

    private func draw(_ index: Int, meter: CapMeter?, in rect: Rect, on surface: inout Surface) {
        let field = editor.fields[index]
        let isFocused = index == editor.focus
        let nameWidth = min(28, max(10, rect.width / 3))
        let role: Role = isFocused ? .emphasis : field.isTouched ? .text : .muted
        let isIdle = !field.field.isRelevant(given: editor.values)
        let mark = isFocused ? look.glyphs.cursorMark : field.isTouched ? "*" : " "
        surface.put(
            CellText.clipped(mark + field.field.name, to: nameWidth, ellipsis: look.glyphs.ellipsis),
            at: Point(x: rect.x, y: rect.y), style: look[role], maxWidth: nameWidth)
        var pen = Pen(x: rect.x + nameWidth + 1, y: rect.y, end: rect.maxX)
        let old = CellText.clipped(shown(field.base, of: field), to: 16, ellipsis: look.glyphs.ellipsis)
        pen.write(old, look[role], on: &surface)
        guard field.isTouched || (isFocused && canType) else {
            pen.skip(max(0, 20 - CellWidth.width(of: old)))
            if isIdle {
                pen.write("not used", look[.muted], on: &surface)
                return
            }
            let usage = meter.map { "\(Figures.usage($0))  \(Figures.percent($0.utilisation))" }
            pen.write(usage ?? "", look[.muted], on: &surface)
            return
        }
        pen.write(" -> ", look[role], on: &surface)
        drawInput(of: field, isFocused: isFocused, &pen, on: &surface)
        pen.skip(2)
        let (text, resultRole) = isIdle ? ("not used, as the others are", .muted) : result(of: field)
        pen.write(text, look[resultRole], on: &surface)
    }

    private var canType: Bool {
        editor.purpose != .delete && (editor.phase == .typing || editor.phase == .clashing)
    }

    private func drawInput(of field: FieldInput, isFocused: Bool, _ pen: inout Pen, on surface: inout Surface) {
        let width = max(1, min(24, pen.end - pen.x))
        let isChoice = !field.choices.isEmpty
        let isTyping = isFocused && editor.phase == .typing && !editor.isConfirmationWanted
        field.input.draw(
            in: Rect(x: pen.x, y: pen.y, width: width, height: 1), on: &surface,
            style: look[isFocused ? .input : .text], isFocused: isTyping && !isChoice)
        pen.skip(width)
    }

    /// What the typed text comes to, in a few words.
    private func result(of field: FieldInput) -> (String, Role) {
        switch field.proposal {
        case nil:
            if field.field.isList { return ("space: its rows", .muted) }
            return field.choices.isEmpty ? (name(of: field.base, in: field), .muted) : ("space: the next", .muted)
        case .failure: return ("?", .error)
        case .success(let mine):
            let typed = field.input.text == mine.text ? "" : "= \(shown(mine, of: field))  "
            return (typed + (percentage(from: field.base, to: mine) ?? name(of: mine, in: field)), .emphasis)
        }
    }

    /// Of the object that an id names.
    private func name(of value: FieldValue?, in field: FieldInput) -> String {
        guard field.field.shape == .id, let id = value?.text else { return "" }
        return state.names(for: field.field.name, of: editor.target.network).first { $0.id == id }?.name ?? ""
    }

    private func percentage(from base: FieldValue?, to mine: FieldValue) -> String? {
        guard let base = base?.quantity, let mine = mine.quantity, base > .zero, mine > .zero else { return nil }
        let percent = (Double(mine.millionths) / Double(base.millionths) - 1) * 100
        let tenths = Int((percent.magnitude * 10).rounded())
        let text = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
        return "\(percent < 0 ? "-" : "+")\(text) %"
    }

    private func shown(_ value: FieldValue?, of field: FieldInput) -> String {
        switch value {
        case nil: look.glyphs.ellipsis
        case .some(.none) where editor.isCreation: "-"
        case .some(let value): field.field.display(value)
        }
    }
}

extension ObjectEditor {
    var isCreation: Bool {
        if case .create = purpose { return true }
        return false
    }
}
