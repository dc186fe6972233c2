// Owns what a table column is. Knows no row.

/// A column: its title, how wide it wants to be and how much it matters.
public struct TableColumn: Hashable, Sendable {
    public enum Width: Hashable, Sendable {
        case fixed(Int)
        /// At least `min`; shares what is left by weight.
        case flexible(min: Int, weight: Int)
    }

    public var title: String
    public var width: Width
    public var alignment: CellText.Alignment
    /// When there is no room for all, the column with the lowest priority goes first, of equals the rightmost.
    public var priority: Int

    public init(_ title: String, width: Width, alignment: CellText.Alignment = .left, priority: Int = 0) {
        self.title = title
        self.width = width
        self.alignment = alignment
        self.priority = priority
    }

    var minimum: Int {
        switch width {
        case .fixed(let width): max(1, width)
        case .flexible(let min, _): max(1, min)
        }
    }

    var weight: Int {
        switch width {
        case .fixed: 0
        case .flexible(_, let weight): max(0, weight)
        }
    }
}
