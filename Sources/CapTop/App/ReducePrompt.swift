// The keys of the `:` line: a command typed by its name, completed by tab, found again by the arrows.
import Models
import TUIKitLite

func reducePromptEdit(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    switch edit {
    case .key("tab"): state.prompt.complete(allowsChanges: state.isUnlockedHere)
    case .key("up"): state.prompt.recall(-1)
    case .key("down"): state.prompt.recall(1)
    case .key(let name):
        if let key = Key(name: name) { _ = state.prompt.field.handle(key) }
    case .paste(let text): state.prompt.field.paste(text)
    case .cancel: state.overlays.removeLast()
    case .accept: return state.runPrompt()
    }
    return []
}

extension AppState {
    mutating func openPrompt() {
        prompt.open()
        overlays.append(.prompt)
    }

    fileprivate mutating func runPrompt() -> [Effect] {
        overlays.removeLast()
        let name = prompt.name
        guard !name.isEmpty else { return [] }
        prompt.keep()
        guard let command = Command(rawValue: name) else {
            message = "there is no command '\(name)'; ? lists them"
            return []
        }
        guard !command.isDangerous || isUnlockedHere else {
            message = "locked: :write unlocks"
            return []
        }
        return reduceCommand(&self, command)
    }
}
