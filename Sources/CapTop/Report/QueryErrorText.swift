// A query's error for a terminal: the sentence, the query, and carets below the place. Cells are counted, and nothing of
// the query reaches the terminal as a control character.
import Models
import TUIKitLite

enum QueryErrorText {
    /// The most characters shown before the place, of it and behind it, so that the lines are not broken.
    private static let around = (before: 40, within: 30, after: 20)

    /// Three lines; `option` is what the query was given as, such as `--filter`.
    static func text(of error: QueryError, in query: String, option: String) -> String {
        let characters = Array(query)
        let before = characters[..<error.range.lowerBound]
        let within = characters[error.range]
        let after = characters[error.range.upperBound...]
        let shown = shownCells(before.suffix(around.before))
        let start = (before.count > around.before ? "…" : "") + shown
        let marked = shownCells(within.prefix(around.within))
        let isCut = within.count > around.within || after.count > around.after
        let end = within.count > around.within ? "" : shownCells(after.prefix(around.after))
        let gap = String(repeating: " ", count: CellWidth.width(of: start))
        let carets = String(repeating: "^", count: max(1, CellWidth.width(of: marked)))
        return """
            \(option): \(CellText.sanitized(error.description))
              \(start)\(marked)\(end)\(isCut ? "…" : "")
              \(gap)\(carets)
            """
    }

    private static func shownCells(_ characters: ArraySlice<Character>) -> String {
        CellText.sanitized(String(characters))
    }
}
