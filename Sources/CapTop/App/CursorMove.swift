// Where the six commands that move a cursor lead in a list, whichever list it is. Knows numbers of lines only.

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
}
