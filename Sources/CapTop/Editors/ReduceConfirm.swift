// The one confirmation: how it opens, and its keys. The only place from which a change is sent, and only with the token
// that the confirmation mints; a paste never gets there, nor what was typed before the dialog was on screen.
import Models
import TUIKitLite
import Upstream

func reduceConfirmEdit(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    guard let dialog = state.confirm, dialog.isShown || edit == .cancel else { return [] }
    let wantsName = dialog.confirmation.nameToType != nil
    switch edit {
    case .cancel:
        state.closeConfirm()
        return []
    case .paste: state.refuse("a paste does not confirm: " + (wantsName ? "type it" : "press y"))
    case .key("up"): state.confirm?.firstLine = max(0, dialog.firstLine - 1)
    case .key("down"):
        let last = ConfirmView.lastLine(of: state)
        state.confirm?.firstLine = min(dialog.firstLine + 1, last)
    case .key("y") where !wantsName: return state.sendConfirmed(dialog)
    case .key(let name):
        guard wantsName, let key = Key(name: name), state.confirm?.name.handle(key) == true else { return [] }
        state.confirm?.refusal = nil
    case .accept:
        guard dialog.isNamed else {
            state.refuse("the name differs: nothing has been sent")
            return []
        }
        if wantsName { return state.sendConfirmed(dialog) }
    }
    return []
}

/// The network's own verdict has come, for the confirmation that is still open.
func reducePreviewed(_ state: inout AppState, _ edits: [Edit], _ verdict: PreviewVerdict) -> [Effect] {
    if state.confirm?.confirmation.edits == edits { state.confirm?.preview = .verdict(verdict) }
    return []
}

extension AppState {
    /// Opens the confirmation of what stands in the editor, once it is known what it would change.
    mutating func askToConfirm() -> [Effect] {
        guard var editor else { return [] }
        guard !isLocked(editor.target.network) else {
            message = "locked: esc, then :write"
            return []
        }
        guard editor.reading != .gone, editor.problems.isEmpty else { return [] }
        if editor.purpose == .change || editor.purpose == .delete, editor.seen == nil {
            editor.isConfirmationWanted = true
            self.editor = editor
            return editor.reading == .waiting ? [] : readEdited(editor.target)
        }
        guard let edit = editor.edit else {
            message = "nothing has been changed yet"
            return []
        }
        guard !editor.isChangedMeanwhile else {
            self.editor?.phase = .clashing
            return []
        }
        return ask([edit])
    }

    /// Opens the confirmation of a deploy for what is saved and not live.
    mutating func askToDeploy() -> [Effect] {
        guard let edit = editor?.sent else { return [] }
        return ask([edit], purpose: .deploy)
    }

    mutating func ask(_ edits: [Edit], purpose: ConfirmDialog.Purpose = .send) -> [Effect] {
        guard let first = edits.first else { return [] }
        let environment = networkState(named: first.target.network)?.network.environment ?? .production
        do throws(FieldProblem) {
            let one = editor?.title ?? shownTitle(of: first.target) ?? first.objectName
            let dialog = ConfirmDialog(
                try Confirmation(edits, environment: environment),
                title: edits.count == 1 ? one : "\(edits.count) objects",
                live: editor?.live, warnings: warnings(of: edits), purpose: purpose)
            confirm = dialog
            overlays.append(.confirm)
            return dialog.preview == .waiting ? [.preview(edits, live: dialog.live)] : []
        } catch {
            message = error.message
            return []
        }
    }

    /// Of one object as its editor has them; of several each once, however many objects it is about.
    private func warnings(of edits: [Edit]) -> [EditorNotes.Line] {
        guard let editor else {
            var seen = Set<String>()
            let sentences = edits.flatMap(\.warnings).filter { seen.insert($0).inserted }
            return sentences.map { EditorNotes.Line(text: $0, role: .near) }
        }
        return EditorNotes(editor: editor, state: self, meters: meters(of: editor.target), width: .max).warnings
    }

    mutating func closeConfirm() {
        confirm = nil
        overlays.removeAll { $0 == .confirm }
    }

    func isLocked(_ network: String) -> Bool { networkState(named: network)?.isLocked ?? true }

    /// Says why nothing is sent, at the top of the dialog.
    fileprivate mutating func refuse(_ sentence: String) {
        confirm?.refusal = sentence
        confirm?.firstLine = 0
    }

    fileprivate mutating func sendConfirmed(_ dialog: ConfirmDialog) -> [Effect] {
        guard let token = dialog.token, let edit = dialog.confirmation.edits.first else { return [] }
        closeConfirm()
        if bulk != nil { return sendBulk(dialog.confirmation.edits, token) }
        if editor == nil { leftEdits.append(edit) }
        editor?.phase = .sending
        editor?.sent = edit
        switch dialog.purpose {
        case .send: return [.send(edit, token, seen: editor?.seen, undoOf: editor?.undoOf)]
        case .deploy: return [.deploy(edit, token)]
        }
    }
}
