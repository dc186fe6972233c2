// Owns the characters the toolkit draws with, in Unicode and in ASCII. Box drawing is text, never the terminal's
// alternate character set. Knows no style.

/// The set of drawing characters. Every one is a single cell wide.
public struct Glyphs: Hashable, Sendable {
    public let horizontal: String
    public let vertical: String
    public let topLeft: String
    public let topRight: String
    public let bottomLeft: String
    public let bottomRight: String
    public let teeLeft: String
    public let teeRight: String
    public let teeTop: String
    public let teeBottom: String
    public let cross: String

    /// Nine entries: nothing, then one to eight eighths of a cell, from the left. In ASCII a half rounds up to a cell.
    public let eighths: [String]
    public let fullBlock: String
    /// Eight heights of a column: nothing, then ever more, the last a full cell.
    public let heights: [String]
    /// Whether cells can be drawn as two by four braille dots.
    public let hasDots: Bool
    /// The upper and the lower half of a cell; nil where there is no such thing.
    public var halfBlocks: (upper: String, lower: String)? { fullBlock == "█" ? ("▀", "▄") : nil }
    public let paceMark: String
    /// Stands at 100 % of a bar.
    public let limitMark: String
    /// Says that a bar goes on beyond what is drawn.
    public let overshoot: String
    /// Fills a bar whose value is not known.
    public let unknownTrack: String

    public let cursorMark: String
    /// Stands before a row that is marked.
    public let rowMark: String
    public let sortUp: String
    public let sortDown: String
    public let ellipsis: String
    public let scrollThumb: String
    public let dotOn: String
    public let dotOff: String
    public let treeBranch: String

    public static let unicode = Glyphs(
        horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘",
        teeLeft: "├", teeRight: "┤", teeTop: "┬", teeBottom: "┴", cross: "┼",
        eighths: ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"], fullBlock: "█",
        heights: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], hasDots: true, paceMark: "│", limitMark: "┃",
        overshoot: "»", unknownTrack: "·",
        cursorMark: "▸", rowMark: "◆", sortUp: "▲", sortDown: "▼", ellipsis: "…", scrollThumb: "┃",
        dotOn: "●", dotOff: "○", treeBranch: "├")

    public static let ascii = Glyphs(
        horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
        teeLeft: "+", teeRight: "+", teeTop: "+", teeBottom: "+", cross: "+",
        eighths: ["", "", "", "", "=", "=", "=", "=", "="], fullBlock: "=",
        heights: ["_", ".", ":", "-", "=", "+", "*", "#"], hasDots: false, paceMark: "|", limitMark: "]",
        overshoot: ">", unknownTrack: ".",
        cursorMark: ">", rowMark: "*", sortUp: "^", sortDown: "v", ellipsis: "~", scrollThumb: "#",
        dotOn: "*", dotOff: ".", treeBranch: "|")
}
