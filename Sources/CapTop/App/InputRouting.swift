// From an input event to an action: the overlay on top takes the key, else the keymap. Pure.
import TUIKitLite

extension AppState {
    /// What an input event means here and now; nil when it means nothing.
    func action(for event: InputEvent) -> Action? {
        switch event {
        case .key(let key) where overlays.last == .filter: filterAction(for: key)
        case .key(let key): keymap.command(for: key).map(Action.command)
        case .paste(let text): overlays.last == .filter ? .edit(.paste(text)) : nil
        case .focus: nil
        }
    }

    private func filterAction(for key: Key) -> Action {
        switch key.code {
        case .enter: .edit(.accept)
        case .escape: .edit(.cancel)
        case .character("c") where key.modifiers == .ctrl: .edit(.cancel)
        default: .edit(.key(key.name))
        }
    }
}
