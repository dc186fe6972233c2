// The `:` line: a command typed by its name.
import Models
import TUIKitLite

func reducePromptEdit(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    switch edit {
    case .key(let name):
        if let key = Key(name: name) { _ = state.prompt.handle(key) }
    case .paste(let text): state.prompt.paste(text)
    case .cancel: state.overlays.removeLast()
    case .accept: return state.runPrompt()
    }
    return []
}

extension AppState {
    mutating func openPrompt() {
        prompt = TextField()
        overlays.append(.prompt)
    }

    fileprivate mutating func runPrompt() -> [Effect] {
        overlays.removeLast()
        let name = prompt.text.filter { $0 != " " }
        guard !name.isEmpty else { return [] }
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
