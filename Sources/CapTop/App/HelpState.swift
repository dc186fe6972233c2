// Where the help screen stands, and what is searched for in it.
import TUIKitLite

struct HelpState: Equatable, Sendable {
    var firstLine = 0
    /// Words that narrow the help.
    var search = TextField()
    /// Keys go into the search.
    var isSearching = false
}

extension AppState {
    /// As they stand on the screen, so that scrolling goes by what is seen.
    var helpLines: [HelpText.Line] {
        HelpView.wrapped(HelpText.lines(for: keymap, matching: help.search.text), screenWidth: size.width)
    }

    mutating func openHelp() {
        help = HelpState()
        overlays.append(.help)
    }
}
