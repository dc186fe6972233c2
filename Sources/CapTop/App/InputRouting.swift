// From an input event to an action: the overlay on top takes the key, else the keymap. Pure.
import TUIKitLite

extension AppState {
    /// What an input event means here and now; nil when it means nothing.
    func action(for event: InputEvent) -> Action? {
        if let wall { return wall.action(for: event) }
        guard !isTooSmall else { return quitting(event) }
        return switch event {
        case .key(let key) where isTyping: fieldAction(for: key)
        case .key(let key): keymap.command(for: key).map(Action.command) ?? explanation(of: key)
        case .paste(let text): isTyping ? .edit(.paste(text)) : nil
        case .mouse(let mouse): action(for: mouse)
        case .focus: nil
        }
    }

    /// Enter opens nothing, so that a second one confirms nothing: it says which keys do.
    private func explanation(of key: Key) -> Action? {
        guard key.code == .enter, overlays.isEmpty else { return nil }
        func name(_ command: Command) -> String { keymap.keyName(of: command) ?? ":\(command.rawValue)" }
        let caps = screen == .caps ? "\(name(.capEdit)) edits, \(name(.chart)) shows the chart, " : ""
        return .notice("\(caps)\(name(.help)) lists all keys")
    }

    /// Nothing is changed by keys whose effect nobody sees.
    private func quitting(_ event: InputEvent) -> Action? {
        guard case .key(let key) = event, keymap.command(for: key) == .quit else { return nil }
        return .command(.quit)
    }

    /// What lies over the panes swallows the mouse: nothing is confirmed, chosen or closed by it.
    private func action(for mouse: MouseEvent) -> Action? {
        guard overlays.isEmpty || overlays.last == .help else { return nil }
        switch mouse.kind {
        case .press: return overlays.isEmpty ? .clicked(x: mouse.point.x, y: mouse.point.y) : nil
        case .wheelUp: return .wheeled(x: mouse.point.x, y: mouse.point.y, isDown: false)
        case .wheelDown: return .wheeled(x: mouse.point.x, y: mouse.point.y, isDown: true)
        }
    }

    /// Whether keys go into a field.
    private var isTyping: Bool {
        switch overlays.last {
        case .filter, .editor, .bulk, .picker, .confirm, .prompt, .copy: true
        case .help: help.isSearching
        case nil: false
        }
    }

    private func fieldAction(for key: Key) -> Action {
        switch key.code {
        case .enter: .edit(.accept)
        case .escape: .edit(.cancel)
        case .character("c") where key.modifiers == .ctrl: .edit(.cancel)
        // Nothing is typed with ctrl; what has been stays for when captop is continued.
        case _ where key.modifiers.contains(.ctrl) && keymap.command(for: key) == .suspend: .command(.suspend)
        default: .edit(.key(key.name))
        }
    }
}
