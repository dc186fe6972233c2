// The editor's keys: opening on the selected cap, typing, the one confirmation, and what comes back. Nothing is sent but
// by `confirm`, and a paste never gets there.
import Models
import TUIKitLite

func reduceEditorCommand(_ state: inout AppState, _ command: Command) -> [Effect] {
    guard let meter = state.selectedCap, state.ghost == nil else { return [] }
    switch command {
    case .capRaise: state.openEditor(on: meter, text: "+10%")
    case .capLower: state.openEditor(on: meter, text: "-10%")
    case .undo: state.openUndo()
    default: state.openEditor(on: meter, text: nil)
    }
    return []
}

func reduceEditorEdit(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    guard var editor = state.editor else { return [] }
    switch editor.phase {
    case .typing: return editType(&state, &editor, edit)
    case .confirming(let confirmation, let name): return editConfirm(&state, &editor, edit, confirmation, name)
    case .sending: return []
    case .settled:
        state.closeEditor()
        return []
    }
}

private func editType(_ state: inout AppState, _ editor: inout LimitEditor, _ edit: FieldEdit) -> [Effect] {
    switch edit {
    case .key(let name):
        guard let key = Key(name: name), editor.input.handle(key) else { return [] }
    case .paste(let text): editor.input.paste(text)
    case .cancel:
        state.closeEditor()
        return []
    case .accept:
        guard state.networkState(named: editor.target.network)?.isLocked == false else {
            state.message = "locked after ten minutes without a key: esc, then :write"
            return []
        }
        guard editor.problem == nil, let proposed = editor.edit else { return [] }
        guard let confirmation = try? Confirmation(proposed, environment: state.environment(of: editor.target.network))
        else { return [] }
        editor.phase = .confirming(confirmation, name: TextField())
    }
    state.editor = editor
    return []
}

private func editConfirm(
    _ state: inout AppState, _ editor: inout LimitEditor, _ edit: FieldEdit, _ confirmation: Confirmation,
    _ name: TextField
) -> [Effect] {
    var name = name
    switch edit {
    case .cancel:
        editor.phase = .typing
        state.editor = editor
        return []
    case .paste: return []
    case .key("y") where confirmation.nameToType == nil: break
    case .key(let text):
        guard confirmation.nameToType != nil, let key = Key(name: text), name.handle(key) else { return [] }
        editor.phase = .confirming(confirmation, name: name)
        state.editor = editor
        return []
    case .accept:
        guard confirmation.nameToType != nil else { return [] }
    }
    let typed = confirmation.nameToType == nil ? nil : name.text
    guard let token = confirmation.confirm(typing: typed), let proposed = confirmation.edits.first else { return [] }
    editor.phase = .sending
    state.editor = editor
    return [.send(proposed, token)]
}

/// What the network made of a write. The editor stays until the operator has seen it.
func reduceWritten(_ state: inout AppState, edit: Edit, outcome: EditOutcome) -> [Effect] {
    let target = edit.target
    if outcome == .applied { state.lastApplied = edit }
    if state.editor?.target == target, state.editor?.phase == .sending {
        state.editor?.phase = .settled(outcome)
    } else {
        state.message = "\(target.text) \(outcome.text)"
    }
    return state.fetchAfterChange(of: target.network)
}

extension AppState {
    fileprivate mutating func openEditor(on meter: CapMeter, text: String?) {
        guard let editor = LimitEditor(meter, text: text) else {
            message = "this limit cannot be edited"
            return
        }
        self.editor = editor
        overlays.append(.editor)
    }

    /// Opens the editor on what the last write took away, if the network still has what was written.
    fileprivate mutating func openUndo() {
        guard let inverse = lastApplied?.inverse(), let change = inverse.changes.first else {
            message = "nothing to undo in this session"
            return
        }
        guard let meter = meter(of: inverse.target, field: change.field),
            change.base == meter.limit.maximum.map(FieldValue.quantity) ?? .none,
            let old = change.mine.quantity
        else {
            message = "not undone: \(inverse.target.text) is no longer what was written"
            return
        }
        openEditor(on: meter, text: old.description)
    }

    private func meter(of target: EditTarget, field: String) -> CapMeter? {
        networkState(named: target.network)?.snapshot?.meters.first { meter in
            let own = EditTarget(meter.object.id)
            return own.kind == target.kind && own.key == target.key && LimitEditor(meter)?.field == field
        }
    }

    fileprivate mutating func closeEditor() {
        editor = nil
        if overlays.last == .editor { overlays.removeLast() }
    }

    fileprivate func environment(of network: String) -> NetworkEnvironment {
        networkState(named: network)?.network.environment ?? .production
    }

    /// New data came: the open editor shows the live value beside what is typed.
    mutating func refreshEditor() {
        guard let editor, editor.phase == .typing || isConfirming else { return }
        let network = networkState(named: editor.target.network)
        guard let meter = network?.snapshot?.meters.first(where: { $0.id == editor.meter }) else { return }
        self.editor?.count = meter.count
        guard meter.limit.maximum != editor.live else { return }
        self.editor?.live = meter.limit.maximum
        // What was about to be confirmed is no longer what would happen: back to the field, text kept.
        if isConfirming { self.editor?.phase = .typing }
    }

    private var isConfirming: Bool {
        if case .confirming = editor?.phase { return true }
        return false
    }
}
