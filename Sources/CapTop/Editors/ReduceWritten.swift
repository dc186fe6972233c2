// What the network says while an editor is open: the object as read, and what became of a change. Never costs typed text.
import Models
import TUIKitLite

/// What came of reading an object.
enum ObjectReading: Equatable, Codable, Sendable {
    case found(LiveObject)
    case absent
    case failed(String)
}

func reduceObjectRead(_ state: inout AppState, _ target: EditTarget, _ reading: ObjectReading) -> [Effect] {
    guard var editor = state.editor, editor.isAbout(target), editor.phase != .sending else { return [] }
    let hadChanged = editor.isChangedMeanwhile
    switch reading {
    case .found(let object): editor.meet(object)
    case .absent: editor.reading = .gone
    case .failed(let reason): editor.reading = .failed(reason)
    }
    let isConfirmationWanted = editor.isConfirmationWanted
    editor.isConfirmationWanted = false
    state.editor = editor
    // What was about to be confirmed is no longer what would happen: back to the fields.
    if state.confirm != nil, editor.reading == .gone || (!hadChanged && editor.isChangedMeanwhile) {
        state.closeConfirm()
    }
    return isConfirmationWanted && editor.reading == .done ? state.askToConfirm() : []
}

/// What the network made of a change. The editor stays until the operator has seen it.
func reduceWritten(_ state: inout AppState, _ edit: Edit, _ outcome: EditOutcome, live: LiveObject?) -> [Effect] {
    if outcome.isApplied { state.show(applied: edit) }
    if let left = state.leftEdits.firstIndex(of: edit) { state.leftEdits.remove(at: left) }
    if case .conflict = outcome { state.doubtLists(of: edit.target.network) }
    let effects = state.fetchAfterChange(of: edit.target.network) + state.auditAfterChange
    guard state.editor?.sent == edit, state.editor?.phase == .sending else {
        state.message = "\(edit.target.text) \(outcome.text)"
        return effects
    }
    state.editor?.phase = .settled(outcome)
    if case .conflict = outcome, let live {
        state.editor?.meet(live)
        if state.editor?.isChangedMeanwhile == true { state.editor?.phase = .clashing }
    }
    return effects
}

extension AppState {
    /// Reads the edited object again: something of its network has just been refreshed.
    func readEditedAgain(in network: String) -> [Effect] {
        guard let editor, editor.target.network == network, editor.phase == .typing || editor.phase == .clashing,
            editor.reading != .waiting
        else { return [] }
        if case .create = editor.purpose { return [] }
        return [.read(editor.target)]
    }

    mutating func readEdited(_ target: EditTarget) -> [Effect] {
        if case .create = editor?.purpose { return [] }
        editor?.reading = .waiting
        return [.read(target)]
    }
}

extension ObjectEditor {
    /// Whether `target` is its object: a cap's flow may not have been known yet when it was asked for. A source is one in
    /// each of its flows.
    func isAbout(_ target: EditTarget) -> Bool {
        guard let own = self.target.flowID, let other = target.flowID, own != other else {
            return self.target.network == target.network && self.target.kind == target.kind
                && self.target.key == target.key
        }
        return false
    }
}
