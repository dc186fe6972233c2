// The keys of the help screen: scrolling, and a search that narrows it with every letter.
import TUIKitLite

func reduceHelp(_ state: inout AppState, _ command: Command) -> [Effect] {
    let count = state.helpLines.count - state.helpPage + 1
    if let line = command.line(from: state.help.firstLine, count: count, page: state.helpPage) {
        state.help.firstLine = line
        return []
    }
    switch command {
    case .filterOpen: state.help.isSearching = true
    case .filterClear: state.help = HelpState()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .selectionClear where !state.help.search.text.isEmpty: state.help = HelpState()
    case .help, .quit, .selectionClear: state.overlays.removeLast()
    default: break
    }
    return []
}

/// A key while the search has them: enter keeps it, escape drops it.
func reduceHelpEdit(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    switch edit {
    case .key("up"): state.scrollHelp(by: -1)
    case .key("down"): state.scrollHelp(by: 1)
    case .key(let name):
        if let key = Key(name: name), state.help.search.handle(key) { state.help.firstLine = 0 }
    case .paste(let text):
        state.help.search.paste(text)
        state.help.firstLine = 0
    case .accept: state.help.isSearching = false
    case .cancel: state.help = HelpState()
    }
    return []
}

extension AppState {
    /// Lines of help that are seen at once, roughly.
    fileprivate var helpPage: Int { max(1, size.height - 6) }

    fileprivate mutating func scrollHelp(by lines: Int) {
        help.firstLine = max(0, min(helpLines.count - helpPage, help.firstLine + lines))
    }
}
