// Copying: `copy` opens one line of choices, a letter takes one; the four commands behind it do the same by name.
import Models
import TUIKitLite

/// A key while the choices are open: any but theirs closes them.
func reduceCopyEdit(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    state.overlays.removeLast()
    guard case .key(let name) = edit, let form = CopyForm.allCases.first(where: { $0.key == name }) else { return [] }
    return state.copy(form)
}

extension AppState {
    mutating func copy(_ form: CopyForm) -> [Effect] {
        guard let text = CopySource(self)?.text(form) else {
            message = "there is nothing under the cursor that could be copied as \(form.word)"
            return []
        }
        guard text.utf8.count <= Terminal.mostCopied else {
            message = "not copied: the \(form.word) has \(text.utf8.count) bytes, \(Terminal.mostCopied) can be copied"
            return []
        }
        message = "copied \(form.word): \(text)"
        return [.copy(text)]
    }
}
