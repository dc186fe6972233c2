// The editor on screen: the detail pane turned into fields, one a line, and under them what the change would do.
import Models
import TUIKitLite

struct EditorView {
    var editor: ObjectEditor
    var state: AppState
    var look: Look

    /// Rows that an editor would like to have between the borders of its pane.
    static func wantedHeight(_ editor: ObjectEditor) -> Int { editor.fields.count + 5 }

    /// With fewer rows, frame and all, hardly a field is seen.
    static let leastHeight = 10

    private static let arrow = " -> "
    /// Cells that a long text keeps, whatever stands beside it.
    private static let readable = 16
    /// Cells to type in where there is room.
    private static let roomy = 24

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
        let lines = lines(with: meters)
        let nameWidth = nameWidth(beside: lines, in: inside.width)
        for (row, index) in editor.fields.indices.dropFirst(first).prefix(fieldRows).enumerated() {
            draw(
                lines[index], of: index, nameWidth: nameWidth,
                in: Rect(x: inside.x, y: inside.y + row, width: inside.width, height: 1), on: &surface)
        }
        Scrollbar(first: first, visible: fieldRows, count: editor.fields.count)
            .draw(
                in: Rect(x: rect.maxX - 1, y: inside.y, width: 1, height: fieldRows), on: &surface,
                glyphs: look.glyphs, style: look[.borderFocused])
        let shown = notes.prefix(noteCount - 1) + notes.suffix(1)
        for (row, note) in shown.enumerated() {
            surface.put(
                clipped(note.text, to: width), at: Point(x: inside.x + 1, y: inside.maxY - noteCount + row),
                style: look[note.role])
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

    /// What stands beside a field's name.
    private struct FieldLine {
        /// What the field is, or was.
        var value: String
        /// Cells of what is typed; nil where nothing is.
        var typed: Int?
        /// What the typed text comes to, or what is used of the value.
        var note: String
        var role = Role.muted

        /// Cells that it wants before the names get theirs: enough for a limit, old and new.
        var wanted: Int {
            let change = typed.map { EditorView.arrow.utf8.count + min(EditorView.readable, $0 + 1) } ?? 0
            let beside = note.isEmpty ? 0 : min(EditorView.roomy, CellWidth.width(of: note)) + 2
            return min(EditorView.readable, CellWidth.width(of: value)) + change + beside
        }
    }

    private func lines(with meters: [String: CapMeter]) -> [FieldLine] {
        let values = editor.values
        return editor.fields.indices.map { index in
            let field = editor.fields[index]
            let isIdle = !field.field.isRelevant(given: values)
            let value = shown(field.base, of: field)
            guard field.isTouched || (index == editor.focus && canType) else {
                let usage = meters[field.field.name].map { "\(Figures.usage($0))  \(Figures.percent($0.utilisation))" }
                return FieldLine(value: value, note: isIdle ? "not used" : usage ?? "")
            }
            let (note, role) = isIdle ? ("not used, as the others are", Role.muted) : result(of: field)
            return FieldLine(value: value, typed: CellWidth.width(of: field.input.text), note: note, role: role)
        }
    }

    /// Names are whole as far as the widest line leaves room for them; a quarter of the width is theirs.
    private func nameWidth(beside lines: [FieldLine], in width: Int) -> Int {
        let longest = editor.fields.map(\.field.name.utf8.count).max() ?? 0
        let wanted = lines.map(\.wanted).max() ?? 0
        return min(longest + 1, max(10, width / 4, width - wanted - 1))
    }

    private func draw(_ line: FieldLine, of index: Int, nameWidth: Int, in rect: Rect, on surface: inout Surface) {
        let field = editor.fields[index]
        let isFocused = index == editor.focus
        let role: Role = isFocused ? .emphasis : field.isTouched ? .text : .muted
        let mark = isFocused ? look.glyphs.cursorMark : field.isTouched ? "*" : " "
        surface.put(
            clipped(mark + field.field.name, to: nameWidth), at: Point(x: rect.x, y: rect.y), style: look[role],
            maxWidth: nameWidth)
        var pen = Pen(x: rect.x + nameWidth + 1, y: rect.y, end: rect.maxX)
        if let typed = line.typed {
            drawChange(line, typed: typed, of: field, isFocused: isFocused, look[role], &pen, on: &surface)
        } else {
            drawValue(line, look[role], &pen, on: &surface)
        }
    }

    /// What a field is, and what is used of it: one below the other where there is room.
    private func drawValue(_ line: FieldLine, _ style: Style, _ pen: inout Pen, on surface: inout Surface) {
        let room = pen.end - pen.x
        let left = room - CellWidth.width(of: line.note)
        let value = clipped(line.value, to: line.note.isEmpty ? room : max(min(EditorView.readable, room), left - 2))
        pen.write(value, style, on: &surface)
        pen.skip(max(2, min(20, left) - CellWidth.width(of: value)))
        pen.write(clipped(line.note, to: pen.end - pen.x), look[line.role], on: &surface)
    }

    /// What a field was, what is typed into it, and what that comes to.
    private func drawChange(
        _ line: FieldLine, typed: Int, of field: FieldInput, isFocused: Bool, _ style: Style, _ pen: inout Pen,
        on surface: inout Surface
    ) {
        let widths = widths(
            old: CellWidth.width(of: line.value), typed: typed, note: CellWidth.width(of: line.note),
            in: pen.end - pen.x - EditorView.arrow.utf8.count)
        pen.write(clipped(line.value, to: widths.old), style, on: &surface)
        pen.write(EditorView.arrow, style, on: &surface)
        drawInput(of: field, isFocused: isFocused, width: widths.input, &pen, on: &surface)
        pen.skip(2)
        pen.write(clipped(line.note, to: pen.end - pen.x), look[line.role], on: &surface)
    }

    /// How the cells of a line are shared out: what is typed has some always, what it comes to as many as it needs,
    /// what it was what is left, but some. What nobody needs then is room to type in.
    private func widths(old: Int, typed: Int, note: Int, in room: Int) -> (old: Int, input: Int) {
        let left = room - (note == 0 ? 0 : note + 2)
        let old = min(old, max(min(EditorView.readable, room / 2), left - max(EditorView.readable, typed + 1)))
        let least = max(min(EditorView.readable, typed + 1), left - old)
        return (old, max(0, min(room - old, max(EditorView.roomy, typed + 1), least)))
    }

    private func clipped(_ text: String, to width: Int) -> String {
        CellText.clipped(text, to: width, ellipsis: look.glyphs.ellipsis)
    }

    private var canType: Bool {
        editor.purpose != .delete && (editor.phase == .typing || editor.phase == .clashing)
    }

    private func drawInput(
        of field: FieldInput, isFocused: Bool, width: Int, _ pen: inout Pen, on surface: inout Surface
    ) {
        let isTyping = isFocused && editor.phase == .typing && !editor.isConfirmationWanted && field.choices.isEmpty
        let isReplaced = isTyping && field.input.isSelected && !field.field.isList && !field.input.text.isEmpty
        field.input.draw(
            in: Rect(x: pen.x, y: pen.y, width: width, height: 1), on: &surface,
            style: look[isFocused ? .input : .text], isFocused: isTyping,
            marked: isReplaced ? 0..<field.input.text.count : nil, markedStyle: look[.selection])
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
            let plain = field.field.isList ? field.field.typedText(for: mine) : mine.text
            let typed = field.input.text == plain ? "" : "= \(shown(mine, of: field))  "
            let change = FieldChange(field: field.field.name, base: field.base ?? .none, mine: mine)
            let share = field.field.isLimit ? change.percentage : nil
            return (typed + (share ?? name(of: mine, in: field)), .emphasis)
        }
    }

    /// Of the object that an id names.
    private func name(of value: FieldValue?, in field: FieldInput) -> String {
        guard field.field.shape == .id, let id = value?.text else { return "" }
        return state.names(for: field.field.name, of: editor.target.network).first { $0.id == id }?.name ?? ""
    }

    private func shown(_ value: FieldValue?, of field: FieldInput) -> String {
        switch value {
        case nil where editor.isCreation, .some(.none) where editor.isCreation: "-"
        case nil: look.glyphs.ellipsis
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
