// The editor's keys: moving between fields, typing, choosing, and the way to the one confirmation. Sends nothing.
import Models
import TUIKitLite

func reduceEditorEdit(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    guard let editor = state.editor else { return [] }
    switch editor.phase {
    case .typing where editor.entries != nil: return reduceEntriesEdit(&state, edit)
    case .typing: return editType(&state, edit)
    case .clashing: return editClash(&state, edit)
    case .sending:
        if edit == .cancel { state.leaveSending() }
        return []
    case .settled(let outcome): return editSettled(&state, edit, outcome)
    }
}

private func editType(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    switch edit {
    case .cancel: state.closeEditor()
    case .accept: return state.askToConfirm()
    case .paste(let text):
        state.editor?.paste(text)
    case .key(let name):
        guard let key = Key(name: name) else { return [] }
        if let step = state.keymap.command(for: key)?.percentStep, state.editor?.step(by: step) == true { return [] }
        state.editor?.handle(key)
    }
    return []
}

/// Somebody else changed it: keep what was typed, take what is there, or look again.
private func editClash(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    switch edit {
    case .key("k"):
        state.editor?.keepMine()
        state.editor?.phase = .typing
        return state.askToConfirm()
    case .key("t"):
        state.editor?.takeTheirs()
        state.editor?.phase = .typing
    case .cancel: state.editor?.phase = .typing
    case .key, .paste, .accept: break
    }
    return []
}

/// What came of it has been seen: an applied change is left, anything else goes back to the fields with its text.
private func editSettled(_ state: inout AppState, _ edit: FieldEdit, _ outcome: EditOutcome) -> [Effect] {
    if case .savedNotLive = outcome {
        // Its fields have nothing left to change: it is deployed, or left.
        if edit == .key("d") { return state.askToDeploy() }
        if edit == .cancel { state.closeEditor() }
        return []
    }
    if case .conflict = outcome, edit == .key("e"), let editor = state.editor?.ofRival {
        state.closeEditor()
        return state.open(editor)
    }
    if case .paste = edit { return [] }
    guard !outcome.isApplied, edit != .cancel, let target = state.editor?.target else {
        state.closeEditor()
        return []
    }
    state.editor?.phase = .typing
    return state.readEdited(target)
}

extension ObjectEditor {
    /// Whether fields may be typed in.
    private var isOpen: Bool { purpose != .delete && !isConfirmationWanted && reading != .gone }

    fileprivate mutating func paste(_ text: String) {
        guard isOpen, let focused, focused.choices.isEmpty, !focused.field.isList else { return }
        fields[focus].input.paste(text)
    }

    /// - Returns: false when no percentage is proposed in the field in focus.
    fileprivate mutating func step(by percent: Int) -> Bool {
        guard isOpen, let focused, focused.field.isLimit else { return false }
        return fields[focus].input.step(by: percent)
    }

    fileprivate mutating func handle(_ key: Key) {
        switch (key.code, key.modifiers) {
        case (.down, []), (.tab, []): move(1)
        case (.up, []), (.backTab, _): move(-1)
        case (.pageDown, []): move(fields.count)
        case (.pageUp, []): move(-fields.count)
        default: change(key)
        }
    }

    private mutating func move(_ step: Int) {
        focus = max(0, min(fields.count - 1, focus + step))
        fields[focus].selectUntouched()
    }

    private mutating func change(_ key: Key) {
        guard isOpen, let focused else { return }
        guard !focused.field.isList else {
            if key.code == .right || key.code == .character(" ") { openEntries() }
            return
        }
        guard !focused.choices.isEmpty else {
            _ = fields[focus].input.handle(key)
            return
        }
        switch key.code {
        case .right, .character(" "): fields[focus].choose(1)
        case .left: fields[focus].choose(-1)
        default: break
        }
    }
}
