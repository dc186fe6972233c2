// What commands do in a list, whichever it is: where those that move a cursor lead, and which do the same everywhere.

extension Command {
    /// The line that the command leads to; nil for one that moves no cursor.
    ///
    /// - Parameters:
    ///   - count: lines that the cursor can be on.
    ///   - page: lines that a page moves by.
    func line(from line: Int, count: Int, page: Int) -> Int? {
        let moved: Int
        switch self {
        case .cursorDown: moved = line + 1
        case .cursorUp: moved = line - 1
        case .cursorPageDown: moved = line + page
        case .cursorPageUp: moved = line - page
        case .cursorFirst: moved = 0
        case .cursorLast: moved = count - 1
        default: return nil
        }
        return max(0, min(count - 1, moved))
    }

    /// Why it does nothing on a list that is not one of caps, in a sentence.
    var whyNotHere: String {
        switch self {
        case .sortNext, .sortPrevious, .sortReverse, .sort: "only caps are sorted; esc goes back to them"
        case .filterOpen, .filterClear, .filter: "this list has no filter"
        default: "that does nothing in this list; esc goes back to the caps"
        }
    }

    /// Whether a screen with a list of its own leaves the command to the dashboard.
    var worksOnEveryList: Bool {
        switch self {
        case .save, .reload, .redraw, .suspend, .help, .prompt, .write, .lock, .refresh, .audit, .alerts, .network,
            .payouts, .commissions, .tiers:
            true
        default: false
        }
    }
}

extension AppState {
    /// Says why a command does nothing in the list on screen.
    mutating func refuse(_ command: Command) -> [Effect] {
        message = command.whyNotHere
        return []
    }
}
