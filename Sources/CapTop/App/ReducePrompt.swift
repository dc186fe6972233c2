// The keys of the `:` line: a command typed by its name, completed by tab, found again by the arrows.
import Models
import TUIKitLite

func reducePromptEdit(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    state.prompt.refusal = nil
    switch edit {
    case .key("tab"): state.promptCompletion.complete(&state.prompt.field)
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

    /// What cannot be run stays in the line, with a sentence beside it.
    fileprivate mutating func runPrompt() -> [Effect] {
        guard !prompt.line.isEmpty else {
            overlays.removeLast()
            return []
        }
        prompt.keep()
        do throws(CommandCall.Refusal) {
            let call = try CommandCall(prompt.line)
            if call.command.isDangerous, let why = whyLocked { throw CommandCall.Refusal(message: why) }
            // Closed first, as the command may open something of its own.
            var after = self
            after.overlays.removeLast()
            let effects = try reduceCall(&after, call)
            self = after
            return effects
        } catch {
            prompt.refusal = error.message
            return []
        }
    }
}
